//! Words of a schema as names of GraphQL (<https://spec.graphql.org/September2025/#Name>), as its schemas usually have them.

use crate::plan::exported;
use heck::ToSnakeCase;

/// A type: `UpperCamelCase`.
pub(super) fn camel(text: &str) -> String {
    exported::camel(text)
}

/// A value of an enum: `SHOUTY_SNAKE_CASE`; what is the other way round in a sort is `_DESC`.
pub(super) fn shouty(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_alphabetic()) => format!("{}_DESC", exported::shouty(rest)),
        _ => exported::shouty(text),
    }
}

/// A field or an argument: `lowerCamelCase`.
pub(super) fn lower(text: &str) -> String {
    let name = camel(text);
    let mut rest = name.chars();
    rest.next().map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + rest.as_str())
}

/// What one thing of a collection is called: `orders`, `order`.
pub(super) fn singular(text: &str) -> String {
    let words = text.to_snake_case();
    if let Some(stem) = words.strip_suffix("ies").filter(|it| it.len() > 1) {
        return format!("{stem}y");
    }
    if let Some(stem) = words.strip_suffix("lves") {
        return format!("{stem}lf");
    }
    let es = ["sses", "xes", "ches", "shes"].iter().any(|it| words.ends_with(it));
    let is_plural = |it: &&str| !it.is_empty() && !it.ends_with(['s', 'u', 'i']);
    let stem = words.strip_suffix(if es { "es" } else { "s" });
    stem.filter(|it| es || is_plural(it)).unwrap_or(&words).to_owned()
}

/// An operation that reads, without the verb that says so: `getHealth`, `health`.
pub(super) fn unverbed(name: &str) -> Option<String> {
    let words = name.to_snake_case();
    let (verb, rest) = words.split_once('_')?;
    let is_name = rest.starts_with(|c: char| c.is_ascii_alphabetic());
    (["get", "list", "fetch"].contains(&verb) && is_name).then(|| lower(rest))
}

/// Whether the name of a method says that it only reads.
pub(super) fn reads(method: &str) -> bool {
    const VERBS: [&str; 11] =
        ["get", "list", "search", "read", "fetch", "find", "query", "count", "lookup", "check", "describe"];
    let words = method.to_snake_case();
    let words = words.strip_prefix("batch_").unwrap_or(&words);
    VERBS.contains(&words.split('_').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_schemas_have_them() {
        assert_eq!(["created_at", "URL", "3d", "größe"].map(lower), ["createdAt", "url", "n3d", "grUf6Udfe"]);
        assert_eq!(["in-transit", "-name", "-1", "a b"].map(shouty), ["IN_TRANSIT", "NAME_DESC", "MINUS_1", "A_B"]);
    }

    #[test]
    fn one_is_told_from_many() {
        let pairs = [
            ("orders", "order"),
            ("order_lines", "order_line"),
            ("categories", "category"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("address", "address"),
            ("status", "status"),
            ("analysis", "analysis"),
            ("film", "film"),
            ("houses", "house"),
        ];
        for (many, one) in pairs {
            assert_eq!(singular(many), one);
        }
    }

    #[test]
    fn verbs_are_left_out() {
        let names = ["getHealth", "list_orders", "fetch-all", "getter", "get", "get3"];
        let expected = [Some("health"), Some("orders"), Some("all"), None, None, None];
        assert_eq!(names.map(unverbed), expected.map(|it| it.map(str::to_owned)));
        assert_eq!(
            ["GetBook", "BatchGetBooks", "ListBooks", "Listen", "CreateBook"].map(reads),
            [true, true, true, false, false]
        );
    }
}

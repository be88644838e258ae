//! The helpers of templates, one a line.

use crate::plan::{literals, names};
use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToTitleCase, ToUpperCamelCase};
use serde_json::Value as Json;

/// A function of values; beside them, it is given all that a template is.
pub(super) struct Function {
    pub(super) name: &'static str,
    /// How many values it takes, at least and at most.
    pub(super) least: usize,
    pub(super) most: usize,
    pub(super) run: fn(&[&Json], &Json) -> Result<Json, String>,
}

macro_rules! functions {
    ($($name:literal ($least:literal..=$most:literal) $what:literal $run:expr;)*) => {
        /// Our own helpers.
        pub(super) const FUNCTIONS: &[Function] =
            &[$(Function { name: $name, least: $least, most: $most, run: $run }),*];

        /// Every helper of templates: its name, and what it does.
        pub const HELPERS: &[(&str, &str)] = &[$(($name, $what),)*
            ("if", "The block where the value holds: not `null`, `false`, `0`, empty."),
            ("unless", "The block where it does not."),
            ("each", "The block for each item of a list or member of an object; `{{else}}` for none."),
            ("with", "The block, with the value as what `this` is."),
            ("lookup", "The item at a position, or the member of a name."),
            ("raw", "The block as it stands."),
            ("eq", "Whether two values are equal."),
            ("ne", "Whether they are not."),
            ("lt", "Whether the first number is less."),
            ("lte", "Less or equal."),
            ("gt", "Greater."),
            ("gte", "Greater or equal."),
            ("and", "Whether both hold."),
            ("or", "Whether one holds."),
            ("not", "Whether it does not hold."),
            ("len", "How many items, members or bytes there are."),
        ];
    };
}

functions! {
    "snake_case" (1..=1) "`getPet` as `get_pet`." |of, _| text(of[0], ToSnakeCase::to_snake_case);
    "kebab_case" (1..=1) "`getPet` as `get-pet`." |of, _| text(of[0], ToKebabCase::to_kebab_case);
    "camel_case" (1..=1) "`get_pet` as `getPet`." |of, _| text(of[0], ToLowerCamelCase::to_lower_camel_case);
    "pascal_case" (1..=1) "`get_pet` as `GetPet`." |of, _| text(of[0], ToUpperCamelCase::to_upper_camel_case);
    "shouty_case" (1..=1) "`getPet` as `GET_PET`." |of, _| text(of[0], ToShoutySnakeCase::to_shouty_snake_case);
    "title_case" (1..=1) "`getPet` as `Get Pet`." |of, _| text(of[0], ToTitleCase::to_title_case);
    "upper" (1..=1) "In capitals." |of, _| text(of[0], str::to_uppercase);
    "lower" (1..=1) "In small letters." |of, _| text(of[0], str::to_lowercase);
    "trim" (1..=1) "Without spaces and line breaks around it." |of, _| text(of[0], |it| it.trim().to_owned());
    "plural" (1..=1) "`pet` as `pets`, as tables are named." |of, _| text(of[0], zephyrix_ir::plural);
    "singular" (1..=1) "`pets` as `pet`." |of, _| text(of[0], singular);
    "replace" (3..=3) "The text with the second value replaced by the third."
        |of, _| Ok(string(of[0])?.replace(string(of[1])?, string(of[2])?).into());
    "concat" (1..=16) "All values as one text." |of, _| Ok(of.iter().map(|it| plain(it)).collect::<String>().into());
    "join" (2..=2) "The items of a list with a text between them." join;
    "contains" (2..=2) "Whether a list has an item, or a text a part." contains;
    "starts_with" (2..=2) "Whether a text begins with another." |of, _| Ok(string(of[0])?.starts_with(string(of[1])?).into());
    "default" (2..=2) "The first value; the second where that is `null` or an empty text."
        |of, _| Ok(if of[0].is_null() || *of[0] == "" { of[1].clone() } else { of[0].clone() });
    "json" (1..=1) "The value as JSON, in one line." |of, _| Ok(of[0].to_string().into());
    "json_pretty" (1..=1) "The value as JSON, in as many lines as it takes."
        |of, _| Ok(serde_json::to_string_pretty(of[0]).unwrap_or_default().into());
    "indent" (2..=2) "Each line but empty ones, so many spaces further in." indent;
    "comment" (2..=2) "Each line with a text such as `/// ` before it." comment;
    "rust_string" (1..=1) "The text as a literal of Rust, quotes included." |of, _| text(of[0], literals::string);
    "rust_ident" (1..=1) "The text as the name of a field or function of Rust: `type` as `r#type`."
        |of, _| text(of[0], names::snake);
    "rust_type" (1..=1) "The text as the name of a type of Rust." |of, _| text(of[0], names::camel);
    "type" (1..=1) "The type that a reference to one leads to." type_of;
    "find" (3..=3) "The first of a list whose member of the second name is the third value; `null` where there is none."
        |of, _| Ok(having(of)?.next().cloned().unwrap_or_default());
    "where" (3..=3) "All of them." |of, _| Ok(Json::Array(having(of)?.cloned().collect()));
}

fn text(of: &Json, make: impl FnOnce(&str) -> String) -> Result<Json, String> {
    Ok(make(string(of)?).into())
}

fn string(of: &Json) -> Result<&str, String> {
    of.as_str().ok_or_else(|| format!("takes a text, not {}", kind(of)))
}

fn list(of: &Json) -> Result<&Vec<Json>, String> {
    of.as_array().ok_or_else(|| format!("takes a list, not {}", kind(of)))
}

fn kind(of: &Json) -> &'static str {
    match of {
        Json::Null => "null: `default` gives it something else",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "a number",
        Json::String(_) => "a text",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}

/// As `{{…}}` prints it.
fn plain(of: &Json) -> String {
    match of {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn join(of: &[&Json], _: &Json) -> Result<Json, String> {
    Ok(list(of[0])?.iter().map(plain).collect::<Vec<_>>().join(string(of[1])?).into())
}

fn contains(of: &[&Json], _: &Json) -> Result<Json, String> {
    match of[0] {
        Json::Array(all) => Ok(all.contains(of[1]).into()),
        text => Ok(string(text)?.contains(string(of[1])?).into()),
    }
}

fn indent(of: &[&Json], _: &Json) -> Result<Json, String> {
    let spaces = of[1].as_u64().filter(|it| *it <= 200).ok_or("takes a number of spaces up to 200")?;
    let spaces = " ".repeat(usize::try_from(spaces).unwrap_or_default());
    let line = |it: &str| if it.trim().is_empty() { it.to_owned() } else { format!("{spaces}{it}") };
    text(of[0], |it| it.split('\n').map(line).collect::<Vec<_>>().join("\n"))
}

fn comment(of: &[&Json], _: &Json) -> Result<Json, String> {
    let before = string(of[1])?;
    let line = |it: &str| format!("{before}{}", it.trim_end()).trim_end().to_owned();
    text(of[0], |it| it.trim_end().lines().map(line).collect::<Vec<_>>().join("\n"))
}

fn singular(many: &str) -> String {
    // Those few that end in `s` by themselves stay; of others, what makes it plural again is right.
    if ["ss", "us", "is"].iter().any(|it| many.ends_with(it)) {
        return many.to_owned();
    }
    let ends = [("ies", "y"), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("s", "")];
    let one = |(end, by): (&str, &str)| Some(format!("{}{by}", many.strip_suffix(end)?));
    ends.into_iter().filter_map(one).find(|it| zephyrix_ir::plural(it) == many).unwrap_or_else(|| many.to_owned())
}

fn type_of(of: &[&Json], model: &Json) -> Result<Json, String> {
    let id = of[0].get("id").unwrap_or(of[0]).as_u64().ok_or("takes a reference to a type, or its `id`")?;
    let found = model.get("types").and_then(|it| it.get(usize::try_from(id).ok()?));
    found.cloned().ok_or_else(|| format!("knows no type {id}"))
}

fn having<'v>(of: &[&'v Json]) -> Result<impl Iterator<Item = &'v Json>, String> {
    let (all, key, value) = (list(of[0])?, string(of[1])?, of[2]);
    Ok(all.iter().filter(move |it| it.get(key) == Some(value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn call(name: &str, values: &[Json]) -> Json {
        let function = FUNCTIONS.iter().find(|it| it.name == name).unwrap();
        let model = json!({ "types": [{ "name": "Pet" }] });
        (function.run)(&values.iter().collect::<Vec<_>>(), &model).unwrap_or_else(Json::from)
    }

    #[test]
    fn helpers_do_what_they_say() {
        for (name, values, wanted) in [
            ("pascal_case", json!(["get_pet"]), json!("GetPet")),
            ("plural", json!(["category"]), json!("categories")),
            ("singular", json!(["categories"]), json!("category")),
            ("singular", json!(["addresses"]), json!("address")),
            ("singular", json!(["status"]), json!("status")),
            ("default", json!([null, "x"]), json!("x")),
            ("default", json!([0, "x"]), json!(0)),
            ("join", json!([["a", 1], ", "]), json!("a, 1")),
            ("contains", json!([["a"], "a"]), json!(true)),
            ("contains", json!(["abc", "bd"]), json!(false)),
            ("concat", json!(["a", null, 1]), json!("a1")),
            ("indent", json!(["a\n\nb", 2]), json!("  a\n\n  b")),
            ("comment", json!(["a\n\nb\n", "/// "]), json!("/// a\n///\n/// b")),
            ("rust_string", json!(["a\"b"]), json!("r#\"a\"b\"#")),
            ("rust_ident", json!(["type"]), json!("r#type")),
            ("type", json!([{ "id": 0 }]), json!({ "name": "Pet" })),
            ("type", json!([7]), json!("knows no type 7")),
            ("find", json!([[{ "n": 1 }, { "n": 2, "x": 0 }], "n", 2]), json!({ "n": 2, "x": 0 })),
            ("find", json!([[], "n", 2]), json!(null)),
            ("where", json!([[{ "n": 1 }], "n", 1]), json!([{ "n": 1 }])),
            ("upper", json!([null]), json!("takes a text, not null: `default` gives it something else")),
        ] {
            assert_eq!(call(name, values.as_array().unwrap()), wanted, "{name} {values}");
        }
    }
}

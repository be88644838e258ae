//! Words of a schema as names of protobuf, as its style guide wants them (<https://protobuf.dev/programming-guides/style/>).

use crate::plan::names;

/// A package: `petstore.v1`.
pub(super) fn package(title: &str, version: &str) -> String {
    let major = version.trim_start_matches(['v', 'V']).split('.').next().and_then(|it| it.parse::<u32>().ok());
    format!("{}.v{}", names::package(title).replace('-', "_"), major.unwrap_or(1).max(1))
}

/// A message, an enum, a service or a method: `UpperCamelCase` of ASCII.
pub(crate) fn camel(text: &str) -> String {
    ascii(&names::camel(text), 'U')
}

/// A field: `snake_case` of ASCII.
pub(super) fn snake(text: &str) -> String {
    // What is a keyword of Rust is none here.
    let name = names::snake(text);
    ascii(name.strip_prefix("r#").unwrap_or(&name).trim_end_matches('_'), 'u')
}

/// A value of an enum: `SHOUTY_SNAKE_CASE` of ASCII.
pub(crate) fn shouty(text: &str) -> String {
    ascii(&names::shouty(text), 'U')
}

/// The name that `ProtoJSON` has for a field unless told: `snake_case` without its underscores.
pub(crate) fn json(field: &str) -> String {
    let mut name = String::new();
    let mut raised = false;
    for c in field.chars() {
        match c {
            '_' => raised = true,
            c if raised => {
                name.extend(c.to_uppercase());
                raised = false;
            }
            c => name.push(c),
        }
    }
    name
}

fn ascii(name: &str, letter: char) -> String {
    let of = |c: char| if c.is_ascii() { c.to_string() } else { format!("{letter}{:x}", u32::from(c)) };
    name.chars().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ascii() {
        let names = [camel("größe"), snake("größe"), shouty("größe"), snake("type"), snake("self")];
        assert_eq!(names, ["GrUf6Udfe", "gruf6udfe", "GRUd6SSE", "type", "self"]);
    }

    #[test]
    fn packages_have_a_version() {
        assert_eq!(package("Pet Store", "1.2.3"), "pet_store.v1");
        assert_eq!(package("Shop", "v2"), "shop.v2");
        assert_eq!(package("Shop", "0.3"), "shop.v1");
        assert_eq!(package("Shop", "2024-01-01"), "shop.v1");
    }

    #[test]
    fn json_names_are_those_of_protoc() {
        assert_eq!((json("pet_id"), json("a_1"), json("x")), ("petId".to_owned(), "a1".to_owned(), "x".to_owned()));
    }
}

//! Words of a schema as Rust identifiers: stable, deterministic, never a keyword, never taken twice.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use std::collections::HashSet;

/// Names that are taken in one scope.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope(HashSet<String>);

impl Scope {
    /// A scope in which some names are taken from the start.
    pub(crate) fn with<'a>(taken: impl IntoIterator<Item = &'a str>) -> Self {
        Self(taken.into_iter().map(str::to_owned).collect())
    }

    /// Whether a name is taken.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// `wanted`, or the first of `wanted2`, `wanted3`, … that is free.
    pub(crate) fn claim(&mut self, wanted: String) -> String {
        if self.0.insert(wanted.clone()) {
            return wanted;
        }
        let separator = if wanted.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
        let mut number = 2_u32;
        loop {
            let numbered = format!("{wanted}{separator}{number}");
            if self.0.insert(numbered.clone()) {
                return numbered;
            }
            number += 1;
        }
    }
}

/// A type, a variant: `UpperCamelCase`.
pub(crate) fn camel(text: &str) -> String {
    start_with_letter(&printable(text).to_upper_camel_case(), "N", "Empty")
}

/// A field, a method, a module: `snake_case`, keywords escaped.
pub(crate) fn snake(text: &str) -> String {
    escape(start_with_letter(&printable(text).to_snake_case(), "n", "empty"))
}

/// A file or module name: `snake_case`; a keyword gets a trailing underscore, since `r#` is no file name.
pub(crate) fn module(text: &str) -> String {
    let snake = printable(text).to_snake_case();
    // Files are named in ASCII, whatever the file system makes of other letters.
    let ascii = |c: char| if c.is_ascii() { c.to_string() } else { format!("u{:x}", u32::from(c)) };
    let name = start_with_letter(&snake.chars().map(ascii).collect::<String>(), "n", "empty");
    let taken = KEYWORDS.contains(&name.as_str()) || RAW_REFUSED.contains(&name.as_str()) || name == "mod";
    if taken { format!("{name}_") } else { name }
}

/// A constant: `SHOUTY_SNAKE_CASE`.
pub(crate) fn shouty(text: &str) -> String {
    start_with_letter(&printable(text).to_shouty_snake_case(), "N", "EMPTY")
}

/// A package: `kebab-case` of ASCII.
pub fn package(text: &str) -> String {
    let ascii: String = text.to_snake_case().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let name = ascii.split('-').filter(|it| !it.is_empty()).collect::<Vec<_>>().join("-");
    let name = if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("service-{name}") };
    let name = name.trim_end_matches('-').to_owned();
    // Cargo refuses keywords and a few names of its own.
    if KEYWORDS.contains(&name.as_str())
        || RAW_REFUSED.contains(&name.as_str())
        || OWN_TO_CARGO.contains(&name.as_str())
    {
        format!("{name}-service")
    } else {
        name
    }
}

/// Signs that have a meaning become words, so that `+1` and `-1` differ; what no identifier can hold becomes a break.
fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.chars().enumerate() {
        let word = SIGNS.iter().find(|(sign, _)| *sign == c).map(|(_, word)| *word);
        match word {
            // Between words `-` and its like only separate.
            Some(word) if at == 0 || !SEPARATORS.contains(&c) => {
                out.push(' ');
                out.push_str(word);
                out.push(' ');
            }
            _ if c.is_alphanumeric() && is_fit(c) => out.push(c),
            _ => out.push(' '),
        }
    }
    out
}

/// Whether Rust takes the character in an identifier, and takes it without a warning (UTS 39, "Allowed").
fn is_fit(c: char) -> bool {
    c.is_ascii() || unicode_ident::is_xid_continue(c) && unicode_security::GeneralSecurityProfile::identifier_allowed(c)
}

fn start_with_letter(name: &str, before_digit: &str, empty: &str) -> String {
    match name.chars().next() {
        None => empty.to_owned(),
        Some(first) if first.is_alphabetic() => name.to_owned(),
        Some(_) => format!("{before_digit}{name}"),
    }
}

fn escape(name: String) -> String {
    if RAW_REFUSED.contains(&name.as_str()) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

const SEPARATORS: &[char] = &['-', '.', '/', ':'];
const SIGNS: &[(char, &str)] = &[
    ('+', "plus"),
    ('-', "minus"),
    ('.', "dot"),
    ('/', "slash"),
    (':', "colon"),
    ('<', "less"),
    ('>', "greater"),
    ('=', "equal"),
    ('!', "not"),
    ('*', "star"),
    ('%', "percent"),
    ('&', "and"),
    ('|', "or"),
    ('$', "dollar"),
    ('@', "at"),
    ('#', "hash"),
    ('~', "tilde"),
    ('^', "caret"),
];

/// Keywords of every edition up to 2024 (The Rust Reference, "Keywords"), which `r#` makes usable.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];
/// Those that not even `r#` makes usable.
const RAW_REFUSED: &[&str] = &["crate", "self", "super", "Self", "_"];
/// Package names that cargo refuses.
const OWN_TO_CARGO: &[&str] =
    &["test", "core", "std", "alloc", "proc-macro", "build", "deps", "examples", "incremental"];

#[cfg(test)]
mod tests {
    use super::{Scope, camel, package, snake};

    #[test]
    fn words_become_identifiers() {
        for (text, type_name, field) in [
            ("petId", "PetId", "pet_id"),
            ("pet-id", "PetId", "pet_id"),
            ("type", "Type", "r#type"),
            ("self", "Self", "self_"),
            ("+1", "Plus1", "plus_1"),
            ("-1", "Minus1", "minus_1"),
            ("3d", "N3d", "n3d"),
            ("", "Empty", "empty"),
            ("größe", "Größe", "größe"),
            ("a\"b\n", "AB", "a_b"),
            ("x²", "X", "x"),
        ] {
            assert_eq!((camel(text).as_str(), snake(text).as_str()), (type_name, field), "{text}");
        }
        assert_eq!(package("Pet Store API!"), "pet-store-api");
        assert_eq!(package("test"), "test-service");
        assert_eq!(package("日本"), "service");
    }

    #[test]
    fn collisions_are_numbered_in_order() {
        let mut scope = Scope::default();
        let names: Vec<_> = ["A", "A", "A1", "A1"].map(|it| scope.claim(it.to_owned())).into();
        assert_eq!(names, ["A", "A2", "A1", "A1_2"]);
    }
}

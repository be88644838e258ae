//! Expressions of CEL (<https://cel.dev>), compiled: parsed, every name resolved against the descriptors, every overload chosen,
//! and what is known already reckoned.
//!
//! The grammar is the crate cel's. Nothing is interpreted: what cannot be typed here is an error here.

mod comprehension;
mod fold;
mod format;
mod functions;
mod known;
mod operators;
mod re2;
mod resolve;

use super::fields;
use cel::parser::Parser;
pub(super) use known::literal;
use prost_reflect::{DescriptorPool, DynamicMessage, FieldDescriptor, Kind, Value};
use resolve::Resolver;
pub(super) use resolve::{message, type_url};
use zephyrix_ir::vocabulary::{Cel, CelItem, CelType};

/// So many characters are more than anybody writes into an option.
const LONGEST: usize = 16 * 1024;

/// So deep may brackets be.
const DEEPEST: u16 = 32;

/// So many operators, dots and brackets may there be, wherever: each may be within the one before it, and costs stack.
const MOST: usize = 300;

/// What the parser and the resolver need for that, with much to spare: 64 MiB.
const STACK: usize = 64 << 20;

/// What an expression may speak of.
pub(super) struct Scope<'a> {
    /// Every definition.
    pub(super) pool: &'a DescriptorPool,
    /// The type of `this`.
    pub(super) this: CelType,
    /// The message that sets a rule, as `rules`.
    pub(super) rules: Option<&'a DynamicMessage>,
    /// What it is set to, as `rule`.
    pub(super) rule: Option<(Value, Kind)>,
}

/// What an expression says: a truth or a text.
///
/// # Errors
/// A sentence about what is wrong with it.
pub(super) fn compile(text: &str, scope: &Scope<'_>) -> Result<Cel, String> {
    if text.len() > LONGEST {
        return Err(format!("it has more than {LONGEST} bytes"));
    }
    if text.matches(|it: char| ".[({+-*/%?!<>=".contains(it)).count() > MOST {
        return Err(format!("it has more than {MOST} operators and brackets"));
    }
    let it = stacker::grow(STACK, || {
        let tree = Parser::default().max_recursion_depth(DEEPEST).parse(text);
        Resolver::of(scope).value(&tree.map_err(|it| sentence(&it.to_string()))?)
    })?;
    match it.ty {
        CelType::Bool | CelType::Text => Ok(it),
        other => Err(format!("it is {}, and must be a bool or a string", word(&other))),
    }
}

/// What a parser says first, without its own place and all that it would rather have.
fn sentence(text: &str) -> String {
    let first = text.lines().map(str::trim).find(|it| !it.is_empty()).unwrap_or("it cannot be read");
    let what = first.split_once("Syntax error: ").map_or(first, |it| it.1);
    what.split(" expecting ").next().unwrap_or(what).to_owned()
}

/// The type of a field's values.
pub(super) fn field_type(it: &FieldDescriptor) -> CelType {
    let kept = |kind: &Kind| Box::new(CelItem::Kept(fields::kind(kind, false)));
    match it.kind() {
        Kind::Message(entry) if it.is_map() => {
            CelType::Map(kept(&entry.map_entry_key_field().kind()), kept(&entry.map_entry_value_field().kind()))
        }
        kind if it.is_list() => CelType::List(kept(&kind)),
        kind => CelType::of(&fields::kind(&kind, false)),
    }
}

/// A type as CEL calls it.
fn word(it: &CelType) -> String {
    match it {
        CelType::Bool => "bool".to_owned(),
        CelType::Int => "int".to_owned(),
        CelType::Uint => "uint".to_owned(),
        CelType::Double => "double".to_owned(),
        CelType::Text => "string".to_owned(),
        CelType::Bytes => "bytes".to_owned(),
        CelType::Timestamp => "timestamp".to_owned(),
        CelType::Duration => "duration".to_owned(),
        CelType::Null => "null".to_owned(),
        CelType::Message(name) => name.to_string(),
        CelType::List(item) => format!("list({})", word(&item.ty())),
        CelType::Map(key, value) => format!("map({}, {})", word(&key.ty()), word(&value.ty())),
    }
}

/// Whether values of two types can be compared.
fn alike(a: &CelType, b: &CelType) -> bool {
    match (a, b) {
        (CelType::List(a), CelType::List(b)) => alike(&a.ty(), &b.ty()),
        (CelType::Map(..), CelType::Map(..)) => false,
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compiled(text: &str) -> Result<Cel, String> {
        let pool = DescriptorPool::new();
        compile(text, &Scope { pool: &pool, this: CelType::Text, rules: None, rule: None })
    }

    #[test]
    fn what_is_known_is_reckoned() {
        for (text, known) in [
            ("1 < 2 && 'a' != 'b'", Some(true)),
            ("duration('1h') > duration('59m59s')", Some(true)),
            ("2u >= 0u", Some(true)),
            ("[1, 2].exists(it, false)", Some(false)),
            ("this == this", Some(true)),
            ("this == 'a'", None),
        ] {
            assert_eq!(compiled(text).map(|it| it.as_bool()), Ok(known), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_typed_is_told() {
        for text in
            ["", "1 + 1", "this < 1", "this.a", "f(this)", "that", "[1, 'a']", "this.matches('(')", "{}", "has(this)"]
        {
            assert!(compiled(text).is_err(), "{text}");
        }
    }

    #[test]
    fn hostile_expressions_are_refused() {
        for (start, part, end) in [
            ("", "(", ""),
            ("", "[", ""),
            ("", "!", "true"),
            ("", "-", "1"),
            ("1", "+1", " == 1"),
            ("true", "||true", ""),
            ("this", ".trim()", " == ''"),
            ("this", ".a", ""),
            ("this", "[0]", ""),
            ("", "true?", ""),
            ("", "'", ""),
            ("", "{1:", ""),
            ("", "[1].all(a,", ""),
            ("", "\u{202e}", ""),
        ] {
            // The most that is looked at, and more than that.
            let _ = compiled(&format!("{start}{}{end}", part.repeat(MOST / 3)));
            let _ = compiled(&format!("{start}{}{end}", part.repeat(MOST - 6)));
            let text = format!("{start}{}{end}", part.repeat(LONGEST));
            assert!(compiled(&text).is_err());
        }
    }
}

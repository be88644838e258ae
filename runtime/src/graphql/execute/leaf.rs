//! Leaves as JSON (GraphQL §3, "Result Coercion"). What is not as its type says is an error, never a guess.

use super::super::{List, Out};
use crate::graphql::catalog::Leaf;
use serde_json::Value;

/// Why a value is none of its type: for the log.
pub(super) type Wrong = String;

/// Writes a value that is not null.
pub(super) fn write(to: &mut Vec<u8>, leaf: &Leaf, value: &Out<'_>) -> Result<(), Wrong> {
    match (leaf, value) {
        (Leaf::Any, any) => return anything(to, any),
        (Leaf::Text | Leaf::Id, Out::Text(it)) => text(to, it),
        (Leaf::Enum(ty), Out::Text(it)) if ty.values.contains_key(it.as_ref()) => text(to, it),
        (Leaf::Boolean, Out::Bool(it)) => to.extend_from_slice(if *it { b"true" } else { b"false" }),
        (Leaf::Int, Out::Int(it)) if i32::try_from(*it).is_ok() => number(to, it),
        (Leaf::Float, Out::Int(it)) => number(to, it),
        (Leaf::Float, Out::Float(it)) if it.is_finite() => number(to, it),
        (Leaf::Id, Out::Int(it)) => {
            to.push(b'"');
            number(to, it);
            to.push(b'"');
        }
        (leaf, Out::Json(it)) => return json(to, leaf, it),
        (leaf, other) => return Err(format!("{} is no {}", told(other), name(leaf))),
    }
    Ok(())
}

/// What is JSON already is looked at as what it is.
fn json(to: &mut Vec<u8>, leaf: &Leaf, value: &Value) -> Result<(), Wrong> {
    let out = match value {
        Value::Bool(it) => Out::Bool(*it),
        Value::String(it) => Out::Text(it.as_str().into()),
        Value::Number(it) => match it.as_i64() {
            Some(it) => Out::Int(it),
            None => Out::Float(it.as_f64().unwrap_or(f64::NAN)),
        },
        other => return Err(format!("JSON's {other} is no {}", name(leaf))),
    };
    write(to, leaf, &out)
}

/// A scalar of the user's own: any JSON at all.
fn anything(to: &mut Vec<u8>, value: &Out<'_>) -> Result<(), Wrong> {
    match value {
        Out::Null => to.extend_from_slice(b"null"),
        Out::Bool(it) => to.extend_from_slice(if *it { b"true" } else { b"false" }),
        Out::Int(it) => number(to, it),
        Out::Float(it) => number(to, it),
        Out::Text(it) => text(to, it),
        Out::Json(it) => number(to, it),
        Out::List(items) => return list(to, *items),
        Out::Object(_) => return Err("an object is no scalar".to_owned()),
    }
    Ok(())
}

fn list(to: &mut Vec<u8>, items: &dyn List) -> Result<(), Wrong> {
    to.push(b'[');
    for index in 0..items.len() {
        if index > 0 {
            to.push(b',');
        }
        anything(to, &items.at(index))?;
    }
    to.push(b']');
    Ok(())
}

/// A text. Most have nothing to escape, which is seen many bytes at a time.
pub(super) fn text(to: &mut Vec<u8>, it: &str) {
    // Without branches, so that it is compiled to vectors.
    #[allow(clippy::needless_bitwise_bool)]
    let special = it.bytes().fold(false, |any, it| any | (it < 0x20) | (it == b'"') | (it == b'\\'));
    if special {
        number(to, it);
        return;
    }
    to.reserve(it.len() + 2);
    to.push(b'"');
    to.extend_from_slice(it.as_bytes());
    to.push(b'"');
}

/// A number, or whatever else serde_json writes best.
fn number(to: &mut Vec<u8>, it: &(impl serde::Serialize + ?Sized)) {
    // Writing to memory does not fail, and what is written has no maps with odd keys.
    let _ = serde_json::to_writer(to, it);
}

fn told(out: &Out<'_>) -> String {
    match out {
        Out::Null => "null".to_owned(),
        Out::Bool(it) => it.to_string(),
        Out::Int(it) => it.to_string(),
        Out::Float(it) => it.to_string(),
        Out::Text(it) => format!("the text {it:?}"),
        Out::Json(it) => it.to_string(),
        Out::Object(_) => "an object".to_owned(),
        Out::List(_) => "a list".to_owned(),
    }
}

fn name(leaf: &Leaf) -> &str {
    match leaf {
        Leaf::Int => "Int",
        Leaf::Float => "Float",
        Leaf::Text => "String",
        Leaf::Boolean => "Boolean",
        Leaf::Id => "ID",
        Leaf::Enum(ty) => ty.name.as_str(),
        Leaf::Any => "scalar",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_as_json_has_it() {
        for it in ["", "plain", "ü\u{7f}\u{2028}", "a\"b", "a\\b", "a\nb", "\u{0}", "\u{1f}"] {
            let mut to = Vec::new();
            text(&mut to, it);
            assert_eq!(serde_json::from_slice::<String>(&to).unwrap(), it);
        }
    }

    #[test]
    fn leaves_are_what_their_types_say_or_refused() {
        let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let (big, list) = (json("3000000000"), json("[1]"));
        for (leaf, value, expected) in [
            (Leaf::Int, Out::Int(2_147_483_647), Some("2147483647")),
            (Leaf::Int, Out::Int(2_147_483_648), None),
            (Leaf::Int, Out::Float(1.0), None),
            (Leaf::Int, Out::Json(&big), None),
            (Leaf::Float, Out::Json(&big), Some("3000000000")),
            (Leaf::Float, Out::Float(f64::NAN), None),
            (Leaf::Float, Out::Float(0.5), Some("0.5")),
            (Leaf::Id, Out::Int(-7), Some("\"-7\"")),
            (Leaf::Text, Out::Int(7), None),
            (Leaf::Text, Out::Json(&list), None),
            (Leaf::Any, Out::Json(&list), Some("[1]")),
            (Leaf::Any, Out::Float(f64::INFINITY), Some("null")),
        ] {
            let mut to = Vec::new();
            let written = write(&mut to, &leaf, &value).is_ok().then(|| String::from_utf8(to).unwrap());
            assert_eq!(written.as_deref(), expected, "{} of {}", told(&value), name(&leaf));
        }
    }
}

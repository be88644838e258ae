//! Schema text as Rust source text: escaped by type, never by remembering to.

use zephyrix_ir::Model;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Number, Scalar, Shape, Value};

use super::rust::RustPlan;

/// A string literal.
pub(crate) fn string(text: &str) -> String {
    let plain = !text.chars().any(|c| c.is_control() || is_bidi(c));
    if plain && text.contains(['\\', '"']) && !text.contains("\"#") {
        return if text.contains('"') { format!("r#\"{text}\"#") } else { format!("r\"{text}\"") };
    }
    let escaped: String = text
        .chars()
        .map(|c| if is_bidi(c) { c.escape_unicode().to_string() } else { c.escape_debug().to_string() })
        .collect();
    // `escape_debug` also escapes the single quote, which a string need not.
    format!("\"{}\"", escaped.replace("\\'", "'"))
}

/// A text of several lines, as it is.
pub(crate) fn lines(text: &str) -> String {
    let plain = |it: char| it == '\n' || !it.is_control();
    if !text.contains(['"', '\\', '\n']) || !text.chars().all(plain) {
        return string(text);
    }
    let longest = text.split('"').skip(1).map(|it| it.len() - it.trim_start_matches('#').len()).max();
    let hashes = "#".repeat(longest.map_or(0, |it| it + 1));
    format!("r{hashes}\"{text}\"{hashes}")
}

/// Lines of a doc comment, each after `/// `: the first paragraph, wrapped.
///
/// Only plain text: what clippy or rustdoc would take for a list, a quote or a heading is kept from beginning a line.
pub(crate) fn doc(text: &str) -> Vec<String> {
    let paragraph = text.trim().split("\n\n").next().unwrap_or("");
    let clean: String = paragraph.chars().map(|c| if c.is_control() || is_bidi(c) { ' ' } else { c }).collect();
    let mut lines: Vec<String> = Vec::new();
    for word in clean.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < DOC_WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(inert(word)),
        }
    }
    lines
}

const DOC_WIDTH: usize = 96;

/// A word that begins a line as text.
fn inert(word: &str) -> String {
    let marker = word.starts_with(['#', '>', '-', '*', '+', '|', '`', '=', '~', ':', '<'])
        || word.trim_end_matches(['.', ')']).chars().all(|c| c.is_ascii_digit());
    let code = word.starts_with('`') && !word.starts_with("```");
    if marker && !code { format!("\\{word}") } else { word.to_owned() }
}

/// Characters that make text look like other text (Unicode TR 36): rustc refuses them in source.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
}

/// An integer literal for a place of type `scalar`, grouped as clippy likes it.
pub(crate) fn number(value: &Number, scalar: Scalar) -> String {
    match (scalar, value.as_i128()) {
        (Scalar::Int32, Some(it)) => grouped(it.clamp(i32::MIN.into(), i32::MAX.into())),
        (Scalar::Int64, Some(it)) => grouped(it.clamp(i64::MIN.into(), i64::MAX.into())),
        (Scalar::UInt32, Some(it)) => grouped(it.clamp(0, u32::MAX.into())),
        (Scalar::UInt64, Some(it)) => grouped(it.clamp(0, u64::MAX.into())),
        _ => float(value.as_f64()),
    }
}

/// A count.
pub(crate) fn count(value: u64) -> String {
    grouped(value.into())
}

/// A whole number.
pub(crate) fn whole(value: i128) -> String {
    grouped(value)
}

fn grouped(value: i128) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) && digits.len() > 4 {
            out.push('_');
        }
        out.push(c);
    }
    if value < 0 { format!("-{out}") } else { out }
}

fn float(value: f64) -> String {
    if value.is_finite() { format!("{value:?}") } else { "f64::MAX".to_owned() }
}

/// A literal of the schema as an expression of a type, where that can be written.
pub(crate) fn value(model: &Model, rust: &RustPlan, id: TypeId, value: &Value) -> Option<String> {
    match (&model[id].shape, value) {
        (Shape::Nullable(_), Value::Null) => Some("None".to_owned()),
        (Shape::Nullable(inner), it) => Some(format!("Some({})", self::value(model, rust, *inner, it)?)),
        (Shape::Enum { .. }, it) => rust.variant(model, id, it),
        (Shape::List(_), Value::List(all)) if all.is_empty() => Some("Vec::new()".to_owned()),
        (Shape::List(item), Value::List(all)) => {
            let items: Option<Vec<String>> = all.iter().map(|it| self::value(model, rust, *item, it)).collect();
            Some(format!("vec![{}]", items?.join(", ")))
        }
        (Shape::Scalar(scalar), it) => scalar_value(*scalar, it),
        _ => None,
    }
}

/// A JSON value as what `serde_json::json!` takes.
pub(crate) fn json(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => string(text),
        serde_json::Value::Array(all) => {
            format!("[{}]", all.iter().map(json).collect::<Vec<_>>().join(", "))
        }
        serde_json::Value::Object(all) => {
            let members = all.iter().map(|(key, it)| format!("{}: {}", string(key), json(it)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// A literal of the schema as what `serde_json::json!` takes.
pub(crate) fn literal(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(it) => it.to_string(),
        // Without its type an integer would be an `i32`.
        Value::Number(it) => match it.as_i128().and_then(|it| i64::try_from(it).ok()) {
            Some(it) => format!("{}_i64", grouped(it.into())),
            None => float(it.as_f64()),
        },
        Value::Text(it) => string(it),
        Value::List(all) => format!("[{}]", all.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Value::Map(all) => {
            let members = all.iter().map(|(key, it)| format!("{}: {}", string(key), literal(it)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A literal by its own kind: `3`, `true`.
pub(crate) fn value_of_kind(value: &Value) -> Option<String> {
    match value {
        Value::Bool(it) => Some(it.to_string()),
        Value::Number(it) if it.as_i128().is_some() => Some(number(it, Scalar::Int64)),
        Value::Number(it) => Some(float(it.as_f64())),
        _ => None,
    }
}

fn scalar_value(scalar: Scalar, value: &Value) -> Option<String> {
    match (scalar, value) {
        (Scalar::Bool, Value::Bool(it)) => Some(it.to_string()),
        (Scalar::Int32 | Scalar::Int64 | Scalar::UInt32 | Scalar::UInt64, Value::Number(it)) => {
            it.as_i128()?;
            Some(number(it, scalar))
        }
        (Scalar::Float32 | Scalar::Float64, Value::Number(it)) => Some(float(it.as_f64())),
        (Scalar::Text, Value::Text(it)) => Some(format!("{}.to_owned()", string(it))),
        _ => None,
    }
}

/// A text in a URL, so that it stays one.
pub(crate) fn encoded(text: &str) -> String {
    escaped(text, |it| it.is_ascii_alphanumeric() || b"-._~".contains(&it))
}

/// A template's text as it stands in the path of a URL, WHATWG URL §1.3.
pub(crate) fn in_path(text: &str) -> String {
    escaped(text, |it| it.is_ascii_graphic() && !b"\"#<>?^`{}".contains(&it))
}

fn escaped(text: &str, stays: impl Fn(u8) -> bool) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if stays(byte) {
            out.push(char::from(byte));
        } else {
            out.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    out
}

fn hex(digit: u8) -> char {
    char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::{doc, string};

    #[test]
    fn hostile_text_stays_text() {
        for text in ["a\"b", "a\\b", "\"#", "\u{202E}x", "a\nb", "it's", "\0", "plain"] {
            let literal: syn::LitStr = syn::parse_str(&string(text)).unwrap();
            assert_eq!(literal.value(), text);
            assert!(!string(text).contains('\u{202E}'));
        }
    }

    #[test]
    fn docs_are_one_paragraph_of_plain_lines() {
        assert_eq!(doc("- a\n- b\n\nmore"), ["\\- a - b"]);
        assert_eq!(doc("one\r\ntwo"), ["one two"]);
        assert!(doc("  \n").is_empty());
        assert!(doc(&"word ".repeat(60)).iter().all(|it| it.chars().count() <= 100));
    }
}

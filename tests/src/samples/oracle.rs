//! A validator that is not ours.

use jsonschema::{Draft, PatternOptions, Validator};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Decides of values whether a schema accepts them.
#[derive(Debug)]
pub struct Oracle(Validator);

/// Formats that OpenAPI knows and JSON Schema does not, and that say something of a text.
const BASE64: &str = "byte";

impl Oracle {
    /// Of the schema at a pointer in a document whose schemas are JSON Schema 2020-12.
    ///
    /// # Errors
    /// Why it is no schema of that kind, in one sentence.
    pub fn of(document: &Value, pointer: &str) -> Result<Self, String> {
        let mut schema = excerpt(document, pointer);
        schema.insert("$ref".to_owned(), format!("#{pointer}").into());
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_pattern_options(PatternOptions::fancy_regex())
            .with_format(BASE64, is_base64)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .offline()
            .build(&schema.into())
            .map(Self)
            .map_err(|error| error.to_string().chars().take(200).collect())
    }

    /// Whether the schema accepts a value.
    pub fn accepts(&self, value: &Value) -> bool {
        self.0.is_valid(value)
    }
}

/// Padded base64 of the common alphabet, without stray bits (RFC 4648 §3.5 and §4).
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - digits.len() <= 2
        && digits.bytes().all(|it| it.is_ascii_alphanumeric() || b"+/".contains(&it))
        && match text.len() - digits.len() {
            0 => true,
            1 => digits.ends_with(|it| "AEIMQUYcgkosw048".contains(it)),
            _ => digits.ends_with(['A', 'Q', 'g', 'w']),
        }
}

/// What of a document can be reached from a pointer, in its place.
fn excerpt(document: &Value, pointer: &str) -> Map<String, Value> {
    let mut root = Value::Object(Map::new());
    let (mut seen, mut next) = (BTreeSet::new(), vec![pointer.to_owned()]);
    while let Some(pointer) = next.pop() {
        let whole = whole(&pointer);
        if !seen.insert(whole.clone()) {
            continue;
        }
        let Some(value) = document.pointer(&whole) else { continue };
        references(value, &mut next);
        let mut at = &mut root;
        for part in whole.split('/').skip(1) {
            at = &mut at[part.replace("~1", "/").replace("~0", "~")];
        }
        *at = value.clone();
    }
    match root {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// The pointer to the named thing that a pointer leads into.
fn whole(pointer: &str) -> String {
    let depth = if pointer.starts_with("/components/") { 4 } else { 3 };
    pointer.split('/').take(depth).collect::<Vec<_>>().join("/")
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|it| references(it, found)),
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix('#'));
            found.extend(reference.map(decoded));
            members.values().for_each(|it| references(it, found));
        }
        _ => {}
    }
}

/// A fragment without percent-encoding (RFC 3986 §2.1).
pub(super) fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = fragment.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%').then(|| fragment.get(fragment.len() - after.len()..)?.get(..2)).flatten();
        match code.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            Some(byte) => (bytes.push(byte), rest = &after[2..]).1,
            None => (bytes.push(first), rest = after).1,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

//! Values as the texts that requests have for them.

use super::{Separator, Style};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::fmt::Display;

/// A name, which may have others in brackets after it, and a text.
type Pair = (String, String);

/// What a query may hold unencoded: the unreserved characters, RFC 3986 §2.3.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A name or value of a query.
pub(crate) fn encoded<T: Display + ?Sized>(value: &T) -> String {
    utf8_percent_encode(&value.to_string(), PLAIN).to_string()
}

/// What stands between the items of a list in a query, encoded as OpenAPI has it; none where each is a pair.
pub(crate) const fn between(separator: Separator) -> Option<&'static str> {
    match separator {
        Separator::Repeated => None,
        Separator::Comma => Some(","),
        Separator::Space => Some("%20"),
        Separator::Pipe => Some("%7C"),
        Separator::Dot => Some("."),
        Separator::Semicolon => Some(";"),
    }
}

/// A value as one text, in a style that is one; `None` where it has values inside of values.
pub(crate) fn joined(
    name: &str,
    tree: &Value,
    style: Style,
    between: &str,
    escaped: impl Fn(&str) -> String,
) -> Option<String> {
    let (before, each) = match style {
        Style::Label { .. } => (".".to_owned(), String::new()),
        Style::Matrix { explode: false } => (format!(";{}=", escaped(name)), String::new()),
        Style::Matrix { explode: true } => (";".to_owned(), format!("{}=", escaped(name))),
        _ => (String::new(), String::new()),
    };
    let item = |it: &Value| scalar(it).map(|it| escaped(&it));
    let pieces: Option<Vec<String>> = match tree {
        Value::Array(items) => items.iter().map(|it| Some(format!("{each}{}", item(it)?))).collect(),
        Value::Object(members) => {
            let assign = if style.assigns() { "=" } else { between };
            let members = members.iter().filter(|it| !it.1.is_null());
            members.map(|(name, it)| Some(format!("{}{assign}{}", escaped(name), item(it)?))).collect()
        }
        value => Some(vec![format!("{each}{}", item(value)?)]),
    };
    pieces.map(|it| format!("{before}{}", it.join(between)))
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null => Some(String::new()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// A value as pairs: of texts it is a pair each, of an exploded object the members have no name before them, and all
/// else has its place in brackets. Null is written by leaving it out.
pub(crate) fn pairs(name: &str, value: &Value, style: Style) -> Vec<Pair> {
    let mut all = Vec::new();
    match value {
        Value::Object(members) if !matches!(style, Style::DeepObject | Style::Filter) => {
            members.iter().for_each(|(name, it)| plain(name, it, &mut all));
        }
        _ if matches!(style, Style::DeepObject | Style::Filter) => deep(name, value, &mut all),
        _ => plain(name, value, &mut all),
    }
    all
}

fn plain(name: &str, value: &Value, all: &mut Vec<Pair>) {
    match value {
        Value::Array(items) if items.iter().all(|it| scalar(it).is_some()) => {
            for it in items {
                deep(name, it, all);
            }
        }
        _ => deep(name, value, all),
    }
}

fn deep(name: &str, value: &Value, all: &mut Vec<Pair>) {
    match value {
        Value::Null => {}
        Value::Array(items) => items.iter().enumerate().for_each(|(at, it)| deep(&format!("{name}[{at}]"), it, all)),
        Value::Object(members) => members.iter().for_each(|(key, it)| deep(&format!("{name}[{key}]"), it, all)),
        _ => all.extend(scalar(value).map(|text| (name.to_owned(), text))),
    }
}

/// The media type of forms.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// An object as a form, WHATWG URL §5.2; with the members that are neither texts nor lists of them, and how each is written.
/// `None` where one has values inside of values, and its style no place for them.
pub(crate) fn form(tree: &Value, styles: &[(&str, Style)]) -> Option<String> {
    let mut body: Vec<String> = Vec::new();
    for (name, value) in tree.as_object().into_iter().flatten().filter(|it| !it.1.is_null()) {
        let mut several = Vec::new();
        let one = match styles.iter().find(|it| it.0 == name).map(|it| it.1) {
            None | Some(Style::Form { explode: true }) => {
                plain(name, value, &mut several);
                None
            }
            Some(Style::DeepObject) => {
                deep(name, value, &mut several);
                None
            }
            Some(Style::Json) => Some(encoded(&value.as_str().map_or_else(|| value.to_string(), str::to_owned))),
            Some(style) => Some(joined(name, value, style, between(style.separator()).unwrap_or(","), encoded)?),
        };
        body.extend(several.iter().map(|(name, it)| format!("{}={}", encoded(name), encoded(it))));
        body.extend(one.map(|it| format!("{}={it}", encoded(name))));
    }
    Some(body.join("&"))
}

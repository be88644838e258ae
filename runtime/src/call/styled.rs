//! Values that are more than one text in one text, as their style has it.
//!
//! A text may be a list, an object and just a text at once: what it is, its type says. So all that it may be is tried.

use crate::parameter::{Separator, Style};
use crate::types::Mismatch;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// Makes a text of what stands in a request.
pub(super) type Decode = fn(&str) -> Result<Cow<'_, str>, Mismatch>;

/// All that the text of a parameter may be, the most likely first.
pub(super) fn readings(raw: &str, name: &str, style: Style, decode: Decode) -> Result<Vec<Value>, Mismatch> {
    let bare = match style {
        Style::Label { .. } => raw.strip_prefix('.').ok_or(Mismatch::constant("style", "Must begin with a dot."))?,
        Style::Matrix { .. } => {
            raw.strip_prefix(';').ok_or(Mismatch::constant("style", "Must begin with a semicolon."))?
        }
        _ => raw,
    };
    let pieces = style.separator().split_encoded(bare, decode)?;
    if let Style::Matrix { explode } = style {
        return Ok(in_matrix(&pieces, name, explode));
    }
    let whole = Value::from(decode(bare)?);
    Ok(of_pieces(pieces, style.assigns(), whole))
}

/// Lists and texts say the parameter's name; the members of an exploded object say their own.
fn in_matrix(pieces: &[Cow<'_, str>], name: &str, explode: bool) -> Vec<Value> {
    let values = pieces.iter().map(|it| {
        let value = it.strip_prefix(name)?;
        if value.is_empty() { Some(value) } else { value.strip_prefix('=') }
    });
    let named: Option<Vec<&str>> = if explode {
        values.collect()
    } else {
        // Only the first piece has the name.
        let first = values.into_iter().next().flatten();
        first.map(|first| std::iter::once(first).chain(pieces.iter().skip(1).map(AsRef::as_ref)).collect())
    };
    let assigned = explode.then(|| assigned(pieces)).flatten();
    let mut all = Vec::new();
    if let Some(values) = named {
        let whole = Value::from(values.join(","));
        all = of_pieces(values.into_iter().map(Cow::Borrowed).collect(), false, whole);
    }
    all.extend(assigned);
    all
}

fn of_pieces(pieces: Vec<Cow<'_, str>>, assigns: bool, whole: Value) -> Vec<Value> {
    let object = if pieces.is_empty() {
        None
    } else if assigns {
        assigned(&pieces)
    } else {
        in_turn(&pieces)
    };
    let empty = whole.as_str().is_some_and(str::is_empty);
    let mut all = Vec::new();
    if pieces.len() > 1 {
        all.push(pieces.into_iter().map(|it| Value::from(it.into_owned())).collect());
    }
    all.extend(object);
    all.push(whole);
    if empty {
        all.extend([Value::Array(Vec::new()), Map::new().into()]);
    }
    all
}

/// `a=1,b=2`.
fn assigned(pieces: &[Cow<'_, str>]) -> Option<Value> {
    let member = |it: &Cow<'_, str>| {
        let (name, value) = it.split_once('=')?;
        Some((name.trim().to_owned(), Value::from(value)))
    };
    pieces.iter().map(member).collect::<Option<Map<_, _>>>().map(Value::Object)
}

/// `a,1,b,2`.
fn in_turn(pieces: &[Cow<'_, str>]) -> Option<Value> {
    let member = |it: &[Cow<'_, str>]| match it {
        [name, value] => Some((name.to_string(), Value::from(value.as_ref()))),
        _ => None,
    };
    pieces.chunks(2).map(member).collect::<Option<Map<_, _>>>().map(Value::Object)
}

/// The lines of a header are one text, RFC 9110 §5.3.
pub(super) fn of_lines(lines: &[&str]) -> Option<String> {
    (!lines.is_empty()).then(|| lines.join(","))
}

/// A value of a header as it stands, but for the space around it.
#[allow(clippy::unnecessary_wraps)] // Other texts may not be UTF-8.
pub(super) fn trimmed(raw: &str) -> Result<Cow<'_, str>, Mismatch> {
    Ok(Cow::Borrowed(raw.trim()))
}

impl Separator {
    pub(super) const fn character(self) -> Option<char> {
        match self {
            Self::Repeated => None,
            Self::Comma => Some(','),
            Self::Space => Some(' '),
            Self::Pipe => Some('|'),
            Self::Dot => Some('.'),
            Self::Semicolon => Some(';'),
        }
    }

    /// Splits a text that is decoded already; an empty text is an empty list.
    pub(super) fn split(self, text: Cow<'_, str>) -> Vec<Cow<'_, str>> {
        match (self.character(), text) {
            (None, text) => vec![text],
            (Some(_), text) if text.is_empty() => Vec::new(),
            (Some(it), Cow::Borrowed(text)) => text.split(it).map(Cow::Borrowed).collect(),
            (Some(it), Cow::Owned(text)) => text.split(it).map(|it| Cow::Owned(it.to_owned())).collect(),
        }
    }

    /// Splits a text before decoding, where the separator stands plainly in it: then an encoded one is data.
    pub(super) fn split_encoded(self, raw: &str, decode: Decode) -> Result<Vec<Cow<'_, str>>, Mismatch> {
        match self.character() {
            Some(it) if raw.contains(it) => raw.split(it).map(decode).collect(),
            _ => Ok(self.split(decode(raw)?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::decoded;
    use super::*;
    use serde_json::json;

    #[test]
    fn an_encoded_separator_is_data_beside_a_plain_one() {
        let split = |it: Separator, raw: &'static str| it.split_encoded(raw, decoded).unwrap();
        assert_eq!(split(Separator::Comma, "a%2Cb,c"), ["a,b", "c"]);
        assert_eq!(split(Separator::Comma, "a%2Cb"), ["a", "b"]);
        assert_eq!(split(Separator::Space, "a%20b+c"), ["a", "b", "c"]);
        assert_eq!(split(Separator::Pipe, "a%7Cb"), ["a", "b"]);
        assert!(split(Separator::Pipe, "").is_empty());
        assert_eq!(split(Separator::Repeated, "a,b"), ["a,b"]);
    }

    #[test]
    fn a_text_may_be_several_things() {
        let of = |raw, style| readings(raw, "n", style, decoded).unwrap();
        let simple = Style::Simple { explode: false };
        assert_eq!(of("a,1", simple), [json!(["a", "1"]), json!({"a": "1"}), json!("a,1")]);
        assert_eq!(of("", simple), [json!(""), json!([]), json!({})]);
        assert_eq!(of("a=1,b=2=3", Style::Simple { explode: true })[1], json!({"a": "1", "b": "2=3"}));
        assert_eq!(of(".a.1", Style::Label { explode: true })[0], json!(["a", "1"]));
        assert_eq!(of(".a", Style::Label { explode: false }), [json!("a")]);
        assert_eq!(of(";n=a,1", Style::Matrix { explode: false })[1], json!({"a": "1"}));
        assert_eq!(of(";n=a;n=b", Style::Matrix { explode: true })[0], json!(["a", "b"]));
        assert_eq!(of(";a=1;b=2", Style::Matrix { explode: true }), [json!({"a": "1", "b": "2"})]);
        assert_eq!(of(";n", Style::Matrix { explode: false })[0], json!(""));
        assert!(readings("a", "n", Style::Label { explode: false }, decoded).is_err());
    }
}

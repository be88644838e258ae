//! Objects whose members are texts, as parameters and forms have them.

use super::query::decoded;
use crate::parameter::Layout;
use crate::types::Mismatch;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A member's name and value.
type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

/// The members of an object that has its place in a query to itself, or shares it; `None` where there are none.
pub(super) fn in_query<'a>(
    query: &'a [(Cow<'a, str>, &'a str)],
    name: &str,
    layout: Layout,
    fields: &[&str],
) -> Result<Option<Value>, Mismatch> {
    let member = |it: &'a (Cow<'a, str>, &'a str)| {
        let key = if layout == Layout::Deep { deep(&it.0, name)? } else { it.0.as_ref() };
        (layout == Layout::Deep || fields.contains(&key)).then_some((Cow::Borrowed(key), it.1))
    };
    let members = query.iter().filter_map(member).map(|(key, value)| Ok((key, decoded(value)?)));
    let members = members.collect::<Result<Vec<Pair<'_>>, Mismatch>>()?;
    Ok((!members.is_empty()).then(|| gather(members)))
}

/// The `a` of `n[a]` and, where a list is written so, of `n[a][]`.
fn deep<'a>(key: &'a str, name: &str) -> Option<&'a str> {
    let key = key.strip_prefix(name)?.strip_prefix('[')?;
    key.strip_suffix("[]").unwrap_or(key).strip_suffix(']')
}

/// An object that is one text, which is split already.
pub(super) fn of_pieces(pieces: Vec<Cow<'_, str>>, layout: Layout) -> Result<Value, Mismatch> {
    if layout == Layout::Assigned {
        let members = pieces.into_iter().map(|it| match it.split_once('=') {
            Some((name, value)) => Ok((Cow::Owned(name.trim().to_owned()), Cow::Owned(value.to_owned()))),
            None => Err(Mismatch::constant("style", "Must be members such as `a=1`.")),
        });
        return members.collect::<Result<Vec<Pair<'_>>, _>>().map(gather);
    }
    if !pieces.len().is_multiple_of(2) {
        return Err(Mismatch::constant("style", "Must be names and values in turn."));
    }
    let mut pieces = pieces.into_iter();
    Ok(gather(std::iter::from_fn(|| Some((pieces.next()?, pieces.next()?)))))
}

/// A form, WHATWG URL §5.1.
pub(super) fn of_form(text: &str) -> Result<Value, Mismatch> {
    let members = text.split('&').filter(|it| !it.is_empty()).map(|it| {
        let (name, value) = it.split_once('=').unwrap_or((it, ""));
        Ok((decoded(name)?, decoded(value)?))
    });
    members.collect::<Result<Vec<Pair<'_>>, _>>().map(gather)
}

/// A member that is there more than once is a list.
fn gather<'a>(members: impl IntoIterator<Item = Pair<'a>>) -> Value {
    let mut object = Map::new();
    for (name, value) in members {
        let value = Value::String(value.into_owned());
        match object.get_mut(name.as_ref()) {
            None => {
                object.insert(name.into_owned(), value);
            }
            Some(Value::Array(all)) => all.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::super::query::pairs;
    use super::*;
    use crate::parameter::Separator;
    use serde_json::json;

    #[test]
    fn members_are_found_in_a_query() {
        let query = pairs("a=1&n[a]=2&n[b][]=x%2B&n[b][]=y&other=3&m[a]=4&n[]=5");
        let deep = in_query(&query, "n", Layout::Deep, &[]).unwrap();
        assert_eq!(deep, Some(json!({"a": "2", "b": ["x+", "y"], "": "5"})));
        assert_eq!(in_query(&query, "n", Layout::Members, &["a", "b"]).unwrap(), Some(json!({"a": "1"})));
        assert_eq!(in_query(&query, "o", Layout::Deep, &[]).unwrap(), None);
        assert_eq!(in_query(&pairs("n[a]=%FF"), "n", Layout::Deep, &[]).unwrap_err().code, "encoding");
    }

    #[test]
    fn a_text_is_taken_apart() {
        let split = |text: &'static str| Separator::Comma.split(Cow::Borrowed(text));
        let listed = Layout::Listed(Separator::Comma);
        assert_eq!(of_pieces(split("a,1,b,2"), listed).unwrap(), json!({"a": "1", "b": "2"}));
        assert_eq!(of_pieces(split("a=1,b=2=3"), Layout::Assigned).unwrap(), json!({"a": "1", "b": "2=3"}));
        assert_eq!(of_pieces(split(""), listed).unwrap(), json!({}));
        assert_eq!(of_pieces(split("a,1,b"), listed).unwrap_err().code, "style");
        assert_eq!(of_pieces(split("a"), Layout::Assigned).unwrap_err().code, "style");
    }

    #[test]
    fn a_form_is_pairs() {
        assert_eq!(of_form("a=1+2&&b&a=%26").unwrap(), json!({"a": ["1 2", "&"], "b": ""}));
        assert!(of_form("%FF=1").is_err() && of_form("a=%FF").is_err());
    }
}

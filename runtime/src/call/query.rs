//! Parameters as they are written: pairs in the query, lists, cookies.

use crate::types::Mismatch;
use http::{HeaderMap, header::COOKIE};
use percent_encoding::percent_decode;
use std::borrow::Cow;

/// The pairs of a query, with names decoded and values not yet.
pub(crate) fn pairs(query: &str) -> Vec<(Cow<'_, str>, &str)> {
    let pairs = query.split('&').filter(|it| !it.is_empty());
    let pairs = pairs.map(|it| it.split_once('=').unwrap_or((it, "")));
    // A name that is no text is the name of no parameter.
    pairs.filter_map(|(name, value)| Some((decoded(name).ok()?, value))).collect()
}

/// Decodes as forms are, where a plus is a space.
pub(crate) fn decoded(raw: &str) -> Result<Cow<'_, str>, Mismatch> {
    if !raw.bytes().any(|it| it == b'+' || it == b'%') {
        return Ok(Cow::Borrowed(raw));
    }
    let spaced = raw.replace('+', " ");
    let text = percent_decode(spaced.as_bytes()).decode_utf8().map(Cow::into_owned);
    text.map(Cow::Owned).map_err(|_| not_text())
}

/// Decodes what a path or a cookie holds, where a plus is a plus.
pub(super) fn unescaped(raw: &str) -> Result<Cow<'_, str>, Mismatch> {
    percent_decode(raw.as_bytes()).decode_utf8().map_err(|_| not_text())
}

/// The pairs of all cookies, RFC 6265 §4.2.1. Malformed ones are passed over.
pub(super) fn crumbs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|it| it.to_str().ok());
    lines.flat_map(|it| it.split(';')).filter_map(|it| it.trim().split_once('='))
}

/// The values of a cookie.
pub(super) fn cookies<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> {
    crumbs(headers).filter(move |it| it.0 == name).map(|it| it.1)
}

/// The values of a header, line by line.
pub(super) fn headers<'a>(headers: &'a HeaderMap, name: &str) -> Result<Vec<&'a str>, Mismatch> {
    let lines = headers.get_all(name).into_iter();
    lines.map(|it| std::str::from_utf8(it.as_bytes()).map_err(|_| not_text())).collect()
}

/// The one value of what may be given once only.
pub(super) fn only<T>(values: impl IntoIterator<Item = T>) -> Result<Option<T>, Mismatch> {
    let mut values = values.into_iter();
    let first = values.next();
    if values.next().is_some() {
        return Err(Mismatch::new("duplicate", "Must be given only once."));
    }
    Ok(first)
}

fn not_text() -> Mismatch {
    Mismatch::new("encoding", "Must be UTF-8.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_decoded_as_forms() {
        let pairs = pairs("a=1+2&b%20c=%C3%A9&&d&=e");
        let names: Vec<_> = pairs.iter().map(|it| it.0.as_ref()).collect();
        assert_eq!(names, ["a", "b c", "d", ""]);
        assert_eq!(decoded(pairs[0].1).unwrap(), "1 2");
        assert_eq!(decoded(pairs[1].1).unwrap(), "é");
        assert_eq!(decoded("%FF").unwrap_err().code, "encoding");
        assert_eq!(decoded("100%").unwrap(), "100%");
    }
}

//! What tells operations of one path apart beside their methods: pairs of the query, and headers.

use crate::call::{decoded, pairs};
use http::request::Parts;
use std::borrow::Cow;

/// What a request must have to be for an operation: `/jobs?kind=new`, `/#X-Target=start`.
#[derive(Debug, Default)]
pub(super) struct Told {
    query: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    headers: Vec<(Cow<'static, str>, Cow<'static, str>)>,
}

impl Told {
    /// Splits a template's path from what is told after it.
    pub(super) fn parse(template: &'static str) -> (&'static str, Self) {
        let (rest, headers) = template.split_once('#').unwrap_or((template, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        (path, Self { query: known(query), headers: known(headers) })
    }

    /// How much is told: what tells more is asked first.
    pub(super) fn len(&self) -> usize {
        self.query.len() + self.headers.len()
    }

    /// Whether a request has all of it.
    pub(super) fn is_in(&self, request: &Parts) -> bool {
        let has = |(name, value): &(Cow<'static, str>, Cow<'static, str>)| {
            let lines = request.headers.get_all(name.as_ref());
            lines.into_iter().any(|it| it.as_bytes() == value.as_bytes())
        };
        if !self.headers.iter().all(has) {
            return false;
        }
        if self.query.is_empty() {
            return true;
        }
        let query = pairs(request.uri.query().unwrap_or_default());
        let has = |(name, value): &(Cow<'static, str>, Cow<'static, str>)| {
            query.iter().any(|it| it.0 == *name && decoded(it.1).is_ok_and(|it| it == *value))
        };
        self.query.iter().all(has)
    }
}

fn known(pairs_of: &'static str) -> Vec<(Cow<'static, str>, Cow<'static, str>)> {
    pairs(pairs_of).into_iter().filter_map(|(name, value)| Some((name, decoded(value).ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_has_all_that_is_told() {
        let (path, told) = Told::parse("/a?b=c%20d&e#X-Target=f.g");
        assert_eq!((path, told.len()), ("/a", 3));
        let is = |uri: &str, target: &str| {
            let request = http::Request::builder().uri(uri).header("x-target", target).body(()).unwrap();
            told.is_in(&request.into_parts().0)
        };
        assert!(is("/a?e&x=1&b=c+d", "f.g"));
        assert!(!is("/a?b=c+d", "f.g") && !is("/a?e&b=c+d", "f") && !is("/a?e&b=d", "f.g"));
        assert_eq!(Told::parse("/a/{b}").1.len(), 0);
    }
}

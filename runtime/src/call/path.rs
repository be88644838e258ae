//! What a path says in the places of a template's parameters.

use super::refusal::Refusal;
use percent_encoding::percent_decode_str;
use smallvec::SmallVec;
use std::borrow::Cow;
use std::ops::Range;

/// Where the values of path parameters are in the path, by name. Few templates have more than three.
#[derive(Debug)]
pub(crate) struct Captures<'r>(SmallVec<[(&'r str, Range<usize>); 3]>);

/// Path parameters by name.
#[derive(Debug)]
pub(crate) struct PathValues<'r>(SmallVec<[Value<'r>; 3]>);

#[derive(Debug)]
struct Value<'r> {
    name: &'r str,
    raw: &'r str,
    text: Cow<'r, str>,
}

impl<'r> Captures<'r> {
    /// None yet.
    pub(crate) fn none() -> Self {
        Self(SmallVec::new())
    }

    /// Adds a value, which is a part of `path`; false where the parameter has another one already.
    pub(crate) fn add(&mut self, path: &str, name: &'r str, value: &str) -> bool {
        if let Some((_, span)) = self.0.iter().find(|it| it.0 == name) {
            return path.get(span.clone()).is_some_and(|it| percent_decode_str(it).eq(percent_decode_str(value)));
        }
        let start = value.as_ptr().addr() - path.as_ptr().addr();
        self.0.push((name, start..start + value.len()));
        true
    }

    /// The values in the path that they were found in.
    pub(crate) fn decode<'a>(&self, path: &'a str) -> Result<PathValues<'a>, Box<Refusal>>
    where
        'r: 'a,
    {
        let value = |(name, span): &(&'r str, Range<usize>)| -> Result<Value<'a>, Box<Refusal>> {
            let raw = path.get(span.clone()).unwrap_or_default();
            let text = percent_decode_str(raw).decode_utf8();
            text.map(|text| Value { name, raw, text }).map_err(|_| Refusal::bad_request("The path is not UTF-8."))
        };
        Ok(PathValues(self.0.iter().map(value).collect::<Result<_, _>>()?))
    }
}

impl<'r> PathValues<'r> {
    /// A parameter's value, decoded.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|it| it.name == name).map(|it| &*it.text)
    }

    /// A parameter's value as it stands in the path.
    pub(super) fn raw(&self, name: &str) -> Option<&'r str> {
        self.0.iter().find(|it| it.name == name).map(|it| it.raw)
    }
}

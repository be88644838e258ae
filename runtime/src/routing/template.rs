//! Templates with more in a segment than one parameter: `/files/{name}.{ext}`, `/orders/{id}:cancel`.
//!
//! The tree that finds routes knows segments that are all text or all parameter. Any other segment is a parameter to
//! it, which is then split by the texts of the template. Of several templates that look the same to the tree, the one
//! with the most text is tried first.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::borrow::Cow;
use std::fmt::Write;

/// What stands encoded in the path of a URL, though a template may write it plainly: WHATWG URL §1.3.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>').add(b'?').add(b'^').add(b'`');

/// A template, as the tree sees it and as it is.
#[derive(Debug)]
pub(super) struct Template {
    /// `/files/{0}`.
    pub(super) shape: String,
    /// The segments that are not all text.
    segments: Vec<Vec<Part>>,
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// As it stands in a path.
    Text(Cow<'static, str>),
    Hole(&'static str),
}

impl Template {
    pub(super) fn parse(template: &'static str) -> Self {
        let mut it = Self { shape: String::new(), segments: Vec::new() };
        for (index, segment) in template.split('/').enumerate() {
            if index > 0 {
                it.shape.push('/');
            }
            if !segment.contains('{') {
                it.shape.push_str(&encoded(segment));
                continue;
            }
            let all = if segment.starts_with("{*") { "*" } else { "" };
            // Writing to a string cannot fail.
            let _ = write!(it.shape, "{{{all}{}}}", it.segments.len());
            it.segments.push(parts(segment));
        }
        it
    }

    /// Whether it ends in a parameter of several segments with a text after it.
    pub(super) fn is_ending(&self) -> bool {
        let is_rest = self.shape.rsplit('/').next().is_some_and(|it| it.starts_with("{*"));
        is_rest && !self.ends_in_parameter()
    }

    /// Whether nothing comes after its last parameter.
    pub(super) fn ends_in_parameter(&self) -> bool {
        let last = self.segments.last().and_then(|it| it.last());
        self.shape.ends_with('}') && matches!(last, Some(Part::Hole(_)))
    }

    /// How much text stands beside parameters.
    pub(super) fn text(&self) -> usize {
        self.texts().map(|it| it.map_or(0, str::len)).sum()
    }

    /// Whether another template matches the very same paths.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        self.shape == other.shape && self.texts().eq(other.texts())
    }

    fn texts(&self) -> impl Iterator<Item = Option<&str>> {
        self.segments.iter().flatten().map(|it| match it {
            Part::Text(text) => Some(text.as_ref()),
            Part::Hole(_) => None,
        })
    }

    /// Hands out the parameters in what the tree has found for each segment; false when one is not as it must be.
    pub(super) fn split<'p>(
        &self,
        found: impl Iterator<Item = &'p str>,
        mut take: impl FnMut(&'static str, &'p str),
    ) -> bool {
        self.segments.iter().zip(found).all(|(parts, value)| split(parts, value, &mut take).is_some())
    }
}

fn encoded(text: &'static str) -> Cow<'static, str> {
    utf8_percent_encode(text, ENCODED).into()
}

fn parts(segment: &'static str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = segment;
    while let Some((before, hole)) = rest.split_once('{') {
        let (name, after) = hole.split_once('}').unwrap_or((hole, ""));
        if !before.is_empty() {
            parts.push(Part::Text(encoded(before)));
        }
        parts.push(Part::Hole(name.trim_start_matches('*')));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(encoded(rest)));
    }
    parts
}

/// Splits from the end: of two parameters the former takes as much as it can, and none is empty.
fn split<'p>(parts: &[Part], value: &'p str, take: &mut impl FnMut(&'static str, &'p str)) -> Option<()> {
    let (last, before) = match parts {
        [] => return value.is_empty().then_some(()),
        [before @ .., last] => (last, before),
    };
    match (last, before) {
        (Part::Text(text), _) => split(before, value.strip_suffix(text.as_ref())?, take),
        (Part::Hole(name), []) => {
            take(name, value);
            (!value.is_empty()).then_some(())
        }
        (Part::Hole(name), [rest @ .., Part::Text(text)]) => {
            let start = if rest.is_empty() {
                value.strip_prefix(text.as_ref()).map(|_| 0)?
            } else {
                end_of(value).rfind(text.as_ref())?
            };
            let (front, back) = value.split_at(start);
            split(rest, front, take)?;
            take(name, back.get(text.len()..)?);
            (back.len() > text.len()).then_some(())
        }
        // Nothing tells them apart; the generator refuses such templates.
        (Part::Hole(_), _) => None,
    }
}

/// All but the last character, which is for the last parameter.
fn end_of(value: &str) -> &str {
    let end = value.char_indices().next_back().map_or(0, |it| it.0);
    value.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(template: &'static str, values: &[&str]) -> Option<String> {
        let mut said = Vec::new();
        let good =
            Template::parse(template).split(values.iter().copied(), |name, value| said.push(format!("{name}={value}")));
        good.then(|| said.join(" "))
    }

    #[test]
    fn segments_are_split_by_their_texts() {
        for (template, values, says) in [
            ("/a/{b}/{c}", &["1", "2"][..], Some("b=1 c=2")),
            ("/{name}.{ext}", &["a.tar.gz"], Some("name=a.tar ext=gz")),
            ("/{name}.{ext}", &["a.b."], Some("name=a ext=b.")),
            ("/{a}-{b}-{c}", &["1-2-3"], Some("a=1 b=2 c=3")),
            ("/{id}:cancel", &["7:cancel"], Some("id=7")),
            ("/v{major}.{minor}", &["v1.2"], Some("major=1 minor=2")),
            ("/@{user}", &["@ann"], Some("user=ann")),
            ("/{name}.{ext}", &["a"], None),
            ("/{name}.{ext}", &[".b"], None),
            ("/{name}.{ext}", &["a."], None),
            ("/{id}:cancel", &[":cancel"], None),
            ("/@{user}", &["ann"], None),
            ("/@{user}", &["@"], None),
        ] {
            assert_eq!(found(template, values).as_deref(), says, "{template} {values:?}");
        }
    }

    #[test]
    fn templates_are_told_apart() {
        let parse = Template::parse;
        assert_eq!(parse("/a/{b}.{c}/{d}/e").shape, "/a/{0}/{1}/e");
        assert!(parse("/{a}.{b}").is_same_as(&parse("/{c}.{d}")) && !parse("/{a}.{b}").is_same_as(&parse("/{c}-{d}")));
        assert_eq!(parse("/a b/é:{x}").shape, "/a%20b/{0}");
        assert!(!parse("/{a}").is_same_as(&parse("/{a}.json")) && parse("/{a}.json").text() > parse("/{a}").text());
    }
}

//! The media types that an operation answers in, and which of them its caller wants: RFC 9110 §12.5.1.

use crate::media::{essence, is_json, is_within};
use axum::response::Response;
use http::header::{ACCEPT, CONTENT_TYPE, VARY};
use http::{HeaderMap, HeaderValue};

/// Which media types (RFC 9110 §8.3.1), or ranges of them, an operation's successes are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Produces {
    types: &'static [&'static str],
    /// What its JSON may be called, where that is not just `application/json`.
    json: &'static [&'static str],
}

impl Produces {
    /// JSON, and nothing else.
    pub const fn json() -> Self {
        Self::of(&["application/json"])
    }

    /// Nothing, or whatever the handler likes.
    pub const fn anything() -> Self {
        Self::of(&[])
    }

    /// These.
    pub const fn of(types: &'static [&'static str]) -> Self {
        Self { types, json: &[] }
    }

    /// Its JSON is called by the one of these names that the caller wants most, else by the first.
    #[must_use]
    pub const fn called(self, json: &'static [&'static str]) -> Self {
        Self { json, ..self }
    }

    /// Whether the caller takes any of these.
    pub(super) fn suits(self, headers: &HeaderMap) -> bool {
        self.types.is_empty() || self.types.iter().any(|it| quality(headers, it).0 > 0)
    }

    /// The types as a sentence.
    pub(super) fn listed(self) -> String {
        self.types.join(", ")
    }

    /// Whether there is a choice.
    pub(crate) fn varies(self) -> bool {
        self.types.len() > 1
    }

    /// What JSON is to be called for this caller, if anything special.
    pub(crate) fn name(self, headers: &HeaderMap) -> Option<&'static str> {
        (!self.json.is_empty()).then(|| best(headers, self.json)).flatten()
    }

    /// Calls the JSON of a success what its caller wants it to be called, and tells caches of the choice.
    pub(crate) fn settle(self, name: Option<&'static str>, response: &mut Response) {
        const PLAIN: HeaderValue = HeaderValue::from_static("application/json");
        let success = response.status().is_success();
        let headers = response.headers_mut();
        if let Some(name) = name.filter(|_| success && headers.get(CONTENT_TYPE) == Some(&PLAIN)) {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(name));
        }
        if self.varies() {
            headers.append(VARY, HeaderValue::from_static("accept"));
        }
    }
}

/// The one of some media types that `Accept` wants most: of equals the first, and the first where it wants none.
pub(crate) fn best(headers: &HeaderMap, types: &[&'static str]) -> Option<&'static str> {
    // Of equals, `max_by_key` takes the last.
    types.iter().rev().copied().max_by_key(|it| quality(headers, it))
}

/// How much a media type is wanted, in thousandths, and how narrow the range is that says so: the narrowest it is in.
///
/// Without the header, all are. Where nothing else says so, JSON of any kind is taken for the JSON that there is: a
/// caller who asks for a vendor's asks for its meaning.
pub(crate) fn quality(headers: &HeaderMap, media: &str) -> (u16, u8) {
    let mut values = headers.get_all(ACCEPT).iter().peekable();
    if values.peek().is_none() {
        return (1000, 0);
    }
    let ranges = values.filter_map(|it| it.to_str().ok()).flat_map(|it| it.split(','));
    let fits = ranges.filter_map(|range| {
        let named = essence(range);
        Some((weight(range), closeness(media, named)?))
    });
    fits.max_by_key(|(_, closeness)| *closeness).unwrap_or((0, 0))
}

/// How narrow a range is that a media type is in; `None` where it is not.
fn closeness(media: &str, range: &str) -> Option<u8> {
    let of_the_contract = media.ends_with('*') && is_within(range, media);
    if media.eq_ignore_ascii_case(range) {
        return Some(3);
    }
    if is_within(media, range) || of_the_contract {
        return Some(if range == "*/*" { 1 } else { 2 });
    }
    (is_json(media) && is_json(range)).then_some(0)
}

/// `q` of a range, in thousandths; 1000 where it is not there, or is none.
pub(crate) fn weight(range: &str) -> u16 {
    let parameters = range.split(';').skip(1).filter_map(|it| it.split_once('='));
    let q = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("q")).find_map(|(_, it)| {
        let it: f32 = it.trim().parse().ok()?;
        (0.0..=1.0).contains(&it).then_some(it)
    });
    // Within 0..=1000 by the line above.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    q.map_or(1000, |it| (it * 1000.0).round() as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accept(value: &str) -> HeaderMap {
        let value = HeaderValue::try_from(value).unwrap();
        HeaderMap::from_iter([(ACCEPT, value)])
    }

    #[test]
    fn a_caller_gets_what_it_wants_most() {
        let types = ["application/json", "text/csv", "application/yaml"];
        for (wanted, given) in [
            ("*/*", "application/json"),
            ("text/csv", "text/csv"),
            ("text/*, application/json;q=0.5", "text/csv"),
            ("application/yaml;q=0.5, text/csv;q=0.4, */*;q=0.1", "application/yaml"),
            ("application/json;q=0, */*", "text/csv"),
            ("Text/CSV;Q=1, application/json;q=0.9", "text/csv"),
            ("image/png", "application/json"),
            ("text/csv;q=2, application/json;q=0.1", "text/csv"),
        ] {
            assert_eq!(best(&accept(wanted), &types), Some(given), "{wanted}");
        }
        assert_eq!(best(&HeaderMap::new(), &types), Some("application/json"));
    }

    #[test]
    fn what_nobody_wants_is_told_from_what_somebody_might() {
        let json = Produces::json();
        for good in ["application/json", "application/*", "*/*", "text/html, */*;q=0.1", "application/vnd.a+json"] {
            assert!(json.suits(&accept(good)), "{good}");
        }
        for bad in
            ["text/html", "application/json;q=0", "*/*;q=0", "application/jsonl", "application/json;q=0, */*;q=0"]
        {
            assert!(!json.suits(&accept(bad)), "{bad}");
        }
        assert!(json.suits(&HeaderMap::new()) && Produces::anything().suits(&accept("image/png")));
        let image = Produces::of(&["image/*"]);
        assert!(image.suits(&accept("image/png")) && !image.suits(&accept("text/html")));
    }

    #[test]
    fn json_goes_by_many_names() {
        let produces = Produces::of(&["application/json", "application/hal+json"])
            .called(&["application/json", "application/hal+json"]);
        assert_eq!(produces.name(&accept("application/hal+json, */*;q=0.5")), Some("application/hal+json"));
        assert_eq!(produces.name(&accept("*/*")), Some("application/json"));
        assert_eq!(Produces::json().name(&accept("application/hal+json")), None);
    }
}

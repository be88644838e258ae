//! The bodies that an operation takes.

use crate::media::{essence, is_json, is_within};
use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};

/// Which bodies an operation takes: media types (RFC 9110 §8.3.1) or ranges of them, `text/*` and `*/*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepts {
    required: bool,
    types: &'static [&'static str],
    streamed: &'static [&'static str],
    undivided: bool,
    calls: bool,
}

/// Bodies of parts, RFC 7578.
const MULTIPART: &str = "multipart/form-data";

/// How a body is handed to its operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Delivery {
    /// In memory, once all of it is there.
    Whole,
    /// By its parts, the large ones in a file.
    Parts,
    /// As it comes.
    Stream,
    /// As it comes, and for as long as it comes: messages of a call.
    Messages,
}

impl Accepts {
    /// No body; one that is sent is left unread.
    pub const fn none() -> Self {
        Self { required: false, types: &[], streamed: &[], undivided: false, calls: false }
    }

    /// A body must be sent, of one of these types.
    pub const fn required(types: &'static [&'static str]) -> Self {
        Self { required: true, types, ..Self::none() }
    }

    /// A body may be sent, of one of these types.
    pub const fn optional(types: &'static [&'static str]) -> Self {
        Self { types, ..Self::none() }
    }

    /// The same; a body of one of these types is handed over as it comes, as a [`BodyStream`](crate::BodyStream).
    #[must_use]
    pub const fn streamed(self, streamed: &'static [&'static str]) -> Self {
        Self { streamed, ..self }
    }

    /// The same; a form of parts is handed over in one piece, as bytes.
    #[must_use]
    pub const fn undivided(self) -> Self {
        Self { undivided: true, ..self }
    }

    /// Messages, in any protocol of calls.
    #[cfg(feature = "grpc")]
    pub(crate) const fn calls() -> Self {
        Self { calls: true, ..Self::none() }
    }

    /// How a body with this `Content-Type` is handed over: as the first of the types says that it is of.
    ///
    /// RFC 9110 §8.3: what has no type may be taken for bytes.
    pub(crate) fn delivery(self, headers: &HeaderMap) -> Delivery {
        if self.calls {
            return Delivery::Messages;
        }
        let essence = content_type(headers).map_or("application/octet-stream", essence);
        match self.types.iter().find(|it| is_within(essence, it)) {
            Some(it) if self.streamed.contains(it) => Delivery::Stream,
            Some(&MULTIPART) if !self.undivided => Delivery::Parts,
            _ => Delivery::Whole,
        }
    }

    pub(super) const fn takes_any(self) -> bool {
        !self.types.is_empty()
    }

    pub(super) const fn is_required(self) -> bool {
        self.required
    }

    /// The types as the value of `Accept`, RFC 9110 §12.5.1.
    pub(super) fn header(self) -> Option<HeaderValue> {
        HeaderValue::try_from(self.types.join(", ")).ok()
    }

    /// Whether a `Content-Type` is one of these, in a charset that can be read.
    pub(super) fn admits(self, content_type: &str) -> bool {
        // The common case: letter by letter what the contract says.
        if self.types.contains(&content_type) {
            return true;
        }
        let essence = essence(content_type);
        self.types.iter().any(|it| is_within(essence, it)) && (!is_text(essence) || is_utf8(content_type))
    }
}

/// The `Content-Type` of a request, if it is text at all.
pub(super) fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE)?.to_str().ok()
}

/// Whether a media type is decoded as text by this crate: JSON, and `text/*`.
fn is_text(essence: &str) -> bool {
    is_within(essence, "text/*") || is_json(essence)
}

fn is_utf8(content_type: &str) -> bool {
    let charsets = content_type.split(';').skip(1).filter_map(|it| it.split_once('='));
    let mut charsets = charsets.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    charsets.all(|(_, it)| {
        let it = it.trim().trim_matches('"');
        ["utf-8", "utf8", "us-ascii"].iter().any(|known| it.eq_ignore_ascii_case(known))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_told_apart() {
        let json = Accepts::required(&["application/json"]);
        for good in [
            "application/json",
            "Application/JSON",
            "application/json; charset=utf-8",
            "application/json;charset=\"UTF-8\"",
        ] {
            assert!(json.admits(good), "{good}");
        }
        for bad in
            ["", "text/json", "application/jsonx", "application/problem+json", "application/json; charset=latin1"]
        {
            assert!(!json.admits(bad), "{bad}");
        }
    }

    #[test]
    fn the_first_type_says_how_a_body_is_delivered() {
        let all = Accepts::required(&["application/json", "multipart/form-data", "*/*"]).streamed(&["*/*"]);
        let delivery = |accepts: Accepts, it: &'static str| {
            accepts.delivery(&HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(it))]))
        };
        assert_eq!(delivery(all, "application/json; charset=utf-8"), Delivery::Whole);
        assert_eq!(delivery(all, "Multipart/Form-Data; boundary=b"), Delivery::Parts);
        assert_eq!(delivery(all.undivided(), "multipart/form-data; boundary=b"), Delivery::Whole);
        assert_eq!(delivery(all, "image/png"), Delivery::Stream);
        assert_eq!(all.delivery(&HeaderMap::new()), Delivery::Stream);
        assert_eq!(Accepts::none().delivery(&HeaderMap::new()), Delivery::Whole);
    }

    #[test]
    fn ranges_admit_what_is_in_them() {
        let text = Accepts::required(&["text/*"]);
        assert!(text.admits("text/csv") && text.admits("TEXT/plain; charset=utf-8"));
        assert!(!text.admits("text") && !text.admits("textual/plain") && !text.admits("text/plain; charset=utf-16"));
        let any = Accepts::required(&["*/*"]);
        assert!(any.admits("image/png") && !any.admits("nonsense"));
    }
}

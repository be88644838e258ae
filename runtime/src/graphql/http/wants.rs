//! In which form a caller takes its answer.

use super::refusal::Refusal;
use crate::call::quality;
use http::{HeaderMap, HeaderValue, StatusCode};

/// What an answer in one piece is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    /// `application/json`, whose callers may take any status but 200 for something that is not of GraphQL.
    Json,
    /// `application/graphql-response+json`.
    GraphQl,
}

impl Media {
    const fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::GraphQl => "application/graphql-response+json",
        }
    }

    /// The value of `Content-Type`.
    pub(super) const fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphQl => "application/graphql-response+json; charset=utf-8",
        })
    }
}

/// Server-sent events.
const EVENTS: &str = "text/event-stream";

/// What a caller takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wants {
    /// An answer in one piece.
    whole: Option<Media>,
    /// Answers that come one by one, as the caller says in so many words.
    events: bool,
}

impl Wants {
    /// What `Accept` says. Who says nothing, or takes anything, gets what everybody can read.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let (json, ours) = (quality(headers, Media::Json.name()), quality(headers, Media::GraphQl.name()));
        let whole = match (json.0, ours.0) {
            (0, 0) => None,
            (0, _) => Some(Media::GraphQl),
            (json, it) if names(ours) && it >= json => Some(Media::GraphQl),
            _ => Some(Media::Json),
        };
        let events = quality(headers, EVENTS);
        Self { whole, events: events.0 > 0 && names(events) }
    }

    /// What an answer in one piece is called, also one that says that nobody wants it.
    pub(super) fn media(self) -> Media {
        self.whole.unwrap_or(Media::Json)
    }

    /// Whether a query or a mutation is answered in one piece.
    ///
    /// # Errors
    /// When the caller takes nothing that there is.
    pub(super) fn whole(self) -> Result<bool, Refusal> {
        match (self.whole, self.events) {
            (None, false) => Err(Refusal::new(
                StatusCode::NOT_ACCEPTABLE,
                "BAD_REQUEST",
                "The answer is application/graphql-response+json, application/json or text/event-stream.",
            )),
            (whole, _) => Ok(whole.is_some()),
        }
    }

    /// Whether subscriptions can be answered.
    ///
    /// # Errors
    /// When the caller does not take them as they come.
    pub(super) fn stream(self) -> Result<(), Refusal> {
        let refusal = || {
            let message = "A subscription is answered as text/event-stream, or over a socket.";
            Refusal::new(StatusCode::NOT_ACCEPTABLE, "BAD_REQUEST", message)
        };
        self.events.then_some(()).ok_or_else(refusal)
    }
}

/// Whether a range is the media type itself.
fn names(quality: (u16, u8)) -> bool {
    quality.1 == 3
}

/// Whether a browser asks for a page.
pub(super) fn page(headers: &HeaderMap) -> bool {
    let html = quality(headers, "text/html");
    html.0 > 0 && names(html) && html.0 >= quality(headers, Media::Json.name()).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::header::ACCEPT;

    fn wants(accept: &'static str) -> Wants {
        Wants::of(&HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]))
    }

    #[test]
    fn who_names_the_newer_type_gets_it() {
        use Media::{GraphQl, Json};
        for (accept, media) in [
            ("application/graphql-response+json", Some(GraphQl)),
            ("application/json", Some(Json)),
            ("*/*", Some(Json)),
            ("application/*", Some(Json)),
            ("application/graphql-response+json, application/json;q=0.9", Some(GraphQl)),
            (
                "application/graphql-response+json, application/graphql+json, application/json, text/event-stream",
                Some(GraphQl),
            ),
            ("application/graphql-response+json;q=0.5, application/json", Some(Json)),
            ("application/graphql-response+json;q=0.5, */*", Some(Json)),
            ("application/json;q=0, application/graphql-response+json", Some(GraphQl)),
            ("text/html", None),
            ("text/event-stream", None),
        ] {
            assert_eq!(wants(accept).whole, media, "{accept}");
        }
        assert_eq!(Wants::of(&HeaderMap::new()).whole, Some(Json));
    }

    #[test]
    fn events_are_for_those_who_name_them() {
        assert!(wants("text/event-stream").events && wants("application/json, text/event-stream;q=0.1").events);
        assert!(!wants("*/*").events && !wants("text/*").events && !wants("text/event-stream;q=0").events);
        assert!(wants("text/event-stream").whole().is_ok_and(|it| !it) && wants("image/png").whole().is_err());
    }

    #[test]
    fn browsers_are_told_from_programs() {
        let page = |it| page(&HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(it))]));
        assert!(page("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        assert!(!page("*/*") && !page("application/json") && !page("application/json, text/html;q=0.5"));
    }
}

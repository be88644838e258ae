//! Answers that the client has already: `If-None-Match`, RFC 9110 §13.1.2.

use crate::answer::if_none_match;
use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderValue, Method, Request, StatusCode};

/// The entity tags that a safe request says it has; `None` without.
pub(super) fn known<B>(request: &Request<B>) -> Option<HeaderValue> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    request.headers().get(IF_NONE_MATCH).cloned()
}

/// The answer, or 304 without a body when its entity tag is one of those known.
pub(super) fn unless_known(response: Response, known: &HeaderValue) -> Response {
    let tag = response.headers().get(ETAG).and_then(|it| it.to_str().ok());
    let opaque = tag.map(|it| it.trim_start_matches("W/").trim_matches('"'));
    let (Some(tag), Ok(known), StatusCode::OK) = (opaque, known.to_str(), response.status()) else { return response };
    if if_none_match(Some(known), tag) {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(CONTENT_TYPE);
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::empty())
}

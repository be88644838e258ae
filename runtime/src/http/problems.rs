//! Failures that nobody described, as problem details.

use crate::routing::{Owner, Route};
use crate::{Problem, RequestId};
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use std::borrow::Cow;

/// A problem with a sentence, as an answer.
pub(super) fn problem(status: StatusCode, detail: impl Into<Cow<'static, str>>, id: &RequestId) -> Response {
    let mut problem = Problem::new(status).detail(detail);
    problem.instance = Some(id.to_string());
    problem.into_response()
}

/// Describes a failure whose answer says nothing, or just text where the contract promised none.
pub(super) fn describe(response: &mut Response, route: &Route, id: &RequestId) {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return;
    }
    if is_bare(response, route) {
        let mut problem = Problem::new(status);
        problem.instance = Some(id.to_string());
        let (parts, body) = problem.into_response().into_parts();
        *response.body_mut() = body;
        response.headers_mut().remove(CONTENT_LENGTH);
        response.headers_mut().extend(parts.headers);
    }
    // A failure is about now: RFC 9111 lets caches keep some of them otherwise.
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

fn is_bare(response: &Response, route: &Route) -> bool {
    let Some(kind) = response.headers().get(CONTENT_TYPE) else { return true };
    route.owner != Owner::Contract && kind.as_bytes().starts_with(b"text/plain")
}

//! What keeps a request from being an operation at all.

use super::wants::Media;
use crate::call;
use axum::response::{IntoResponse, Response};
use http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::json;
use std::borrow::Cow;

/// Why a request is not answered by the engine.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) code: &'static str,
    message: Cow<'static, str>,
    /// What tells how to do better.
    header: Option<(HeaderName, &'static str)>,
}

impl Refusal {
    /// A request that is not as it must be.
    pub(super) fn bad(message: impl Into<Cow<'static, str>>) -> Self {
        Self::coded("BAD_REQUEST", message)
    }

    /// The same by a code of its own.
    pub(super) fn coded(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code, message: message.into(), header: None }
    }

    /// An operation that a safe request asks for, RFC 9110 §9.2.1.
    pub(super) fn only_by_post() -> Self {
        let refused = Self::new(StatusCode::METHOD_NOT_ALLOWED, "BAD_REQUEST", "Mutations are asked for by POST.");
        Self { header: Some((ALLOW, "POST")), ..refused }
    }

    /// A status that something before the endpoint answered with.
    pub(super) fn of_status(status: StatusCode) -> Self {
        let message = match status {
            StatusCode::PAYLOAD_TOO_LARGE => "The body is larger than is allowed.",
            StatusCode::URI_TOO_LONG => "The path with its query is too long.",
            StatusCode::METHOD_NOT_ALLOWED => "Operations are asked for by GET or POST.",
            StatusCode::REQUEST_TIMEOUT => "The body did not come in time.",
            StatusCode::SERVICE_UNAVAILABLE => "The answer took too long.",
            it if it.is_server_error() => "Something went wrong.",
            _ => "The request cannot be read.",
        };
        Self::new(status, code(status), message)
    }

    /// What is wrong, for people.
    pub(super) fn message(&self) -> &str {
        &self.message
    }

    /// The JSON text.
    pub(super) fn body(&self) -> Vec<u8> {
        let error = json!({ "message": self.message, "extensions": { "code": self.code } });
        json!({ "errors": [error] }).to_string().into()
    }

    /// The answer in a media type.
    pub(super) fn answer(self, media: Media) -> Response {
        let mut response = (self.status, self.body()).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, media.header());
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.extend(self.header.map(|(name, value)| (name, HeaderValue::from_static(value))));
        response
    }
}

/// The code of a status.
fn code(status: StatusCode) -> &'static str {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => "PAYLOAD_TOO_LARGE",
        it if it.is_server_error() => "INTERNAL_SERVER_ERROR",
        _ => "BAD_REQUEST",
    }
}

impl From<Box<call::Refusal>> for Refusal {
    fn from(it: Box<call::Refusal>) -> Self {
        let problem = it.problem();
        let message = problem.detail.clone().unwrap_or_else(|| problem.title.clone());
        let header = (problem.status == StatusCode::UNSUPPORTED_MEDIA_TYPE).then_some((ACCEPT, "application/json"));
        Self { header, ..Self::new(problem.status, code(problem.status), message) }
    }
}

//! Answers without a body, or with one that is not JSON.

use super::known_status;
use super::payload::Payload;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use std::borrow::Cow;

/// 204: done, and nothing to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoContent;

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

/// A status without a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Empty<const STATUS: u16>;

impl<const STATUS: u16> IntoResponse for Empty<STATUS> {
    fn into_response(self) -> Response {
        known_status(STATUS).into_response()
    }
}

/// A status and a text in UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<const STATUS: u16> {
    /// The media type; with a charset where its text may not be ASCII.
    pub content_type: Cow<'static, str>,
    /// The text.
    pub value: String,
}

impl<const STATUS: u16> IntoResponse for Text<STATUS> {
    fn into_response(self) -> Response {
        typed(STATUS, &self.content_type, self.value)
    }
}

/// A status and a body of any type, from memory or from a stream.
#[derive(Debug)]
pub struct Bytes<const STATUS: u16> {
    /// The media type.
    pub content_type: Cow<'static, str>,
    /// The body.
    pub value: Payload,
}

impl<const STATUS: u16> IntoResponse for Bytes<STATUS> {
    fn into_response(self) -> Response {
        let (body, length) = self.value.into_parts();
        let mut response = typed(STATUS, &self.content_type, body);
        if let Some(length) = length {
            response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        response
    }
}

fn typed(status: u16, content_type: &str, body: impl IntoResponse) -> Response {
    // What cannot be a header says nothing of the body: it is some bytes.
    const BYTES: HeaderValue = HeaderValue::from_static("application/octet-stream");
    let mut response = (known_status(status), body).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::try_from(content_type).unwrap_or(BYTES));
    response
}

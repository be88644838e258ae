//! The one shape of every error answer: problem details, RFC 9457.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header::CONTENT_TYPE};
use serde::Serialize;
use std::borrow::Cow;

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The part of the request it is in: `body`, `path`, `query`, `header` or `cookie`.
    #[serde(rename = "in")]
    pub place: &'static str,
    /// Where in that part, as a JSON pointer (RFC 6901): `/items/3/qty`, or `/` and the parameter's name.
    pub pointer: String,
    /// Which rule: the JSON Schema keyword, such as `maxLength`.
    pub code: Cow<'static, str>,
    /// A sentence for people.
    pub detail: String,
}

/// Problem details (RFC 9457): what every answer that is not a success says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The kind of problem: a URI reference; `about:blank` where the status says it all.
    #[serde(rename = "type")]
    pub kind: Cow<'static, str>,
    /// The HTTP status.
    #[serde(serialize_with = "as_number")]
    pub status: StatusCode,
    /// The status in words.
    pub title: Cow<'static, str>,
    /// This occurrence in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Cow<'static, str>>,
    /// This occurrence: the id of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// Everything that is wrong with the request, at most [`Problem::MAX_ERRORS`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Violation>,
}

impl Problem {
    /// How many violations one answer lists.
    pub const MAX_ERRORS: usize = 100;

    /// The media type, RFC 9457 §3.
    pub const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

    /// A problem of a status, with its standard title and nothing else.
    pub fn new(status: StatusCode) -> Self {
        Self {
            kind: Cow::Borrowed("about:blank"),
            status,
            title: Cow::Borrowed(status.canonical_reason().unwrap_or("Unknown")),
            detail: None,
            instance: None,
            errors: Vec::new(),
        }
    }

    /// Says what happened.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Lists what is wrong with the request.
    #[must_use]
    pub fn errors(mut self, mut errors: Vec<Violation>) -> Self {
        errors.truncate(Self::MAX_ERRORS);
        self.errors = errors;
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        // Every member is text, so this cannot fail; were it to, the status alone still tells.
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        response.headers_mut().insert(CONTENT_TYPE, Self::MEDIA_TYPE);
        response
    }
}

// serde's `serialize_with` hands out references.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn as_number<S: serde::Serializer>(status: &StatusCode, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u16(status.as_u16())
}

//! What is known of the request at hand besides its parameters.

use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{HeaderMap, HeaderName};
use std::convert::Infallible;
use std::fmt;

/// Names one request, in logs and in `X-Request-Id`.
///
/// Taken from the request when it is 1 to 128 characters of `A-Za-z0-9._-`, else made here.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RequestId(pub(crate) http::HeaderValue);

impl RequestId {
    /// The header that carries it, both ways.
    pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

    /// The id that a request carries, if it is one.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let given = headers.get(Self::HEADER)?;
        let bytes = given.as_bytes();
        let plain = |it: &u8| it.is_ascii_alphanumeric() || b"._-".contains(it);
        ((1..=128).contains(&bytes.len()) && bytes.iter().all(plain)).then(|| Self(given.clone()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or("")
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The context of one request, handed to every handler.
#[derive(Clone, Debug, Default)]
pub struct Cx {
    request_id: Option<RequestId>,
}

impl Cx {
    /// The request's id; `None` outside a running service.
    pub fn request_id(&self) -> Option<&RequestId> {
        self.request_id.as_ref()
    }
}

impl<S: Sync> FromRequestParts<S> for Cx {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self { request_id: RequestId::of(&parts.headers) })
    }
}

//! What is known of the request at hand besides its parameters.

use crate::call::{Produces, best};
use axum::extract::FromRequestParts;
use http::header::ACCEPT;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::convert::Infallible;
use std::fmt;

/// Names one request, in logs and in `X-Request-Id`.
///
/// Taken from the request when it is 1 to 128 characters of `A-Za-z0-9._-`, else made here.
#[derive(Clone)]
pub struct RequestId(Text);

#[derive(Clone)]
enum Text {
    /// Hexadecimal digits. Not on the heap: most requests bring none, and this is cheap to hand on.
    Made([u8; 32]),
    Given(HeaderValue),
}

impl RequestId {
    /// The header that carries it, both ways.
    pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

    /// An id of hexadecimal digits.
    pub(crate) fn made(digits: [u8; 32]) -> Self {
        Self(Text::Made(digits))
    }

    /// The id that a request carries, if it is one.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let given = headers.get(Self::HEADER)?;
        let bytes = given.as_bytes();
        let plain = |it: &u8| it.is_ascii_alphanumeric() || b"._-".contains(it);
        ((1..=128).contains(&bytes.len()) && bytes.iter().all(plain)).then(|| Self(Text::Given(given.clone())))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        let bytes = match &self.0 {
            Text::Made(it) => it,
            Text::Given(it) => it.as_bytes(),
        };
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl From<RequestId> for HeaderValue {
    fn from(id: RequestId) -> Self {
        match id.0 {
            Text::Made(it) => Self::from_bytes(&it).unwrap_or_else(|_| Self::from_static("-")),
            Text::Given(it) => it,
        }
    }
}

impl PartialEq for RequestId {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for RequestId {}

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
    /// `Accept`, where the operation has a choice; on the heap, since most have none.
    accept: Option<Box<HeaderMap>>,
    #[cfg(feature = "grpc")]
    call: Option<std::sync::Arc<crate::rpc::Metadata>>,
}

impl Cx {
    pub(crate) fn new(id: RequestId, answer: Produces, headers: &HeaderMap) -> Self {
        let wanted = || Box::new(headers.get_all(ACCEPT).iter().map(|it| (ACCEPT, it.clone())).collect());
        let accept = answer.varies().then(wanted);
        Self {
            request_id: Some(id),
            accept,
            #[cfg(feature = "grpc")]
            call: None,
        }
    }

    #[cfg(feature = "grpc")]
    pub(crate) fn of_call(id: RequestId, call: std::sync::Arc<crate::rpc::Metadata>) -> Self {
        Self { request_id: Some(id), accept: None, call: Some(call) }
    }

    /// The call that this is the context of.
    #[cfg(feature = "grpc")]
    pub(crate) fn call(&self) -> Option<&crate::rpc::Metadata> {
        self.call.as_deref()
    }

    /// The request's id; `None` outside a running service.
    pub fn request_id(&self) -> Option<&RequestId> {
        self.request_id.as_ref()
    }

    /// The one of these media types that the caller wants most, RFC 9110 §12.5.1: of equals the first.
    ///
    /// For operations that answer in several: `cx.preferred(&["application/json", "text/csv"])`.
    pub fn preferred(&self, types: &[&'static str]) -> &'static str {
        let wanted = self.accept.as_deref().and_then(|it| best(it, types));
        wanted.or_else(|| types.first().copied()).unwrap_or("*/*")
    }
}

impl<S: Sync> FromRequestParts<S> for Cx {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self { request_id: RequestId::of(&parts.headers), ..Self::default() })
    }
}

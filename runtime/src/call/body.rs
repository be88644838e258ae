//! Takes a body in, as far as it is wanted.

use super::accepts::{Accepts, Delivery, content_type};
use super::parts::Part;
use super::refusal::Refusal;
use super::split;
use super::stream::BodyStream;
use crate::config::Limits;
use axum::body::Body;
use bytes::Bytes;
use http::StatusCode;
use http::request::Parts;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::error::Error;
use std::io;

/// A body, as its operation wants it.
#[derive(Debug)]
pub(super) enum Received {
    Whole(Bytes),
    Parts(Vec<Part>),
    Stream(BodyStream),
}

impl Received {
    /// Whether it is known to have nothing in it.
    pub(super) const fn is_empty(&self) -> bool {
        matches!(self, Self::Whole(it) if it.is_empty())
    }

    /// The body where it is in memory.
    pub(super) fn into_whole(self) -> Option<Bytes> {
        if let Self::Whole(it) = self { Some(it) } else { None }
    }

    /// The body as it comes.
    pub(super) fn into_stream(self) -> BodyStream {
        match self {
            Self::Stream(it) => it,
            Self::Whole(it) => it.into(),
            Self::Parts(_) => BodyStream::default(),
        }
    }
}

/// The body; `None` when none is wanted, or none was sent.
pub(super) async fn receive(
    accepts: Accepts,
    parts: &Parts,
    body: Body,
    limits: &Limits,
) -> Result<Option<Received>, Box<Refusal>> {
    if !accepts.takes_any() {
        return Ok(None);
    }
    let declared = parts.headers.contains_key(http::header::CONTENT_TYPE);
    let said = content_type(&parts.headers);
    if declared && !said.is_some_and(|it| accepts.admits(it)) {
        return Err(Refusal::unsupported(accepts, &parts.method));
    }
    let delivery = accepts.delivery(&parts.headers);
    if declared && delivery == Delivery::Parts {
        return split::split(body, said.unwrap_or_default(), limits).await.map(Received::Parts).map(Some);
    }
    if delivery == Delivery::Stream && (declared || !http_body::Body::is_end_stream(&body)) {
        return Ok(Some(Received::Stream(BodyStream::new(body))));
    }
    let bytes = Limited::new(body, limits.body).collect().await.map_err(|error| unreadable(&*error))?.to_bytes();
    match (declared, bytes.is_empty()) {
        (true, _) => Ok(Some(Received::Whole(bytes))),
        // RFC 9110 §8.3: what has no type may be taken for bytes.
        (false, false) if accepts.admits("application/octet-stream") => Ok(Some(Received::Whole(bytes))),
        (false, false) => Err(Refusal::unsupported(accepts, &parts.method)),
        (false, true) if accepts.is_required() => Err(Refusal::bad_request("A body is required.")),
        (false, true) => Ok(None),
    }
}

/// All of a body that is wanted; empty where none was sent.
#[cfg(any(feature = "graphql", feature = "grpc"))]
pub(crate) async fn whole(accepts: Accepts, parts: &Parts, body: Body, limits: &Limits) -> Result<Bytes, Box<Refusal>> {
    let received = receive(accepts, parts, body, limits).await?;
    Ok(received.and_then(Received::into_whole).unwrap_or_default())
}

/// The parts of a form, by their names.
#[cfg(feature = "graphql")]
pub(crate) async fn parts_of(
    parts: &Parts,
    body: Body,
    limits: &Limits,
) -> Result<Vec<(String, crate::types::Upload)>, Box<Refusal>> {
    let split = split::split(body, content_type(&parts.headers).unwrap_or_default(), limits).await?;
    Ok(split.into_iter().map(|it| (it.name, it.file)).collect())
}

/// Tells a body that is too large from one that is too slow, and both from a broken connection.
pub(super) fn unreadable(error: &(dyn Error + 'static)) -> Box<Refusal> {
    let mut cause = Some(error);
    while let Some(it) = cause {
        if it.is::<LengthLimitError>() {
            return Refusal::too_large("The body is too large.");
        }
        if it.downcast_ref::<io::Error>().is_some_and(|it| it.kind() == io::ErrorKind::TimedOut) {
            return Refusal::new(StatusCode::REQUEST_TIMEOUT, "The body did not come in time.");
        }
        cause = it.source();
    }
    Refusal::bad_request("The body could not be read.")
}

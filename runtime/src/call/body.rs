//! Takes a body in, as far as it is wanted.

use super::accepts::{Accepts, content_type};
use super::refusal::Refusal;
use axum::body::Body;
use bytes::Bytes;
use http::StatusCode;
use http::request::Parts;
use http_body_util::{BodyExt, LengthLimitError};
use std::error::Error;
use std::io;

/// The body; `None` when none is wanted, or none was sent.
pub(super) async fn receive(accepts: Accepts, parts: &Parts, body: Body) -> Result<Option<Bytes>, Box<Refusal>> {
    if !accepts.takes_any() {
        return Ok(None);
    }
    let declared = parts.headers.contains_key(http::header::CONTENT_TYPE);
    let admitted = content_type(&parts.headers).is_some_and(|it| accepts.admits(it));
    if declared && !admitted {
        return Err(Refusal::unsupported(accepts, &parts.method));
    }
    let bytes = body.collect().await.map_err(|error| unreadable(&error))?.to_bytes();
    match (declared, bytes.is_empty()) {
        (true, _) => Ok(Some(bytes)),
        // RFC 9110 §8.3: what has no type may be taken for bytes.
        (false, false) if accepts.admits("application/octet-stream") => Ok(Some(bytes)),
        (false, false) => Err(Refusal::unsupported(accepts, &parts.method)),
        (false, true) if accepts.is_required() => Err(Refusal::bad_request("A body is required.")),
        (false, true) => Ok(None),
    }
}

/// Tells a body that is too large from one that is too slow, and both from a broken connection.
fn unreadable(error: &axum::Error) -> Box<Refusal> {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(it) = cause {
        if it.is::<LengthLimitError>() {
            return Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "The body is too large.");
        }
        if it.downcast_ref::<io::Error>().is_some_and(|it| it.kind() == io::ErrorKind::TimedOut) {
            return Refusal::new(StatusCode::REQUEST_TIMEOUT, "The body did not come in time.");
        }
        cause = it.source();
    }
    Refusal::bad_request("The body could not be read.")
}

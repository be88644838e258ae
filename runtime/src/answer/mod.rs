//! What handlers return, and what becomes of it: status, headers, body.

mod etag;
mod headed;
mod payload;
mod plain;
mod represent;
mod stream;
mod unwritten;

pub use etag::{if_match, if_none_match};
pub use headed::{Headed, HeaderLines, Headers, headed};
pub use payload::Payload;
pub use plain::{Bytes, Empty, NoContent, Text};
pub use represent::{Answer, Created, Represent, Tagged};
pub use stream::{Event, Events, Framing, Lines, LinesFraming, Sequence, SequenceFraming, Sse, Streamed};
pub use unwritten::Unwritten;

use crate::BoxError;
use crate::problem::Problem;
use axum::response::{IntoResponse, Response};
use bytes::{BufMut, BytesMut};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::Write;
use std::future::Future;

/// What a handler's method is: a future of success or one of the operation's errors.
///
/// Every `async fn` that returns that result is one, if its future may cross threads.
pub trait Reply<T, E>: Future<Output = Result<T, E>> + Send {}

impl<F: Future<Output = Result<T, E>> + Send, T, E> Reply<T, E> for F {}

/// Problem details of a status, and a sentence on what happened.
pub fn problem(status: u16, detail: impl Into<Cow<'static, str>>) -> Response {
    Problem::new(known_status(status)).detail(detail).into_response()
}

/// A value as JSON.
pub fn json_answer<T: Serialize>(status: u16, value: &T) -> Response {
    json(known_status(status), value)
}

/// A failure that is written in another media type than JSON.
pub fn written(status: u16, content_type: &'static str, body: impl Into<Payload>) -> Response {
    let (body, _) = body.into().into_parts();
    typed(content_type, (known_status(status), body))
}

/// An answer that is called something else than the runtime would call it.
pub fn typed(content_type: &'static str, answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// A bare 500 for an error that is not in the contract; what it is, goes to the log only.
///
/// A few errors of this crate say by themselves which status they are, also where the contract is silent on it.
pub fn internal(error: &BoxError) -> Response {
    judge(error).into_response()
}

/// The problem that an error is to the client; one that is of nobody's concern there is logged.
fn judge(error: &BoxError) -> Problem {
    if let Some(problem) = known(error) {
        return problem;
    }
    let mut causes = String::new();
    let mut cause = error.source();
    while let Some(it) = cause {
        // Writing to a string cannot fail.
        let _ = write!(causes, ": {it}");
        cause = it.source();
    }
    tracing::error!(error = %format_args!("{error}{causes}"), "a handler failed");
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The problem that an error of this crate stands for.
fn known(error: &BoxError) -> Option<Problem> {
    if let Some(unwritten) = error.downcast_ref::<Unwritten>() {
        return Some(Problem::new(StatusCode::NOT_IMPLEMENTED).detail(unwritten.to_string()));
    }
    #[cfg(feature = "sql")]
    if let Some(error) = error.downcast_ref::<crate::db::StoreError>() {
        return error.problem();
    }
    #[cfg(feature = "sql")]
    if let Some(bad) = error.downcast_ref::<crate::db::BadCursor>() {
        return Some(Problem::new(StatusCode::UNPROCESSABLE_ENTITY).detail(bad.to_string()));
    }
    None
}

/// Writes JSON; what cannot be written is an error of ours.
pub(crate) fn json<T: Serialize>(status: StatusCode, value: &T) -> Response {
    const JSON: HeaderValue = HeaderValue::from_static("application/json");
    // As much as most small answers need; as axum does.
    let mut body = BytesMut::with_capacity(128).writer();
    if let Err(error) = serde_json::to_writer(&mut body, value) {
        return internal(&error.into());
    }
    let mut response = Response::new(body.into_inner().freeze().into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, JSON);
    response
}

/// The generator only writes statuses that exist.
pub(crate) fn known_status(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

//! Messages as JSON lines (<https://jsonlines.org>): how plain HTTP tells streams of them.

use super::Status;
use super::operation::{Ask, Rpc};
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream::{Stream, StreamExt, TryStreamExt};
use http::header::CONTENT_TYPE;
use serde::Serialize;
use serde_json::Value;
use std::convert::Infallible;
use std::io;
use tokio_util::codec::{FramedRead, LinesCodec, LinesCodecError};
use tokio_util::io::StreamReader;

/// Their media type.
pub(super) const LINES: &str = "application/jsonl";

/// The messages of a body, each made of its line as soon as that is there. No line may be longer than `limit` bytes.
pub(super) fn read<T: Send + 'static>(
    body: Body,
    limit: usize,
    make: impl Fn(&[u8]) -> Result<T, Status> + Send + 'static,
) -> impl Stream<Item = Result<T, Status>> + Send + 'static {
    let bytes = StreamReader::new(body.into_data_stream().map_err(io::Error::other));
    let lines = FramedRead::new(bytes, LinesCodec::new_with_max_length(limit));
    let message = move |line: Result<String, LinesCodecError>| match line {
        Ok(line) if line.trim().is_empty() => None,
        Ok(line) => Some(make(line.as_bytes())),
        Err(LinesCodecError::MaxLineLengthExceeded) => {
            Some(Err(Status::resource_exhausted(format!("The message is larger than {limit} bytes."))))
        }
        Err(LinesCodecError::Io(error)) => Some(Err(Status::unavailable(format!("The request breaks off: {error}.")))),
    };
    lines.filter_map(move |line| std::future::ready(message(line)))
}

/// Asks a handler, and answers one message, or `many` as lines; of each the `field`, where one is named.
pub(super) async fn answer<R: Rpc>(
    sent: impl Stream<Item = Result<R::Input, Status>> + Send + 'static,
    many: bool,
    field: Option<&'static str>,
    call: impl Ask<R>,
) -> Response {
    match call.ask(sent).await {
        Ok(given) if many => lines(given, field),
        Ok(given) => one(given, field).await,
        Err(status) => status.answer(),
    }
}

/// A message, or a field of it.
fn json<T: Serialize>(message: &T, field: Option<&str>) -> Result<Vec<u8>, serde_json::Error> {
    let Some(field) = field else { return serde_json::to_vec(message) };
    let mut whole = serde_json::to_value(message)?;
    serde_json::to_vec(&whole.get_mut(field).map(Value::take).unwrap_or_default())
}

async fn one<T: Serialize>(
    mut given: impl Stream<Item = Result<T, Status>> + Unpin,
    field: Option<&'static str>,
) -> Response {
    let answer = given.next().await.unwrap_or_else(|| Err(Status::unknown("There is no answer.")));
    match answer.and_then(|it| json(&it, field).map_err(Status::internal)) {
        Ok(bytes) => ([(CONTENT_TYPE, "application/json")], bytes).into_response(),
        Err(status) => status.answer(),
    }
}

/// A message a line; an error is the last of them.
fn lines<T: Serialize + 'static>(
    given: impl Stream<Item = Result<T, Status>> + Send + 'static,
    field: Option<&'static str>,
) -> Response {
    let written = given.map(move |it| {
        let line = it.and_then(|it| json(&it, field).map_err(Status::internal));
        let mut line = line.unwrap_or_else(|status| serde_json::json!({ "error": status.json() }).to_string().into());
        line.push(b'\n');
        Ok::<_, Infallible>(Bytes::from(line))
    });
    ([(CONTENT_TYPE, LINES)], Body::from_stream(written)).into_response()
}

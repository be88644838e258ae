//! Messages as JSON lines (<https://jsonlines.org>), or as events for browsers: how plain HTTP tells streams of them.

use super::Status;
use super::operation::{Ask, Rpc};
use crate::call::weight;
use crate::media::essence;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream::{Stream, StreamExt, TryStreamExt};
use http::HeaderMap;
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, VARY};
use serde::Serialize;
use serde_json::Value;
use std::convert::Infallible;
use std::io;
use tokio_util::codec::{FramedRead, LinesCodec, LinesCodecError};
use tokio_util::io::StreamReader;

/// Their media type.
pub(super) const LINES: &str = "application/jsonl";

/// The media type of events, <https://html.spec.whatwg.org/multipage/server-sent-events.html>.
const EVENTS: &str = "text/event-stream";

/// The messages of a body, each made of its line as soon as that is there. No line may be longer than `limit` bytes.
pub(super) fn read<T: Send + 'static>(
    body: Body,
    limit: usize,
    make: impl Fn(&[u8]) -> Result<T, Status> + Send + Unpin + 'static,
) -> impl Stream<Item = Result<T, Status>> + Send + Unpin + 'static {
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

/// How an answer is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// As one message.
    One,
    /// As lines.
    Lines,
    /// As server-sent events, for who asks for them: `EventSource` does.
    Events,
}

impl Shown {
    /// How a caller likes it, of a method that answers one message, or `many`.
    pub(super) fn of(headers: &HeaderMap, many: bool) -> Self {
        let accepted = headers.get_all(ACCEPT).iter().filter_map(|it| it.to_str().ok());
        let wants = |it: &str| essence(it) == EVENTS && weight(it) > 0;
        match many {
            false => Self::One,
            true if accepted.flat_map(|it| it.split(',')).any(wants) => Self::Events,
            true => Self::Lines,
        }
    }
}

/// Asks a handler, and answers one message, or many; of each the `field`, where one is named.
pub(super) async fn answer<R: Rpc>(
    sent: impl Stream<Item = Result<R::Input, Status>> + Send + Unpin + 'static,
    shown: Shown,
    field: Option<&'static str>,
    call: impl Ask<R>,
) -> Response {
    match call.ask(sent).await {
        Ok(given) if shown == Shown::One => one(given, field).await,
        Ok(given) => many(given, shown, field),
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

/// A message a line or an event; an error is the last of them.
fn many<T: Serialize + 'static>(
    given: impl Stream<Item = Result<T, Status>> + Send + 'static,
    shown: Shown,
    field: Option<&'static str>,
) -> Response {
    let [message, failure, end, media] = match shown {
        // JSON is one line: an event has one, too.
        Shown::Events => ["data: ", "event: error\ndata: ", "\n\n", EVENTS],
        Shown::One | Shown::Lines => ["", "", "\n", LINES],
    };
    let written = given.map(move |it| {
        let (before, text) = match it.and_then(|it| json(&it, field).map_err(Status::internal)) {
            Ok(text) => (message, text),
            Err(status) => (failure, serde_json::json!({ "error": status.json() }).to_string().into()),
        };
        Ok::<_, Infallible>(Bytes::from([before.as_bytes(), &text, end.as_bytes()].concat()))
    });
    let head = [(CONTENT_TYPE, media), (VARY, "accept"), (CACHE_CONTROL, "no-store")];
    (head, Body::from_stream(written)).into_response()
}

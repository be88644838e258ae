//! Server-sent events, each operation by a connection of its own:
//! <https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode>.

use crate::health::Life;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream::{Stream, StreamExt, once};
use http::HeaderName;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use std::convert::Infallible;
use std::future::ready;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

/// After what silence a comment shows that it is alive.
const SILENCE: Duration = Duration::from_secs(12);

const COMMENT: Bytes = Bytes::from_static(b":\n\n");

/// The data is there for browsers: without any they tell nobody of an event.
const COMPLETE: Bytes = Bytes::from_static(b"event: complete\ndata:\n\n");

/// Keeps proxies from collecting what is meant to go on at once.
const UNBUFFERED: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Answers, as they come; the texts have no line breaks, as JSON is written here.
///
/// When the service ends, or what is asked panics, it breaks off without a `complete`, so that the client comes back.
pub(super) fn events(bodies: impl Stream<Item = Vec<u8>> + Send + 'static, life: Arc<Life>) -> Response {
    let events = bodies.map(|it| next(&it)).chain(once(ready(COMPLETE)));
    let events = AssertUnwindSafe(events).catch_unwind().filter_map(|it| ready(it.ok()));
    let events = events.take_until(async move { life.until_drain().await });
    let events = futures_util::stream::unfold(events.boxed(), |mut events| async {
        let next = tokio::time::timeout(SILENCE, events.next()).await;
        next.unwrap_or(Some(COMMENT)).map(|it| (Ok::<_, Infallible>(it), events))
    });
    let headers = [(CONTENT_TYPE, "text/event-stream; charset=utf-8"), (CACHE_CONTROL, "no-store"), (UNBUFFERED, "no")];
    (headers, Body::from_stream(events)).into_response()
}

fn next(body: &[u8]) -> Bytes {
    [b"event: next\ndata: ", body, b"\n\n"].concat().into()
}

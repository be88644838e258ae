//! Answers that are sent item by item, as the items come.

mod framing;

pub use framing::{Event, Framing, Lines as LinesFraming, Sequence as SequenceFraming, Sse};

use super::known_status;
use crate::BoxError;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use serde::Serialize;
use std::fmt;
use std::future::ready;
use std::marker::PhantomData;
use std::time::Duration;

/// Server-sent events, the WHATWG's HTML §9.2: the data of each is an item as JSON.
pub type Events<const STATUS: u16, T> = Streamed<Sse, STATUS, T>;

/// One item as JSON a line: JSON Lines, also called NDJSON.
pub type Lines<const STATUS: u16, T> = Streamed<LinesFraming, STATUS, T>;

/// A sequence of JSON texts, RFC 7464.
pub type Sequence<const STATUS: u16, T> = Streamed<SequenceFraming, STATUS, T>;

/// A status and a body that is a stream of items, each sent as soon as it is there.
///
/// The deadline of requests is for the time until the stream is handed out. It is dropped when the client goes away.
/// An item that is an error ends it, and is logged: server-sent events tell the client of a problem, in the others
/// the connection breaks off, so that what has come is not taken for all there is.
pub struct Streamed<F, const STATUS: u16, T> {
    /// The items, written.
    frames: BoxStream<'static, Result<Bytes, BoxError>>,
    content_type: HeaderValue,
    keep_alive: Option<Duration>,
    of: PhantomData<fn() -> (F, T)>,
}

impl<F: Framing, const STATUS: u16, T: Serialize + 'static> Streamed<F, STATUS, T> {
    /// Items that come one after another.
    pub fn new<S, I, E>(items: S) -> Self
    where
        S: Stream<Item = Result<I, E>> + Send + 'static,
        I: Into<F::Item<T>>,
        E: Into<BoxError>,
    {
        let written = items.map(|it| F::write(&it.map_err(Into::into)?.into()));
        let ended = written.scan(false, |over, it| {
            if *over {
                return ready(None);
            }
            *over = it.is_err();
            ready(Some(it.or_else(F::broken)))
        });
        let content_type = HeaderValue::from_static(F::MEDIA_TYPE);
        Self { frames: ended.boxed(), content_type, keep_alive: F::KEEP_ALIVE, of: PhantomData }
    }

    /// Items that are all there.
    pub fn all<I: IntoIterator<Item = T, IntoIter: Send + 'static>>(items: I) -> Self
    where
        F::Item<T>: From<T>,
    {
        Self::new(stream::iter(items.into_iter().map(Ok::<T, BoxError>)))
    }
}

impl<F, const STATUS: u16, T> Streamed<F, STATUS, T> {
    /// Another name for the same media type: `application/x-ndjson`. Generated code says it where the contract does.
    #[must_use]
    pub fn typed(mut self, content_type: &'static str) -> Self {
        self.content_type = HeaderValue::from_static(content_type);
        self
    }
}

impl<const STATUS: u16, T> Events<STATUS, T> {
    /// How long it may be silent before a comment shows that it is alive; 15 seconds unless told.
    #[must_use]
    pub fn keep_alive(mut self, every: Duration) -> Self {
        self.keep_alive = Some(every);
        self
    }
}

impl<F: Framing, const STATUS: u16, T> IntoResponse for Streamed<F, STATUS, T> {
    fn into_response(self) -> Response {
        let body = match self.keep_alive {
            Some(every) => Body::from_stream(alive(self.frames, every)),
            None => Body::from_stream(self.frames),
        };
        let mut response = Response::new(body);
        *response.status_mut() = known_status(STATUS);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, self.content_type);
        // It is about now, and a cache would have to wait for its end.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

/// Shows nothing of the items, which are not there yet.
impl<F, const STATUS: u16, T> fmt::Debug for Streamed<F, STATUS, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streamed").field("content_type", &self.content_type).finish_non_exhaustive()
    }
}

/// The same frames, and a comment whenever there was none for a while.
fn alive(
    frames: BoxStream<'static, Result<Bytes, BoxError>>,
    every: Duration,
) -> impl Stream<Item = Result<Bytes, BoxError>> {
    const COMMENT: Bytes = Bytes::from_static(b":\n\n");
    stream::unfold(frames, move |mut frames| async move {
        let next = tokio::time::timeout(every, frames.next()).await;
        next.unwrap_or(Some(Ok(COMMENT))).map(|it| (it, frames))
    })
}

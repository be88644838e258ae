//! What goes in and comes out of a call: one message, or many.

use super::Status;
use futures_util::stream::{BoxStream, Stream, StreamExt};
use std::fmt;
use std::future::{self, Future, Ready, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Messages that come one after another.
pub struct Messages<T>(BoxStream<'static, Result<T, Status>>);

impl<T: Send + 'static> Messages<T> {
    /// From a stream; its first error is the last that there is of it.
    pub fn new<E: Into<Status>>(messages: impl Stream<Item = Result<T, E>> + Send + 'static) -> Self {
        Self(messages.map(|it| it.map_err(Into::into)).boxed())
    }

    /// Messages that are all there.
    pub fn all<I: IntoIterator<Item = T, IntoIter: Send + 'static>>(messages: I) -> Self {
        Self(futures_util::stream::iter(messages.into_iter().map(Ok)).boxed())
    }
}

impl<T> Stream for Messages<T> {
    type Item = Result<T, Status>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(cx)
    }
}

impl<T> fmt::Debug for Messages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Messages")
    }
}

/// What a handler is given: a message, or [`Messages`].
pub trait Take<T>: Sized {
    /// Whether the caller may send any number.
    const MANY: bool;

    /// Takes what the caller sends.
    fn take(
        sent: impl Stream<Item = Result<T, Status>> + Send + Unpin + 'static,
    ) -> impl Future<Output = Result<Self, Status>> + Send;
}

impl<T: Send> Take<T> for T {
    const MANY: bool = false;

    fn take(
        mut sent: impl Stream<Item = Result<T, Status>> + Send + Unpin + 'static,
    ) -> impl Future<Output = Result<T, Status>> + Send {
        let mut first = None;
        poll_fn(move |cx| {
            loop {
                let next = ready!(sent.poll_next_unpin(cx));
                return Poll::Ready(match (first.take(), next) {
                    (None, Some(Ok(message))) => {
                        first = Some(message);
                        continue;
                    }
                    (None, None) => Err(Status::unimplemented("A message is missing.")),
                    (Some(message), None) => Ok(message),
                    (Some(_), Some(Ok(_))) => Err(Status::unimplemented("One message is enough.")),
                    (_, Some(Err(status))) => Err(status),
                });
            }
        })
    }
}

impl<T: Send + 'static> Take<T> for Messages<T> {
    const MANY: bool = true;

    fn take(
        sent: impl Stream<Item = Result<T, Status>> + Send + Unpin + 'static,
    ) -> impl Future<Output = Result<Self, Status>> + Send {
        future::ready(Ok(Self(sent.boxed())))
    }
}

/// What a handler gives: a message, or [`Messages`].
pub trait Give<T> {
    /// Whether it may give any number.
    const MANY: bool;

    /// As a stream.
    type Given: Stream<Item = Result<T, Status>> + Send + Unpin + 'static;

    /// Everything there is.
    fn give(self) -> Self::Given;
}

impl<T: Send + 'static> Give<T> for T {
    const MANY: bool = false;

    type Given = futures_util::stream::Once<Ready<Result<T, Status>>>;

    fn give(self) -> Self::Given {
        futures_util::stream::once(future::ready(Ok(self)))
    }
}

impl<T: Send + 'static> Give<T> for Messages<T> {
    const MANY: bool = true;

    type Given = Self;

    fn give(self) -> Self {
        self
    }
}

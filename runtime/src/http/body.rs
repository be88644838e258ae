//! Bodies that may neither grow nor take for ever.

use crate::BoxError;
use bytes::Bytes;
use http::StatusCode;
use http_body::{Body, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::Sleep;

/// How long what is left of a refused body is read, so that its sender gets to read the answer.
const DISCARD_TIME: Duration = Duration::from_secs(5);

/// How many bytes of it are read.
const DISCARD_BYTES: usize = 16 << 20;

/// No limit of time.
pub(super) const FOREVER: Duration = Duration::MAX;

/// A body within limits. What is left of it is read when it is dropped, unless its sender waits to be asked for it.
#[derive(Debug)]
pub(super) struct Guarded<B>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
{
    inner: Option<B>,
    /// Whether its sender has sent it, or was asked for it, RFC 9110 §10.1.1.
    comes: bool,
    left: usize,
    time: Duration,
    /// Set when the body first makes us wait.
    deadline: Option<Pin<Box<Sleep>>>,
    verdict: Verdict,
}

/// What became of a body: the status to answer with if it broke a limit.
#[derive(Clone, Debug, Default)]
pub(super) struct Verdict(Arc<AtomicU16>);

impl Verdict {
    /// The limit that the body broke, if any.
    pub(super) fn status(&self) -> Option<StatusCode> {
        StatusCode::from_u16(self.0.load(Ordering::Relaxed)).ok()
    }
}

impl<B> Guarded<B>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
{
    /// Allows `bytes` within `time`. `waits`: the sender wants to be asked for it.
    pub(super) fn new(inner: B, bytes: usize, time: Duration, waits: bool) -> (Self, Verdict) {
        let verdict = Verdict::default();
        let guarded =
            Self { inner: Some(inner), comes: !waits, left: bytes, time, deadline: None, verdict: verdict.clone() };
        (guarded, verdict)
    }

    fn refuse<T>(&mut self, status: StatusCode) -> Poll<Option<Result<T, BoxError>>> {
        self.verdict.0.store(status.as_u16(), Ordering::Relaxed);
        if let Some(rest) = self.inner.take()
            && status == StatusCode::PAYLOAD_TOO_LARGE
        {
            discard(rest);
        }
        Poll::Ready(Some(Err(status.as_str().into())))
    }

    /// The sender left, or does not keep to the protocol.
    fn breaks(&self, error: impl Into<BoxError>) -> BoxError {
        self.verdict.0.store(StatusCode::BAD_REQUEST.as_u16(), Ordering::Relaxed);
        error.into()
    }
}

impl<B> Body for Guarded<B>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        this.comes = true;
        let Some(inner) = &mut this.inner else { return Poll::Ready(None) };
        let Poll::Ready(frame) = Pin::new(inner).poll_frame(cx) else {
            let time = this.time;
            let deadline = this.deadline.get_or_insert_with(|| Box::pin(tokio::time::sleep(time)));
            ready!(deadline.as_mut().poll(cx));
            return this.refuse(StatusCode::REQUEST_TIMEOUT);
        };
        if !matches!(frame, Some(Ok(_))) {
            // There is no more to be had.
            this.inner = None;
        }
        let length = frame.as_ref().and_then(|it| it.as_ref().ok()?.data_ref()).map_or(0, Bytes::len);
        if length > this.left {
            return this.refuse(StatusCode::PAYLOAD_TOO_LARGE);
        }
        this.left -= length;
        Poll::Ready(frame.map(|it| it.map_err(|error| this.breaks(error))))
    }

    fn is_end_stream(&self) -> bool {
        self.inner.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.as_ref().map(Body::size_hint).unwrap_or_default()
    }
}

impl<B> Drop for Guarded<B>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
{
    fn drop(&mut self) {
        let rest = self.inner.take().filter(|it| self.comes && !it.is_end_stream());
        if let (Some(rest), Ok(_)) = (rest, tokio::runtime::Handle::try_current()) {
            discard(rest);
        }
    }
}

/// Reads what is left of a body, within limits, and forgets it.
///
/// Closing a connection with unread bytes resets it, and the sender may lose the answer that says why.
pub(super) fn discard<B>(mut body: B)
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
{
    let reading = async move {
        let mut left = DISCARD_BYTES;
        while let Some(Ok(frame)) = std::future::poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
            left = match left.checked_sub(frame.data_ref().map_or(0, Bytes::len)) {
                Some(left) => left,
                None => return,
            };
        }
    };
    tokio::spawn(async { tokio::time::timeout(DISCARD_TIME, reading).await });
}

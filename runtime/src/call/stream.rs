//! Bodies that are handed over as they come.

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream::{Stream, StreamExt};
use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::AsyncBufRead;
use tokio_util::io::StreamReader;

/// The body of a request, read as it comes: no more of it is in memory than what was last asked for.
///
/// It ends with an error where it is larger or slower than the service's limits allow, and where its sender leaves.
/// Whatever the handler makes of that, the sender is answered with the problem that says so.
#[derive(Default)]
pub struct BodyStream(Body);

impl BodyStream {
    pub(super) const fn new(body: Body) -> Self {
        Self(body)
    }

    /// All of it, taken into memory.
    ///
    /// # Errors
    /// When it has more bytes than `limit` ([`io::ErrorKind::FileTooLarge`]), or when it ends with an error.
    pub async fn collect(mut self, limit: usize) -> io::Result<Bytes> {
        let mut all = Vec::new();
        while let Some(chunk) = self.next().await.transpose()? {
            if chunk.len() > limit - all.len() {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            all.extend_from_slice(&chunk);
        }
        Ok(all.into())
    }

    /// The same for what reads: parsers, decompressors, [`tokio::io::copy_buf`].
    pub fn into_reader(self) -> impl AsyncBufRead + Send + Unpin {
        StreamReader::new(self)
    }
}

impl Stream for BodyStream {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            let frame = std::task::ready!(http_body::Body::poll_frame(Pin::new(&mut self.0), cx));
            return Poll::Ready(match frame.map(|it| it.map(http_body::Frame::into_data)) {
                None => None,
                Some(Ok(Ok(chunk))) => Some(Ok(chunk)),
                // Trailers, of which no contract tells.
                Some(Ok(Err(_))) => continue,
                Some(Err(error)) => Some(Err(io::Error::other(error))),
            });
        }
    }
}

impl From<Bytes> for BodyStream {
    fn from(bytes: Bytes) -> Self {
        Self(bytes.into())
    }
}

impl fmt::Debug for BodyStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyStream").finish_non_exhaustive()
    }
}

//! Answers of bytes, which may be large.

use super::Opened;
use crate::client::error::Transport;
use bytes::Bytes;
use futures_util::Stream;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The bytes of an answer, as they come; dropping it ends the call. It has no deadline, and no limit.
pub struct Download {
    content_type: Option<String>,
    length: Option<u64>,
    chunks: Pin<Box<dyn Stream<Item = Result<Bytes, Transport>> + Send>>,
}

impl Opened {
    /// The bytes of the body, as they come.
    pub fn download(self) -> Download {
        let header = |name| self.response.headers().get(name)?.to_str().ok();
        let content_type = header(CONTENT_TYPE).map(str::to_owned);
        let length = header(CONTENT_LENGTH).and_then(|it| it.parse().ok());
        let chunks = futures_util::stream::try_unfold(self.response, async |mut response| {
            Ok(response.chunk().await?.map(|chunk| (chunk, response)))
        });
        Download { content_type, length, chunks: Box::pin(chunks) }
    }
}

impl Download {
    /// `Content-Type` as it came.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// How many bytes there are, where the service says so.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// All that is left, but for more than `limit` bytes.
    ///
    /// # Errors
    /// When it breaks off, or is larger.
    pub async fn bytes(mut self, limit: usize) -> Result<Bytes, Transport> {
        let mut all = bytes::BytesMut::new();
        while let Some(chunk) = std::future::poll_fn(|cx| self.chunks.as_mut().poll_next(cx)).await {
            all.extend_from_slice(&chunk?);
            if all.len() > limit {
                return Err(Transport::too_large(limit));
            }
        }
        Ok(all.freeze())
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Transport>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.chunks.as_mut().poll_next(cx)
    }
}

/// Shows nothing of the bytes, which may be secret.
impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("content_type", &self.content_type)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

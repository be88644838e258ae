//! Bodies of bytes: all of them at hand, or as they come.

use crate::BoxError;
use crate::answer::judge;
use axum::body::Body;
use bytes::{Bytes, BytesMut};
use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::ready;
use tokio::io::{AsyncRead, ReadBuf};

/// How much of a reader is sent at once, at most.
const CHUNK: usize = 64 << 10;

/// The bytes of an answer: from memory, or from a stream or a reader that is dropped when the client goes away.
///
/// An error of the stream is logged and breaks the connection off, so that what has come is not taken for all.
pub struct Payload(Source);

enum Source {
    Memory(Bytes),
    Stream { chunks: BoxStream<'static, Result<Bytes, BoxError>>, length: Option<u64> },
}

impl Payload {
    /// Bytes as they come.
    pub fn stream<S, B, E>(chunks: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        let chunks = chunks.map(|it| {
            it.map(Into::into).map_err(|error| {
                let error = error.into();
                judge(&error);
                error
            })
        });
        Self(Source::Stream { chunks: chunks.boxed(), length: None })
    }

    /// What a reader reads: a file, say.
    pub fn reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::stream(stream::try_unfold((Box::pin(reader), BytesMut::new()), async |(mut reader, mut buffer)| {
            buffer.resize(CHUNK, 0);
            let read = read(reader.as_mut(), &mut buffer).await?;
            let chunk = buffer.split_to(read).freeze();
            Ok::<_, std::io::Error>((read > 0).then_some((chunk, (reader, buffer))))
        }))
    }

    /// How many bytes the stream has, for `Content-Length`. Where it ends otherwise, the connection breaks off.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        if let Source::Stream { length, .. } = &mut self.0 {
            *length = Some(bytes);
        }
        self
    }

    pub(super) fn into_parts(self) -> (Body, Option<u64>) {
        match self.0 {
            Source::Memory(bytes) => (Body::from(bytes), None),
            Source::Stream { chunks, length } => (Body::from_stream(chunks), length),
        }
    }
}

async fn read<R: AsyncRead>(mut reader: Pin<&mut R>, buffer: &mut [u8]) -> std::io::Result<usize> {
    poll_fn(|cx| {
        let mut buffer = ReadBuf::new(buffer);
        ready!(reader.as_mut().poll_read(cx, &mut buffer))?;
        Ok(buffer.filled().len()).into()
    })
    .await
}

impl<T: Into<Bytes>> From<T> for Payload {
    fn from(bytes: T) -> Self {
        Self(Source::Memory(bytes.into()))
    }
}

/// Shows how much there is, not what.
impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = match &self.0 {
            Source::Memory(bytes) => Some(bytes.len() as u64),
            Source::Stream { length, .. } => *length,
        };
        f.debug_struct("Payload").field("length", &length).finish_non_exhaustive()
    }
}

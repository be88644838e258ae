//! Messages in frames: a byte of flags, four of length, the message, as gRPC and Connect have them.

use super::compression::Encoding;
use super::protocol::Codec;
use super::{Code, Metadata, Status};
use axum::body::Body;
use bytes::{Buf, BufMut, Bytes, BytesMut};
use futures_util::stream::{Stream, StreamExt};
use http_body::Body as _;
use prost::Message;
use serde::de::DeserializeOwned;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// A frame's message is compressed.
pub(super) const COMPRESSED: u8 = 1;

/// A frame that is Connect's end of a stream.
pub(super) const END: u8 = 2;

/// The length of what is before a message.
pub(super) const HEAD: usize = 5;

/// A frame.
pub(super) fn frame(flags: u8, message: &[u8]) -> Bytes {
    let mut frame = BytesMut::with_capacity(HEAD + message.len());
    put(&mut frame, flags, message);
    frame.freeze()
}

/// Adds a frame to others.
pub(super) fn put(to: &mut BytesMut, flags: u8, message: &[u8]) {
    put_head(to, flags, message.len());
    to.put_slice(message);
}

/// Adds what is before a message.
pub(super) fn put_head(to: &mut BytesMut, flags: u8, length: usize) {
    to.put_u8(flags);
    // No message of ours is that long.
    to.put_u32(u32::try_from(length).unwrap_or(u32::MAX));
}

/// The messages of a body, of which none may be longer than `limit` bytes, compressed or not. How each came is noted beside;
/// the first error is the last that there is. Bytes that are no message are told by `unread`, which protocols differ in.
pub(super) fn messages<T>(
    body: Body,
    limit: usize,
    (codec, encoding): (Codec, Encoding),
    unread: Code,
    metadata: Arc<Metadata>,
) -> impl Stream<Item = Result<T, Status>> + Send + Unpin + 'static
where
    T: Message + Default + DeserializeOwned + 'static,
{
    let frames = Frames { body, read: Bytes::new(), parts: BytesMut::new(), limit, over: false };
    frames.map(move |frame| {
        let (flags, message) = frame?;
        metadata.came(flags == COMPRESSED);
        let read = |it: &[u8]| codec.read(it).map_err(|it| Status::new(unread, it.message()));
        match (flags, encoding) {
            (0, _) => read(&message),
            (COMPRESSED, Encoding::Gzip) => read(&encoding.unpack(message, limit)?),
            // The protocol has a code for it, and no sentence.
            (COMPRESSED, Encoding::Identity) => Err(Status::new(Code::Internal, "Nothing was said of compression.")),
            _ => Err(Status::invalid_argument("The flags of a message are not known.")),
        }
    })
}

/// The frames of a body: flags and message.
struct Frames {
    body: Body,
    /// What came and is not asked for yet.
    read: Bytes,
    /// The same, where one frame came in several pieces.
    parts: BytesMut,
    limit: usize,
    over: bool,
}

impl Frames {
    /// The next frame, if all of it is there.
    fn next(&mut self) -> Result<Option<(u8, Bytes)>, Status> {
        if self.length(&self.parts)?.is_some() {
            self.read = std::mem::take(&mut self.parts).freeze();
        }
        let Some(length) = self.length(&self.read)? else { return Ok(None) };
        let flags = self.read.get_u8();
        self.read.advance(HEAD - 1);
        Ok(Some((flags, self.read.split_to(length))))
    }

    /// The length of the first message, if all of it is there.
    fn length(&self, read: &[u8]) -> Result<Option<usize>, Status> {
        let Some((&[_, a, b, c, d], rest)) = read.split_first_chunk::<HEAD>() else { return Ok(None) };
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        if length > self.limit {
            return Err(Status::resource_exhausted(format!("The message is larger than {} bytes.", self.limit)));
        }
        Ok(Some(length).filter(|it| *it <= rest.len()))
    }

    /// Takes what came next: most frames come whole, and are not copied.
    fn add(&mut self, data: Bytes) {
        if self.is_empty() {
            self.read = data;
            return;
        }
        self.parts.extend_from_slice(&std::mem::take(&mut self.read));
        self.parts.extend_from_slice(&data);
    }

    fn is_empty(&self) -> bool {
        self.read.is_empty() && self.parts.is_empty()
    }

    fn poll_frame(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<(u8, Bytes)>, Status>> {
        loop {
            if let Some(frame) = self.next()? {
                return Poll::Ready(Ok(Some(frame)));
            }
            match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        self.add(data);
                    }
                }
                Some(Err(error)) => {
                    return Poll::Ready(Err(Status::unavailable(format!("The request breaks off: {error}."))));
                }
                None if !self.is_empty() => {
                    return Poll::Ready(Err(Status::invalid_argument("The request ends in the middle of a message.")));
                }
                None => return Poll::Ready(Ok(None)),
            }
        }
    }
}

impl Stream for Frames {
    type Item = Result<(u8, Bytes), Status>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.over {
            return Poll::Ready(None);
        }
        let next = ready!(self.poll_frame(cx)).transpose();
        self.over = !matches!(next, Some(Ok(_)));
        Poll::Ready(next)
    }
}

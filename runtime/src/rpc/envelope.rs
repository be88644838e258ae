//! Messages in frames: a byte of flags, four of length, the message, as gRPC and Connect have them.

use super::Status;
use axum::body::{Body, BodyDataStream};
use bytes::{Buf, BufMut, Bytes, BytesMut};
use futures_util::stream::{Stream, StreamExt, unfold};

/// A frame's message is compressed.
pub(super) const COMPRESSED: u8 = 1;

/// A frame that is Connect's end of a stream.
pub(super) const END: u8 = 2;

const HEAD: usize = 5;

/// A frame.
pub(super) fn frame(flags: u8, message: &[u8]) -> Bytes {
    let mut frame = BytesMut::with_capacity(HEAD + message.len());
    frame.put_u8(flags);
    // No message of ours is that long.
    frame.put_u32(u32::try_from(message.len()).unwrap_or(u32::MAX));
    frame.put_slice(message);
    frame.freeze()
}

/// The frames of a body: flags and message. No message may be longer than `limit` bytes.
pub(super) fn frames(body: Body, limit: usize) -> impl Stream<Item = Result<(u8, Bytes), Status>> + Send + 'static {
    let reader = Reader { body: body.into_data_stream(), read: BytesMut::new(), limit, over: false };
    unfold(reader, |mut reader| async move {
        if reader.over {
            return None;
        }
        let next = reader.next().await.transpose()?;
        reader.over = next.is_err();
        Some((next, reader))
    })
}

struct Reader {
    body: BodyDataStream,
    read: BytesMut,
    limit: usize,
    over: bool,
}

impl Reader {
    async fn next(&mut self) -> Result<Option<(u8, Bytes)>, Status> {
        if !self.fill(HEAD).await? {
            return if self.read.is_empty() { Ok(None) } else { Err(broken()) };
        }
        let flags = self.read[0];
        let length = u32::from_be_bytes([self.read[1], self.read[2], self.read[3], self.read[4]]) as usize;
        if length > self.limit {
            return Err(Status::resource_exhausted(format!("The message is larger than {} bytes.", self.limit)));
        }
        self.read.advance(HEAD);
        if !self.fill(length).await? {
            return Err(broken());
        }
        Ok(Some((flags, self.read.split_to(length).freeze())))
    }

    /// Reads until there are so many bytes; false where there are not.
    async fn fill(&mut self, bytes: usize) -> Result<bool, Status> {
        while self.read.len() < bytes {
            match self.body.next().await {
                Some(Ok(data)) => self.read.extend_from_slice(&data),
                Some(Err(error)) => return Err(Status::unavailable(format!("The request breaks off: {error}."))),
                None => return Ok(false),
            }
        }
        Ok(true)
    }
}

fn broken() -> Status {
    Status::invalid_argument("The request ends in the middle of a message.")
}

//! Takes a body of parts apart while it comes: what is small stays in memory, large files go to the disk.

use super::body::unreadable;
use super::parts::Part;
use super::refusal::Refusal;
use super::stream::BodyStream;
use crate::config::Limits;
use crate::types::{Spill, Stretch, Upload};
use axum::body::Body;
use bytes::Bytes;
use futures_util::stream::{Stream, StreamExt};
use http::StatusCode;
use multer::{Field, Multipart};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

/// How many parts a body may have.
const MOST_PARTS: usize = 1000;

/// How long the head of a part may be: its name, its file's name and its type.
const LONGEST_HEAD: usize = 4096;

/// How many bytes may be read before a head has come to its end.
const LONGEST_SEARCH: usize = 64 << 10;

/// The largest file that is kept in memory, in bytes.
const SMALL: usize = 64 << 10;

/// How much is written to the disk at once, in bytes.
const BATCH: usize = 512 << 10;

/// The parts of a body, in their order.
pub(super) async fn split(body: Body, content_type: &str, limits: &Limits) -> Result<Vec<Part>, Box<Refusal>> {
    let boundary = multer::parse_boundary(content_type)
        .map_err(|_| Refusal::bad_request("The `Content-Type` has no boundary of parts."))?;
    let read = Arc::new(AtomicUsize::new(0));
    let paced = Paced { body: BodyStream::new(body), pause: false, read: read.clone() };
    let mut multipart = Multipart::new(paced, boundary);
    let mut room = Room { limits, memory: limits.body, spilled: None };
    let mut parts = Vec::new();
    loop {
        read.store(0, Ordering::Relaxed);
        let Some(field) = multipart.next_field().await.map_err(|it| malformed(&it))? else { return Ok(parts) };
        if parts.len() == MOST_PARTS {
            return Err(Refusal::too_large("The body has too many parts."));
        }
        parts.push(part(field, &read, &mut room).await?);
    }
}

async fn part(field: Field<'_>, read: &AtomicUsize, room: &mut Room<'_>) -> Result<Part, Box<Refusal>> {
    let head: usize = field.headers().iter().map(|(name, it)| name.as_str().len() + it.len()).sum();
    if head > LONGEST_HEAD {
        return Err(Refusal::bad_request("The head of a part is too long."));
    }
    let Some(name) = field.name().map(str::to_owned) else {
        return Err(Refusal::bad_request("A part has no name."));
    };
    let file_name = field.file_name().map(str::to_owned);
    let content_type = field.content_type().map(ToString::to_string);
    // RFC 7578 §4.4: what has neither is text.
    let is_file = file_name.is_some() || content_type.is_some();
    let mut file = content(field, read, room, is_file).await?;
    (file.file_name, file.content_type) = (file_name, content_type);
    Ok(Part { name, file })
}

/// What is in a part.
async fn content(
    mut field: Field<'_>,
    read: &AtomicUsize,
    room: &mut Room<'_>,
    is_file: bool,
) -> Result<Upload, Box<Refusal>> {
    // A copy: a chunk may be a small piece of a large buffer, all of which it would keep.
    let mut held = Vec::new();
    let (mut size, mut start) = (0, None);
    loop {
        read.store(0, Ordering::Relaxed);
        let Some(chunk) = field.chunk().await.map_err(|it| malformed(&it))? else { break };
        size += chunk.len();
        held.extend_from_slice(&chunk);
        if is_file && size > room.limits.file {
            return Err(Refusal::too_large(format!("A file is larger than {} bytes.", room.limits.file)));
        }
        if !is_file && held.len() > room.memory {
            return Err(Refusal::too_large(format!("The texts are longer than {} bytes.", room.limits.body)));
        }
        let most = if start.is_some() { BATCH } else { SMALL.min(room.memory) };
        if is_file && held.len() > most {
            let at = room.write(std::mem::take(&mut held)).await?;
            start.get_or_insert(at);
        }
    }
    let Some(start) = start else {
        room.memory -= held.len();
        return Ok(Upload::new(held));
    };
    room.write(held).await?;
    room.stretch(start, size)
}

/// What a body may still take.
struct Room<'l> {
    limits: &'l Limits,
    /// The bytes that may still be held in memory.
    memory: usize,
    /// The file, and how long it is.
    spilled: Option<(Arc<Spill>, u64)>,
}

impl Room<'_> {
    /// Writes what was read to the disk; gives where that begins.
    async fn write(&mut self, bytes: Vec<u8>) -> Result<u64, Box<Refusal>> {
        let (spill, at) = self.spilled.take().map_or((None, 0), |(spill, end)| (Some(spill), end));
        let (texts, end) = (self.limits.body, at + bytes.len() as u64);
        let writing = tokio::task::spawn_blocking(move || {
            let spill = match spill {
                Some(it) => it,
                None => Arc::new(Spill::new(tempfile::tempfile()?, texts)),
            };
            spill.append(&bytes)?;
            Ok::<_, io::Error>(spill)
        });
        let spill = writing.await.map_err(io::Error::from).flatten().map_err(|it| no_room(&it))?;
        self.spilled = Some((spill, end));
        Ok(at)
    }

    fn stretch(&self, start: u64, size: usize) -> Result<Upload, Box<Refusal>> {
        let (spill, _) = self.spilled.as_ref().ok_or_else(|| no_room(&io::ErrorKind::NotFound.into()))?;
        Ok(Upload::spilled(Stretch::new(spill.clone(), start, size as u64)))
    }
}

/// A body that gives one chunk each time it is asked: multer asks for as long as there is something, and keeps it.
struct Paced {
    body: BodyStream,
    pause: bool,
    /// The bytes since something of the body was last understood.
    read: Arc<AtomicUsize>,
}

impl Stream for Paced {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if std::mem::take(&mut self.pause) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if self.read.load(Ordering::Relaxed) > LONGEST_SEARCH {
            return Poll::Ready(Some(Err(io::Error::other("no part begins where one should"))));
        }
        let chunk = std::task::ready!(self.body.poll_next_unpin(cx));
        if let Some(Ok(chunk)) = &chunk {
            self.pause = true;
            self.read.fetch_add(chunk.len(), Ordering::Relaxed);
        }
        Poll::Ready(chunk)
    }
}

fn malformed(error: &multer::Error) -> Box<Refusal> {
    match error {
        multer::Error::StreamReadFailed(error) => unreadable(&**error),
        error => Refusal::bad_request(format!("The body is not made of parts: {error}.")),
    }
}

/// The disk is full or broken: nothing that the caller did.
fn no_room(error: &io::Error) -> Box<Refusal> {
    tracing::error!(error = %error, "an upload cannot be kept");
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "The file could not be kept.")
}

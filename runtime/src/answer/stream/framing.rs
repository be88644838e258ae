//! How items are told apart in one body.

use crate::BoxError;
use crate::answer::judge;
use bytes::{BufMut, Bytes, BytesMut};
use serde::Serialize;
use std::time::Duration;

/// A way to tell items apart.
pub trait Framing {
    /// An item and what the framing lets be said of it.
    type Item<T>;
    /// Its media type.
    const MEDIA_TYPE: &'static str;
    /// After what silence it shows that it is alive, if it can.
    const KEEP_ALIVE: Option<Duration> = None;

    /// One item.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    fn write<T: Serialize>(item: &Self::Item<T>) -> Result<Bytes, BoxError>;

    /// The last words when something goes wrong in the midst of it.
    ///
    /// # Errors
    /// When there is no way to say it but to break off.
    fn broken(error: BoxError) -> Result<Bytes, BoxError> {
        judge(&error);
        Err(error)
    }
}

/// Server-sent events.
#[derive(Clone, Copy, Debug)]
pub struct Sse;

/// JSON Lines.
#[derive(Clone, Copy, Debug)]
pub struct Lines;

/// JSON text sequences, RFC 7464.
#[derive(Clone, Copy, Debug)]
pub struct Sequence;

/// One server-sent event; a plain item is one that has nothing but its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event<T> {
    /// The item.
    pub data: T,
    /// What a client that was cut off says in `Last-Event-ID`.
    pub id: Option<String>,
    /// Its type; `message` where it is not said. `error` is kept for the problem that ends a stream.
    pub event: Option<String>,
    /// How long a client that was cut off waits before it comes again.
    pub retry: Option<Duration>,
}

impl<T> From<T> for Event<T> {
    fn from(data: T) -> Self {
        Self { data, id: None, event: None, retry: None }
    }
}

impl Framing for Sse {
    type Item<T> = Event<T>;
    const MEDIA_TYPE: &'static str = "text/event-stream";
    const KEEP_ALIVE: Option<Duration> = Some(Duration::from_secs(15));

    fn write<T: Serialize>(item: &Event<T>) -> Result<Bytes, BoxError> {
        let mut out = BytesMut::with_capacity(128);
        field(&mut out, "event: ", item.event.as_deref())?;
        field(&mut out, "id: ", item.id.as_deref())?;
        let retry = item.retry.map(|it| it.as_millis().to_string());
        field(&mut out, "retry: ", retry.as_deref())?;
        // JSON, as it is written here, has no line breaks.
        json(out, b"data: ", &item.data, b"\n\n")
    }

    fn broken(error: BoxError) -> Result<Bytes, BoxError> {
        Self::write(&Event { event: Some("error".to_owned()), ..judge(&error).into() })
    }
}

/// A field of an event, which ends where its line does.
fn field(out: &mut BytesMut, name: &str, value: Option<&str>) -> Result<(), BoxError> {
    let Some(value) = value else { return Ok(()) };
    if value.contains(['\r', '\n', '\0']) {
        return Err(format!("{name}{value:?} cannot be a field of an event").into());
    }
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(value.as_bytes());
    out.put_u8(b'\n');
    Ok(())
}

impl Framing for Lines {
    type Item<T> = T;
    const MEDIA_TYPE: &'static str = "application/jsonl";

    fn write<T: Serialize>(item: &T) -> Result<Bytes, BoxError> {
        json(BytesMut::with_capacity(128), b"", item, b"\n")
    }
}

impl Framing for Sequence {
    type Item<T> = T;
    const MEDIA_TYPE: &'static str = "application/json-seq";

    fn write<T: Serialize>(item: &T) -> Result<Bytes, BoxError> {
        json(BytesMut::with_capacity(128), b"\x1e", item, b"\n")
    }
}

/// An item as JSON between what comes before and after.
fn json<T: Serialize>(mut out: BytesMut, before: &[u8], item: &T, after: &[u8]) -> Result<Bytes, BoxError> {
    out.extend_from_slice(before);
    let mut out = out.writer();
    serde_json::to_writer(&mut out, item)?;
    let mut out = out.into_inner();
    out.extend_from_slice(after);
    Ok(out.freeze())
}

//! What callers and handlers tell one another beside messages: headers, and trailers after the last message.

use crate::Cx;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use http::header::{
    CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, DATE, HOST, TE, TRAILER, TRANSFER_ENCODING,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// The metadata of one call.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    asked: HeaderMap,
    deadline: Option<Instant>,
    /// Most calls send none.
    sent: Mutex<Option<Box<Sent>>>,
    /// Whether the message that was read last came compressed.
    was_compressed: AtomicBool,
    /// Whether messages are to be compressed: what [`WISHES`] has there.
    compress: AtomicU8,
}

/// What a handler sends beside messages.
#[derive(Debug, Default)]
struct Sent {
    headers: HeaderMap,
    trailers: HeaderMap,
}

/// What a handler may say of compression, or not.
const WISHES: [Option<bool>; 3] = [None, Some(false), Some(true)];

/// What protocols say themselves.
const RESERVED: [HeaderName; 9] =
    [CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, DATE, HOST, TE, TRAILER, TRANSFER_ENCODING];

/// What the protocols' own names begin with.
const PREFIXES: [&str; 4] = ["grpc-", "connect-", "trailer-", ":"];

/// The one of those that a handler may send: when callers should ask again, <https://github.com/grpc/proposal/blob/master/A6-client-retries.md>.
const PUSHBACK: &str = "grpc-retry-pushback-ms";

fn is_free(name: &HeaderName) -> bool {
    if name == PUSHBACK {
        return true;
    }
    !RESERVED.contains(name) && !PREFIXES.iter().any(|it| name.as_str().starts_with(it))
}

impl Metadata {
    /// Of a call that came with these headers, and is waited for until then.
    pub(super) fn of(asked: HeaderMap, deadline: Option<Instant>) -> Arc<Self> {
        Arc::new(Self { asked, deadline, ..Self::default() })
    }

    /// Notes how the message came that is read next.
    pub(super) fn came(&self, compressed: bool) {
        self.was_compressed.store(compressed, Ordering::Relaxed);
    }

    /// Whether the message that is written next is to be compressed; `None` where nobody said so.
    pub(super) fn compress(&self) -> Option<bool> {
        WISHES[usize::from(self.compress.load(Ordering::Relaxed))]
    }

    fn sent(&self) -> MutexGuard<'_, Option<Box<Sent>>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn send(&self, name: HeaderName, value: HeaderValue, place: fn(&mut Sent) -> &mut HeaderMap) {
        if is_free(&name) {
            place(self.sent().get_or_insert_default()).append(name, value);
        }
    }

    /// What is told after the last message.
    pub(super) fn trailers(&self) -> HeaderMap {
        self.sent().as_ref().map(|it| it.trailers.clone()).unwrap_or_default()
    }

    /// The same as Connect has it at the end of a stream.
    pub(super) fn trailers_by_name(&self) -> BTreeMap<String, Vec<String>> {
        let mut named = BTreeMap::<String, Vec<String>>::new();
        for (name, value) in &self.trailers() {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            named.entry(name.to_string()).or_default().push(text);
        }
        named
    }

    /// Puts into an answer what is told before the first message.
    pub(super) fn head(&self, response: &mut Response) {
        for (name, value) in self.sent().iter().flat_map(|it| &it.headers) {
            response.headers_mut().append(name, value.clone());
        }
    }

    /// Puts trailers among the headers of an answer, as Connect has those of one message.
    pub(super) fn foot(&self, response: &mut Response) {
        for (name, value) in &self.trailers() {
            if let Ok(name) = HeaderName::try_from(format!("trailer-{name}")) {
                response.headers_mut().append(name, value.clone());
            }
        }
    }
}

/// Metadata of calls; outside of one there is none, and none is sent.
impl Cx {
    /// What a call came with by a name (in lower case), as it was sent.
    pub fn metadata(&self, name: &str) -> impl Iterator<Item = &HeaderValue> {
        self.call().into_iter().flat_map(move |it| it.asked.get_all(name))
    }

    /// The same of a name that ends in `-bin`: bytes, which are sent in base64. What is not is passed over.
    pub fn binary_metadata(&self, name: &str) -> impl Iterator<Item = Vec<u8>> {
        let lists = self.metadata(name).flat_map(|it| it.as_bytes().split(|it| *it == b','));
        lists.filter_map(|it| {
            let text = it.trim_ascii();
            STANDARD.decode(text).or_else(|_| STANDARD_NO_PAD.decode(text)).ok()
        })
    }

    /// Until when the caller waits, if it said so; for calls that a handler makes in turn.
    pub fn deadline(&self) -> Option<Instant> {
        self.call().and_then(|it| it.deadline)
    }

    /// Tells the caller something before the first message; a handler does so before it returns. Names that protocols use
    /// themselves, `grpc-status` or `content-type`, are passed over.
    pub fn send_header(&self, name: HeaderName, value: HeaderValue) {
        if let Some(it) = self.call() {
            it.send(name, value, |it| &mut it.headers);
        }
    }

    /// Tells the caller something after the last message. By HTTP and JSON there is no place for it.
    ///
    /// `grpc-retry-pushback-ms` beside a failure has callers of gRPC ask again after so many milliseconds, or not at all (`-1`).
    pub fn send_trailer(&self, name: HeaderName, value: HeaderValue) {
        if let Some(it) = self.call() {
            it.send(name, value, |it| &mut it.trailers);
        }
    }

    /// Whether the message that was read last came compressed.
    pub fn was_compressed(&self) -> bool {
        self.call().is_some_and(|it| it.was_compressed.load(Ordering::Relaxed))
    }

    /// Has the messages that follow compressed, or not: where something secret is in them beside what the caller sent, or where
    /// they are compressed in themselves. Otherwise those of a kilobyte and more are. What the caller does not read is never sent.
    pub fn compress(&self, wished: bool) {
        if let Some(it) = self.call() {
            it.compress.store(1 + u8::from(wished), Ordering::Relaxed);
        }
    }

    /// Bytes as the value of a name that ends in `-bin`.
    pub fn binary_value(bytes: &[u8]) -> HeaderValue {
        // Base64 has no character that a header may not.
        HeaderValue::try_from(STANDARD_NO_PAD.encode(bytes)).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

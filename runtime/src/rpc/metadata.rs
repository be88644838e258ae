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
use std::sync::{Arc, Mutex, PoisonError};

/// The metadata of one call.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    asked: HeaderMap,
    headers: Mutex<HeaderMap>,
    trailers: Mutex<HeaderMap>,
}

/// What protocols say themselves.
const RESERVED: [HeaderName; 9] =
    [CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, DATE, HOST, TE, TRAILER, TRANSFER_ENCODING];

/// What the protocols' own names begin with.
const PREFIXES: [&str; 4] = ["grpc-", "connect-", "trailer-", ":"];

fn is_free(name: &HeaderName) -> bool {
    !RESERVED.contains(name) && !PREFIXES.iter().any(|it| name.as_str().starts_with(it))
}

fn add(to: &Mutex<HeaderMap>, name: HeaderName, value: HeaderValue) {
    if is_free(&name) {
        to.lock().unwrap_or_else(PoisonError::into_inner).append(name, value);
    }
}

fn all(of: &Mutex<HeaderMap>) -> HeaderMap {
    of.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

impl Metadata {
    /// Of a call that came with these headers.
    pub(super) fn of(asked: HeaderMap) -> Arc<Self> {
        Arc::new(Self { asked, ..Self::default() })
    }

    /// Whether nothing is told after the last message, so far.
    pub(super) fn has_no_trailers(&self) -> bool {
        self.trailers.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// What is told after the last message.
    pub(super) fn trailers(&self) -> HeaderMap {
        all(&self.trailers)
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
        for (name, value) in &all(&self.headers) {
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

    /// Tells the caller something before the first message; a handler does so before it returns. Names that protocols use
    /// themselves, `grpc-status` or `content-type`, are passed over.
    pub fn send_header(&self, name: HeaderName, value: HeaderValue) {
        if let Some(it) = self.call() {
            add(&it.headers, name, value);
        }
    }

    /// Tells the caller something after the last message. By HTTP and JSON there is no place for it.
    pub fn send_trailer(&self, name: HeaderName, value: HeaderValue) {
        if let Some(it) = self.call() {
            add(&it.trailers, name, value);
        }
    }

    /// Bytes as the value of a name that ends in `-bin`.
    pub fn binary_value(bytes: &[u8]) -> HeaderValue {
        // Base64 has no character that a header may not.
        HeaderValue::try_from(STANDARD_NO_PAD.encode(bytes)).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

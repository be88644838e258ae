//! Requests and answers, as short as a test wants them.

use crate::http::App;
use axum::body::{Body, to_bytes};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde_json::Value;

/// A request to be sent.
#[derive(Debug)]
#[must_use = "a request does nothing before it is sent"]
pub struct Request {
    app: App,
    head: http::request::Builder,
    body: Bytes,
}

/// What was answered.
#[derive(Clone, Debug)]
pub struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Request {
    pub(super) fn new(app: App, method: Method, path: &str) -> Self {
        let head = http::Request::builder().method(method).uri(path).header(HOST, "test");
        Self { app, head, body: Bytes::new() }
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.head = self.head.header(name, value);
        self
    }

    /// Sends JSON.
    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// Sends bytes of a media type.
    pub fn body(mut self, kind: &str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.header(CONTENT_TYPE.as_str(), kind)
    }

    /// Sends it and reads the whole answer.
    ///
    /// # Panics
    /// If the path or a header is none, or the answer's body breaks off.
    pub async fn send(self) -> Answer {
        let request = match self.head.body(Body::from(self.body)) {
            Ok(request) => request,
            Err(error) => panic!("not a request: {error}"),
        };
        let (parts, body) = self.app.handle(request).await.into_parts();
        match to_bytes(body, usize::MAX).await {
            Ok(body) => Answer { status: parts.status, headers: parts.headers, body },
            Err(error) => panic!("the answer breaks off: {error}"),
        }
    }
}

impl Answer {
    /// The status.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// A header's first value, if it is there and text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(HeaderValue::to_str)?.ok()
    }

    /// The body.
    pub fn bytes(&self) -> &Bytes {
        &self.body
    }

    /// The body as text.
    ///
    /// # Panics
    /// If it is not UTF-8.
    pub fn text(&self) -> &str {
        match std::str::from_utf8(&self.body) {
            Ok(text) => text,
            Err(error) => panic!("the answer is not text: {error}"),
        }
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// If it is not JSON.
    pub fn json(&self) -> Value {
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("the answer is not JSON: {error}: {}", String::from_utf8_lossy(&self.body)),
        }
    }
}

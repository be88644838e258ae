//! What came back: status, headers and body, and how generated clients take them apart.

use super::error::{Decode, Error, Transport};
use super::problem::Problem;
use super::read::Read;
use crate::media::{essence, is_within};
use bytes::{Bytes, BytesMut};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use std::fmt;

/// All of an answer.
#[derive(Clone)]
pub struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    /// How many bytes of an answer that is no success are kept; the rest is not read.
    pub const MAX_FAILURE: usize = 64 << 10;

    pub(super) async fn receive(mut response: reqwest::Response, max_body: usize) -> Result<Self, Transport> {
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let limit = if status.is_success() { max_body } else { max_body.min(Self::MAX_FAILURE) };
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await? {
            body.extend_from_slice(&chunk);
            if body.len() > limit {
                if status.is_success() {
                    return Err(Transport::too_large(limit));
                }
                body.truncate(limit);
                break;
            }
        }
        Ok(Self::of(status, headers, body.freeze()))
    }

    pub(super) fn of(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self { status, headers, body }
    }

    /// The status, as a number.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header, if it is there, and text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, by itself.
    pub fn into_body(self) -> Bytes {
        self.body
    }

    /// What the answer says of what went wrong: its problem details (RFC 9457), or what is like them.
    pub fn details(&self) -> Problem {
        let text = self.media_type().eq_ignore_ascii_case("text/plain");
        Problem::read(self.status, &self.body, text)
    }

    /// The answer as a value that is JSON.
    ///
    /// # Errors
    /// When it is not of the type.
    pub fn json<T: Read, E>(self) -> Result<T, Error<E>> {
        match T::read(&self) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.decode(&error)),
        }
    }

    /// The body as text.
    ///
    /// # Errors
    /// When it is not UTF-8.
    pub fn text<E>(self) -> Result<String, Error<E>> {
        match std::str::from_utf8(&self.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(self.decode(&error)),
        }
    }

    /// The answer as a declared failure that has problem details.
    ///
    /// # Errors
    /// Always: the failure.
    pub fn problem<T, E>(self, failure: impl FnOnce(Box<Problem>) -> E) -> Result<T, Error<E>> {
        Err(Error::Api(failure(Box::new(self.details()))))
    }

    /// The answer as a declared failure that has a body of its own.
    ///
    /// # Errors
    /// Always: the failure, or that its body is not of the type.
    pub fn failure<T, B: DeserializeOwned, E>(self, failure: impl FnOnce(B) -> E) -> Result<T, Error<E>> {
        match serde_json::from_slice(&self.body) {
            Ok(body) => Err(Error::Api(failure(body))),
            Err(error) => Err(self.decode(&error)),
        }
    }

    /// The answer as a declared failure that is a text.
    ///
    /// # Errors
    /// Always: the failure, or that its body is not UTF-8.
    pub fn failure_text<T, E>(self, failure: impl FnOnce(String) -> E) -> Result<T, Error<E>> {
        self.text().and_then(|it| Err(Error::Api(failure(it))))
    }

    /// The answer as a declared failure of bytes.
    ///
    /// # Errors
    /// Always: the failure.
    pub fn failure_bytes<T, E>(self, failure: impl FnOnce(Bytes) -> E) -> Result<T, Error<E>> {
        Err(Error::Api(failure(self.body)))
    }

    /// Whether the body is of one of these media types, or of a range of them.
    pub fn is_of(&self, types: &[&str]) -> bool {
        types.iter().any(|it| is_within(self.media_type(), it))
    }

    /// The answer as one that the contract does not declare.
    ///
    /// # Errors
    /// Always: the answer.
    pub fn unexpected<T, E>(self) -> Result<T, Error<E>> {
        Err(Error::Unexpected(Box::new(self)))
    }

    pub(super) fn decode<E>(self, error: &dyn fmt::Display) -> Error<E> {
        let media = self.media_type();
        let of = if media.is_empty() { String::new() } else { format!(" of type {media}") };
        let detail = format!("{} bytes{of}: {error}", self.body.len());
        Error::Decode(Decode { detail, answer: Box::new(self) })
    }

    fn media_type(&self) -> &str {
        self.header(CONTENT_TYPE.as_str()).map_or("", essence)
    }
}

/// Shows the status and how large the body is; what is in it may be secret.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Answer");
        shown.field("status", &self.status()).field("media_type", &self.media_type()).field("bytes", &self.body.len());
        shown.finish_non_exhaustive()
    }
}

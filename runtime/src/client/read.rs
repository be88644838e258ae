//! Answers whose body is JSON, with what their headers add.

use super::answer::Answer;
use http::header::{ETAG, LOCATION};
use serde::de::DeserializeOwned;
use std::ops::Deref;

/// What an answer can be read as.
pub trait Read: Sized {
    /// Reads an answer.
    ///
    /// # Errors
    /// When its body is not of the type.
    fn read(answer: &Answer) -> Result<Self, serde_json::Error>;
}

impl<T: DeserializeOwned> Read for T {
    fn read(answer: &Answer) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(answer.body())
    }
}

/// A value and the tag of its state at the time, RFC 9110 §8.8.3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged<T> {
    /// `ETag` as it came, quotes included: what `If-Match` and `If-None-Match` take. None where the service left it out.
    pub etag: Option<String>,
    /// The value.
    pub value: T,
}

impl<T: Read> Read for Tagged<T> {
    fn read(answer: &Answer) -> Result<Self, serde_json::Error> {
        Ok(Self { etag: answer.header(ETAG.as_str()).map(str::to_owned), value: T::read(answer)? })
    }
}

impl<T> Deref for Tagged<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Something new, and where it is. `T` is the value, [`Tagged`] where it has a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created<T> {
    /// `Location` as it came: a URI reference, RFC 9110 §10.2.2. None where the service left it out.
    pub location: Option<String>,
    /// What was made.
    pub value: T,
}

impl<T: Read> Read for Created<T> {
    fn read(answer: &Answer) -> Result<Self, serde_json::Error> {
        Ok(Self { location: answer.header(LOCATION.as_str()).map(str::to_owned), value: T::read(answer)? })
    }
}

impl<T> Deref for Created<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

//! The declared headers of an answer.

use super::answer::Answer;
use super::error::Error;
use super::read::Read;
use super::stream::Opened;
use crate::types::FromText;
use http::HeaderMap;
use serde::de::DeserializeOwned;
use std::ops::Deref;

/// Declared headers as a record: generated.
pub trait ReadHeaders: Sized {
    /// Reads each; one that is not there, or is no such value, is none.
    fn read(from: &HeaderLines<'_>) -> Self;
}

impl<H: ReadHeaders> ReadHeaders for Box<H> {
    fn read(from: &HeaderLines<'_>) -> Self {
        Self::new(H::read(from))
    }
}

/// Where declared headers are read from.
#[derive(Clone, Copy, Debug)]
pub struct HeaderLines<'a>(&'a HeaderMap);

impl HeaderLines<'_> {
    /// A value that is one text.
    pub fn header<T: FromText>(&self, name: &str) -> Option<T> {
        T::from_text(self.0.get(name)?.to_str().ok()?.trim()).ok()
    }

    /// A list, over as many lines as there are, RFC 9110 §5.3; cookies have a line each, RFC 6265 §3.
    pub fn header_list<T: FromText>(&self, name: &str) -> Option<Vec<T>> {
        let lines: Option<Vec<&str>> = self.0.get_all(name).iter().map(|it| it.to_str().ok()).collect();
        let lines = lines.filter(|it| !it.is_empty())?;
        let cookies = name.eq_ignore_ascii_case(http::header::SET_COOKIE.as_str());
        let items = lines.into_iter().flat_map(|it| if cookies { vec![it] } else { it.split(',').collect() });
        let items = items.map(str::trim).filter(|it| !it.is_empty());
        items.map(|it| T::from_text(it).ok()).collect()
    }

    /// A value that is JSON.
    pub fn header_json<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_slice(self.0.get(name)?.as_bytes()).ok()
    }
}

/// What came, and the headers that came with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headed<T, H> {
    /// The headers.
    pub headers: H,
    /// What came.
    pub value: T,
}

impl<T, H> Deref for Headed<T, H> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Read, H: ReadHeaders> Read for Headed<T, H> {
    fn read(answer: &Answer) -> Result<Self, serde_json::Error> {
        Ok(Self { headers: H::read(&HeaderLines(answer.headers())), value: T::read(answer)? })
    }
}

impl Answer {
    /// The declared headers.
    pub fn declared<H: ReadHeaders>(&self) -> H {
        H::read(&HeaderLines(self.headers()))
    }

    /// What the answer is read as, with its declared headers.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn headed<T, H: ReadHeaders, E>(
        self,
        read: impl FnOnce(Self) -> Result<T, Error<E>>,
    ) -> Result<Headed<T, H>, Error<E>> {
        let headers = self.declared();
        read(self).map(|value| Headed { headers, value })
    }
}

impl Opened {
    /// What the answer is read as, with its declared headers.
    pub fn headed<T, H: ReadHeaders>(self, read: impl FnOnce(Self) -> T) -> Headed<T, H> {
        let headers = H::read(&HeaderLines(self.headers()));
        Headed { headers, value: read(self) }
    }
}

//! Headers that the contract declares, beside the body of an answer.

use super::{Represent, internal};
use crate::BoxError;
use axum::response::{IntoResponse, Response};
use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use std::fmt::Display;
use std::ops::Deref;

/// The declared headers of an answer: generated records.
pub trait Headers {
    /// Writes each.
    fn write(&self, to: &mut HeaderLines<'_>);
}

impl<H: Headers> Headers for Box<H> {
    fn write(&self, to: &mut HeaderLines<'_>) {
        (**self).write(to);
    }
}

/// Where declared headers are written to. What no header can hold is kept as the first thing that went wrong.
#[derive(Debug)]
pub struct HeaderLines<'a> {
    headers: &'a mut HeaderMap,
    broken: Option<BoxError>,
}

impl HeaderLines<'_> {
    /// A value as one text.
    pub fn header<T: Display>(&mut self, name: &'static str, value: Option<&T>) -> &mut Self {
        if let Some(it) = value {
            self.line(name, &it.to_string(), false);
        }
        self
    }

    /// A list with commas in between, RFC 9110 §5.6.1; cookies have a line each, RFC 6265 §3.
    pub fn header_list<T: Display>(&mut self, name: &'static str, values: Option<&[T]>) -> &mut Self {
        let Some(values) = values else { return self };
        if name.eq_ignore_ascii_case(SET_COOKIE.as_str()) {
            for it in values {
                self.line(name, &it.to_string(), true);
            }
        } else {
            let all: Vec<String> = values.iter().map(ToString::to_string).collect();
            self.line(name, &all.join(", "), false);
        }
        self
    }

    /// A value as JSON.
    pub fn header_json<T: Serialize>(&mut self, name: &'static str, value: Option<&T>) -> &mut Self {
        match value.map(serde_json::to_string) {
            None => {}
            Some(Ok(text)) => self.line(name, &text, false),
            Some(Err(error)) => {
                self.broken.get_or_insert(error.into());
            }
        }
        self
    }

    fn line(&mut self, name: &'static str, text: &str, another: bool) {
        match (HeaderName::try_from(name), HeaderValue::from_bytes(text.as_bytes())) {
            (Ok(name), Ok(value)) if another => {
                self.headers.append(name, value);
            }
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => {
                self.broken.get_or_insert_with(|| format!("the header `{name}` cannot have such a value").into());
            }
        }
    }
}

/// An answer with its declared headers, or 500 where one of them cannot be written.
pub fn headed(headers: &impl Headers, answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    let mut to = HeaderLines { headers: response.headers_mut(), broken: None };
    headers.write(&mut to);
    match to.broken {
        None => response,
        Some(error) => internal(&error),
    }
}

/// What is answered with, and the headers that go with it.
///
/// Where all of them are optional, it is made from the value alone: `Ok(pets.into())`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headed<T, H> {
    /// The headers.
    pub headers: H,
    /// What is answered with.
    pub value: T,
}

impl<T, H> Headed<T, H> {
    /// A value and its headers.
    pub const fn new(value: T, headers: H) -> Self {
        Self { headers, value }
    }

    /// The same headers with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Headed<U, H> {
        Headed { headers: self.headers, value: change(self.value) }
    }
}

impl<T, H: Default> From<T> for Headed<T, H> {
    fn from(value: T) -> Self {
        Self { headers: H::default(), value }
    }
}

impl<T, H> Deref for Headed<T, H> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Represent, H: Headers> Represent for Headed<T, H> {
    fn represent(&self, status: StatusCode) -> Response {
        headed(&self.headers, self.value.represent(status))
    }
}

impl<T: IntoResponse, H: Headers> IntoResponse for Headed<T, H> {
    fn into_response(self) -> Response {
        headed(&self.headers, self.value)
    }
}

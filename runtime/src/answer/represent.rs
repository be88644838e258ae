//! Answers whose body is JSON.

use super::{etag, internal, json, known_status};
use axum::response::{IntoResponse, Response};
use http::header::{ETAG, LOCATION};
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use std::ops::Deref;

/// A value that is sent as JSON, with or without a tag.
pub trait Represent {
    /// The answer with this value for its body.
    fn represent(&self, status: StatusCode) -> Response;
}

impl<T: Serialize> Represent for T {
    fn represent(&self, status: StatusCode) -> Response {
        json(status, self)
    }
}

/// A value and the tag of its present state, RFC 9110 §8.8.3: sent with 200 and `ETag`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged<T> {
    /// The opaque tag, without quotes. It is strong: one that changes whenever the value does.
    pub etag: String,
    /// The value.
    pub value: T,
}

impl<T> Tagged<T> {
    /// A value whose changes are counted.
    pub fn version(version: i64, value: T) -> Self {
        Self { etag: format!("v{version}"), value }
    }

    /// The value of an `If-Match` header that asks for this state.
    pub fn if_match(&self) -> String {
        format!("\"{}\"", self.etag)
    }

    /// The version, when an `If-Match` header allows this state; `None` when it asks for another.
    pub fn expected_by(&self, if_match: &str) -> Option<i64> {
        if etag::if_match(Some(if_match), &self.etag) { self.etag.strip_prefix('v')?.parse().ok() } else { None }
    }
}

impl<T: Serialize> Represent for Tagged<T> {
    fn represent(&self, status: StatusCode) -> Response {
        let mut response = json(status, &self.value);
        if let Some(it) = etag::header(&self.etag) {
            response.headers_mut().insert(ETAG, it);
        } else {
            tracing::warn!("left out an entity tag that no header can hold");
        }
        response
    }
}

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        self.represent(StatusCode::OK)
    }
}

impl<T> Deref for Tagged<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A status and a value as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer<const STATUS: u16, T>(pub T);

impl<const STATUS: u16, T: Represent> IntoResponse for Answer<STATUS, T> {
    fn into_response(self) -> Response {
        self.0.represent(known_status(STATUS))
    }
}

/// 201: something new, and where it is. `T` is the value, [`Tagged`] where it has a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created<T> {
    /// A URI reference with everything encoded that has to be.
    pub location: String,
    /// What was made.
    pub value: T,
}

impl<T> Created<T> {
    /// A value, and where it is from now on.
    pub fn at(location: impl Into<String>, value: T) -> Self {
        Self { location: location.into(), value }
    }
}

impl<T: Represent> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        let location = match HeaderValue::try_from(self.location) {
            Ok(it) => it,
            Err(error) => return internal(&error.into()),
        };
        let mut response = self.value.represent(StatusCode::CREATED);
        response.headers_mut().insert(LOCATION, location);
        response
    }
}

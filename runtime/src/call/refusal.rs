//! Answers to requests that never reach their handler.

use super::accepts::Accepts;
use super::produces::Produces;
use crate::cx::RequestId;
use crate::problem::{Problem, Violation};
use axum::response::{IntoResponse, Response};
use http::header::ACCEPT;
use http::{HeaderMap, HeaderName, Method, StatusCode};
use std::borrow::Cow;

/// RFC 5789 §3.1.
const ACCEPT_PATCH: HeaderName = HeaderName::from_static("accept-patch");

/// A problem, and headers that tell how to do better.
#[derive(Debug)]
pub(crate) struct Refusal {
    problem: Problem,
    headers: HeaderMap,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, detail: impl Into<Cow<'static, str>>) -> Box<Self> {
        Box::new(Self { problem: Problem::new(status).detail(detail), headers: HeaderMap::new() })
    }

    pub(super) fn bad_request(detail: impl Into<Cow<'static, str>>) -> Box<Self> {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    pub(super) fn too_large(detail: impl Into<Cow<'static, str>>) -> Box<Self> {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    }

    /// Rules are broken.
    pub(super) fn invalid(status: u16, violations: Vec<Violation>) -> Box<Self> {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        let mut it = Self::new(status, "The request breaks the rules listed in `errors`.");
        it.problem = it.problem.errors(violations);
        it
    }

    /// The body is of a type that the operation does not take: lists those that it does, RFC 9110 §15.5.16.
    pub(super) fn unsupported(accepts: Accepts, method: &Method) -> Box<Self> {
        let mut it = Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body must be of a type listed in `Accept`.");
        let Some(types) = accepts.header() else { return it };
        if method == Method::PATCH {
            it.headers.insert(ACCEPT_PATCH, types.clone());
        }
        it.headers.insert(ACCEPT, types);
        it
    }

    /// The caller takes nothing that the operation has: lists what it has, RFC 9110 §15.5.7.
    pub(super) fn not_acceptable(produces: Produces) -> Box<Self> {
        Self::new(StatusCode::NOT_ACCEPTABLE, format!("The answer is of one of these types: {}.", produces.listed()))
    }

    /// What is wrong.
    #[cfg(any(feature = "graphql", feature = "grpc"))]
    pub(crate) fn problem(&self) -> &Problem {
        &self.problem
    }

    /// Names the request.
    pub(crate) fn instance(mut self, id: &RequestId) -> Self {
        self.problem.instance = Some(id.to_string());
        self
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.problem.into_response();
        response.headers_mut().extend(self.headers);
        response
    }
}

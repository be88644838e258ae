//! What handlers share.

use std::sync::Arc;
use std::sync::atomic::AtomicI32;
use axum::http::{HeaderName, HeaderValue};
use zephyrix::{BoxError, Cx, Start};

/// The state of the service.
#[derive(Clone, Debug, Default)]
pub struct App {
    /// How many handlers were dropped before they were done.
    pub left: Arc<AtomicI32>,
}

impl App {
    /// Opens what the service needs.
    pub async fn new(_: &Start) -> Result<Self, BoxError> {
        Ok(Self::default())
    }
}

/// What gRPC's interoperability tests have a server send back: one before the first message, one after the last.
pub fn echo(cx: &Cx) {
    for value in cx.metadata("x-grpc-test-echo-initial") {
        cx.send_header(HeaderName::from_static("x-grpc-test-echo-initial"), value.clone());
    }
    for value in cx.binary_metadata("x-grpc-test-echo-trailing-bin") {
        cx.send_trailer(HeaderName::from_static("x-grpc-test-echo-trailing-bin"), Cx::binary_value(&value));
    }
    // What the protocol says itself stays as it is.
    cx.send_trailer(HeaderName::from_static("grpc-status"), HeaderValue::from_static("99"));
}

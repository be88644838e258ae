//! Whatever else answers a caller of gRPC, a limit or a path that nobody serves, it gets an end that it understands.

use super::{Code, Status};
use axum::body::Body;
use axum::response::Response;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};

/// What a request is asked in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Asked {
    /// gRPC or gRPC-Web, which know trailers and no HTTP status.
    Grpc {
        /// Whether it is gRPC-Web.
        web: bool,
    },
    /// Anything else.
    Other,
}

impl Asked {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let content_type = headers.get(CONTENT_TYPE).map_or(&[][..], HeaderValue::as_bytes);
        match content_type.strip_prefix(b"application/grpc") {
            Some(rest) => Self::Grpc { web: rest.starts_with(b"-web") },
            None => Self::Other,
        }
    }

    /// Makes an answer of HTTP alone one without messages ("Trailers-Only"), which says the same.
    pub(crate) fn settle(self, response: &mut Response) {
        let Self::Grpc { web } = self else { return };
        if matches!(Self::of(response.headers()), Self::Grpc { .. }) {
            return;
        }
        let code = match Code::of_status(response.status()) {
            // A path that is nobody's is a method that nobody serves.
            Code::NotFound => Code::Unimplemented,
            it => it,
        };
        let said = response.status().canonical_reason().unwrap_or("There is no answer.");
        let headers =
            tonic::Status::from(Status::new(code, said)).into_http::<tonic::body::Body>().into_parts().0.headers;
        *response.status_mut() = StatusCode::OK;
        *response.body_mut() = Body::empty();
        response.headers_mut().extend(headers);
        let content_type = if web { "application/grpc-web+proto" } else { "application/grpc" };
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        response.headers_mut().remove(http::header::CONTENT_LENGTH);
    }
}

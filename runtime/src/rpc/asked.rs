//! Whatever else answers a caller, a limit or a path that nobody serves, it gets an end that it understands.

use super::protocol::{Codec, Protocol};
use super::web::Web;
use super::{Code, Status, connect, grpc};
use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, Request, StatusCode};
use std::collections::BTreeMap;

/// What a request is asked in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Asked {
    /// gRPC or gRPC-Web, which know trailers and no HTTP status.
    Grpc(Option<Web>),
    /// Connect, messages in frames: the last of them tells.
    Frames(Codec),
    /// Connect, one message each way.
    Connect,
    /// Anything else.
    Other,
}

impl Asked {
    pub(crate) fn of<B>(request: &Request<B>) -> Self {
        let headers = request.headers();
        let content_type = headers.get(CONTENT_TYPE).map_or(&[][..], HeaderValue::as_bytes);
        if let Some(rest) = content_type.strip_prefix(b"application/grpc") {
            return Self::Grpc(match rest {
                [b'-', b'w', b'e', b'b', b'-', b't', b'e', b'x', b't', ..] => Some(Web::Text),
                [b'-', b'w', b'e', b'b', ..] => Some(Web::Binary),
                _ => None,
            });
        }
        match Protocol::named(content_type) {
            Some(Protocol::Streaming(codec)) => Self::Frames(codec),
            Some(Protocol::Unary(Codec::Proto)) => Self::Connect,
            // JSON may be anybody's; those who speak Connect say so.
            _ if headers.contains_key("connect-protocol-version") => Self::Connect,
            _ if request.uri().query().is_some_and(|it| it.split('&').any(|it| it == "connect=v1")) => Self::Connect,
            _ => Self::Other,
        }
    }

    /// Makes an answer of HTTP alone one that says the same.
    pub(crate) fn settle(self, response: &mut Response) {
        match self {
            Self::Grpc(web) if !is(response, "application/grpc") => trailers_only(response, web),
            Self::Frames(codec) if !is(response, codec.framed()) => {
                let end = connect::end(Some(&said(response)), BTreeMap::new());
                replace(response, StatusCode::OK, codec.framed(), end.into());
            }
            Self::Connect if is_failure(response) && !is(response, Codec::Json.media_type()) => {
                let failure = connect::failure(&said(response));
                replace(response, response.status(), Codec::Json.media_type(), failure.into());
            }
            _ => {}
        }
    }
}

fn is(response: &Response, media: &str) -> bool {
    response.headers().get(CONTENT_TYPE).is_some_and(|it| it.as_bytes().starts_with(media.as_bytes()))
}

fn is_failure(response: &Response) -> bool {
    response.status().is_client_error() || response.status().is_server_error()
}

/// What a status of HTTP tells.
fn said(response: &Response) -> Status {
    let code = match Code::of_status(response.status()) {
        // A path that is nobody's is a method that nobody serves.
        Code::NotFound => Code::Unimplemented,
        it => it,
    };
    Status::new(code, response.status().canonical_reason().unwrap_or("There is no answer."))
}

fn replace(response: &mut Response, status: StatusCode, media: &'static str, body: Body) {
    *response.status_mut() = status;
    *response.body_mut() = body;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media));
    response.headers_mut().remove(CONTENT_LENGTH);
}

/// An answer without messages ("Trailers-Only").
fn trailers_only(response: &mut Response, web: Option<Web>) {
    let (failed, body) = grpc::failed(&said(response), web).into_parts();
    *response.status_mut() = failed.status;
    *response.body_mut() = body;
    response.headers_mut().remove(CONTENT_LENGTH);
    for (name, value) in &failed.headers {
        response.headers_mut().insert(name, value.clone());
    }
}

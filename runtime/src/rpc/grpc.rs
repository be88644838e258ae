//! gRPC, <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>, and what gRPC-Web has otherwise.
//!
//! Our own frames and not tonic's, on hyper's HTTP/2: a message that comes whole is not copied, an answer is one frame of a body
//! that knows its end, and a handler can say of each message whether it is compressed.

use super::compression::Encoding;
use super::envelope::{self, COMPRESSED, messages, put, put_head};
use super::operation::{Ask, Rpc};
use super::protocol::Codec;
use super::web::Web;
use super::{Code, Metadata, Status};
use axum::body::Body;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use bytes::{Bytes, BytesMut};
use futures_util::future::{Either, FutureExt};
use futures_util::stream::{Stream, StreamExt};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};
use http_body::Frame;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use prost::Message;
use std::convert::Infallible;
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

const STATUS: HeaderName = HeaderName::from_static("grpc-status");
const MESSAGE: HeaderName = HeaderName::from_static("grpc-message");
const DETAILS: HeaderName = HeaderName::from_static("grpc-status-details-bin");
const ENCODING: HeaderName = HeaderName::from_static("grpc-encoding");
const ACCEPTED: HeaderName = HeaderName::from_static("grpc-accept-encoding");

/// What a message of a failure may not be written in: all but printable ASCII, and the sign itself; and spaces, since no header may
/// begin or end with one.
const UNWRITTEN: &AsciiSet = &CONTROLS.add(b'%').add(b' ');

/// What a request says of compression.
pub(super) struct Coding {
    /// Of its own messages.
    used: Result<Encoding, Status>,
    /// Of what it is answered.
    wanted: Encoding,
}

impl Coding {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let used = Encoding::used(headers.get(ENCODING).map(HeaderValue::as_bytes));
        Self { used, wanted: Encoding::wanted(headers.get(ACCEPTED)) }
    }
}

/// Answers a call with what the handler makes of the messages; with `web`, as browsers read it.
pub(super) fn answer<R: Rpc>(
    coding: Coding,
    body: Body,
    limit: usize,
    web: Option<Web>,
    call: impl Ask<R>,
) -> impl Future<Output = Response> + Send {
    let used = match coding.used {
        Ok(used) => used,
        Err(status) => {
            let mut refused = failed(&status, web);
            refused.headers_mut().insert(ACCEPTED, HeaderValue::from_static("identity,gzip"));
            return Either::Right(ready(refused));
        }
    };
    let (metadata, encoding) = (call.metadata().clone(), coding.wanted);
    let body = if let Some(web) = web { web.read(body) } else { body };
    // What implementations agree on, doc/statuscodes.md of grpc/grpc.
    let sent = messages(body, limit, (Codec::Proto, used), Code::Internal, metadata.clone());
    Either::Left(call.ask(sent).map(move |given| {
        let mut response = match given {
            Ok(given) => answered(given, metadata.clone(), encoding, web),
            Err(status) => {
                let mut failed = failed(&status, web);
                failed.headers_mut().extend(metadata.trailers());
                failed
            }
        };
        metadata.head(&mut response);
        response
    }))
}

fn answered<T, S>(given: S, metadata: Arc<Metadata>, encoding: Encoding, web: Option<Web>) -> Response
where
    T: Message + 'static,
    S: Stream<Item = Result<T, Status>> + Send + Unpin + 'static,
{
    let mut response = Response::new(Body::new(Answer { given, metadata, encoding, web, last: Last::Open }));
    response.headers_mut().insert(CONTENT_TYPE, media_type(web));
    if let Some(name) = encoding.name() {
        response.headers_mut().insert(ENCODING, name);
    }
    response
}

/// An answer without messages ("Trailers-Only").
pub(super) fn failed(status: &Status, web: Option<Web>) -> Response {
    let mut response = Response::new(Body::empty());
    *response.headers_mut() = ended(status);
    response.headers_mut().insert(CONTENT_TYPE, media_type(web));
    response
}

fn media_type(web: Option<Web>) -> HeaderValue {
    HeaderValue::from_static(web.map_or("application/grpc", Web::media_type))
}

/// How it failed, as trailers.
fn ended(status: &Status) -> HeaderMap {
    let mut trailers = HeaderMap::with_capacity(3);
    trailers.insert(STATUS, HeaderValue::from(status.code().number()));
    let message = utf8_percent_encode(status.message(), UNWRITTEN).to_string();
    if let Ok(message) = HeaderValue::try_from(message)
        && !message.is_empty()
    {
        trailers.insert(MESSAGE, message);
    }
    if status.details().len() > 0
        && let Ok(details) = HeaderValue::try_from(STANDARD_NO_PAD.encode(status.wire().encode_to_vec()))
    {
        trailers.insert(DETAILS, details);
    }
    trailers
}

/// So many bytes of messages go at once, where more are there already.
const AT_ONCE: usize = 32 * 1024;

/// The body of an answer: frames, and how it ended.
struct Answer<S> {
    given: S,
    metadata: Arc<Metadata>,
    encoding: Encoding,
    web: Option<Web>,
    last: Last,
}

/// What comes after the messages.
enum Last {
    /// There may be more of them.
    Open,
    /// This, and nothing else.
    Trailers(HeaderMap),
    /// Nothing.
    Over,
}

impl<T: Message, S: Stream<Item = Result<T, Status>> + Unpin> Answer<S> {
    /// The messages that are there, if any; `last` is known when there are no more.
    fn poll_messages(&mut self, cx: &mut Context<'_>) -> Poll<BytesMut> {
        let mut ready = BytesMut::new();
        while ready.len() < AT_ONCE {
            match self.given.poll_next_unpin(cx) {
                Poll::Ready(Some(Ok(message))) => self.write(&mut ready, &message),
                Poll::Ready(end) => {
                    self.last = Last::Trailers(self.trailers(end.and_then(Result::err).as_ref()));
                    break;
                }
                Poll::Pending if ready.is_empty() => return Poll::Pending,
                Poll::Pending => break,
            }
        }
        Poll::Ready(ready)
    }

    fn write(&self, to: &mut BytesMut, message: &T) {
        if self.encoding == Encoding::Gzip {
            let plain = message.encode_to_vec();
            match self.encoding.pack(&plain, self.metadata.compress()) {
                Some(packed) => put(to, COMPRESSED, &packed),
                None => put(to, 0, &plain),
            }
            return;
        }
        let length = message.encoded_len();
        to.reserve(envelope::HEAD + length);
        put_head(to, 0, length);
        message.encode_raw(to);
    }

    fn trailers(&self, failed: Option<&Status>) -> HeaderMap {
        let mut trailers =
            failed.map_or_else(|| HeaderMap::from_iter([(STATUS, HeaderValue::from_static("0"))]), ended);
        trailers.extend(self.metadata.trailers());
        trailers
    }
}

impl<T: Message, S: Stream<Item = Result<T, Status>> + Unpin> http_body::Body for Answer<S> {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Last::Open = self.last {
            let mut ready = std::task::ready!(self.poll_messages(cx));
            if let Some(web) = self.web {
                let last = match &self.last {
                    Last::Trailers(trailers) => Some(trailers),
                    _ => None,
                };
                ready = web.write(ready, last);
                if last.is_some() {
                    self.last = Last::Over;
                }
            }
            if !ready.is_empty() {
                return Poll::Ready(Some(Ok(Frame::data(ready.freeze()))));
            }
        }
        Poll::Ready(match std::mem::replace(&mut self.last, Last::Over) {
            Last::Trailers(trailers) => Some(Ok(Frame::trailers(trailers))),
            Last::Open | Last::Over => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.last, Last::Over)
    }
}

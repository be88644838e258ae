//! The Connect protocol, <https://connectrpc.com/docs/protocol>.

use super::compression::Encoding;
use super::envelope::{COMPRESSED, END, frame, messages};
use super::operation::{Ask, Rpc};
use super::protocol::Codec;
use super::{Code, Detail, Metadata, Status};
use crate::call::{Accepts, pairs, whole};
use crate::config::Limits;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use futures_util::stream::{Stream, StreamExt, once};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use percent_encoding::percent_decode_str;
use prost::Message;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::future::ready;
use std::sync::Arc;
use tokio::time::timeout;

/// An error as Connect writes it.
#[derive(Serialize)]
struct Failure<'a> {
    code: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    message: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    details: Vec<FailureDetail<'a>>,
}

#[derive(Serialize)]
struct FailureDetail<'a> {
    #[serde(rename = "type")]
    name: &'a str,
    value: String,
}

/// The last frame of a stream.
#[derive(Serialize)]
struct EndOfStream<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Failure<'a>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    metadata: BTreeMap<String, Vec<String>>,
}

impl<'a> From<&'a Status> for Failure<'a> {
    fn from(it: &'a Status) -> Self {
        let of = |detail: &'a Detail| FailureDetail {
            name: detail.type_url.rsplit('/').next().unwrap_or_default(),
            value: STANDARD_NO_PAD.encode(&detail.value.0),
        };
        Self { code: it.code().as_str(), message: it.message(), details: it.details().map(of).collect() }
    }
}

impl Codec {
    /// The message that some bytes are.
    pub(super) fn read<T: Message + Default + DeserializeOwned>(self, bytes: &[u8]) -> Result<T, Status> {
        match self {
            Self::Proto => T::decode(bytes).map_err(|it| Status::invalid_argument(it.to_string())),
            // A request without fields may be written as nothing at all.
            Self::Json if bytes.is_empty() => Ok(T::default()),
            Self::Json => serde_json::from_slice(bytes).map_err(|it| Status::invalid_argument(it.to_string())),
        }
    }

    fn write<T: Message + Serialize>(self, message: &T) -> Result<Vec<u8>, Status> {
        match self {
            Self::Proto => Ok(message.encode_to_vec()),
            Self::Json => serde_json::to_vec(message).map_err(Status::internal),
        }
    }
}

/// Answers a call of one message each way.
pub(super) async fn answer_unary<R: Rpc>(
    parts: &Parts,
    body: Body,
    limits: &Limits,
    codec: Codec,
    call: impl Ask<R>,
) -> Response {
    call.metadata().came(parts.headers.get(CONTENT_ENCODING).is_some_and(|it| it == "gzip"));
    let message = message(parts, body, limits, codec).await;
    unary(message, codec, Encoding::wanted(parts.headers.get(ACCEPT_ENCODING)), call).await
}

/// The message that a body is.
pub(super) async fn message<T: Message + Default + DeserializeOwned>(
    parts: &Parts,
    body: Body,
    limits: &Limits,
    codec: Codec,
) -> Result<T, Status> {
    let encoding = Encoding::used(parts.headers.get(CONTENT_ENCODING).map(HeaderValue::as_bytes))?;
    let Ok(read) = timeout(limits.body_read, whole(MESSAGES, parts, body, limits)).await else {
        return Err(Status::deadline_exceeded("The message took too long."));
    };
    codec.read(&encoding.unpack(read.map_err(|it| Status::refused(&it))?, limits.body)?)
}

/// Whole messages.
const MESSAGES: Accepts = Accepts::required(&[Codec::Json.media_type(), Codec::Proto.media_type()]);

/// Answers a call in a URL: `?connect=v1&encoding=json&message={…}`.
pub(super) async fn answer_get<R: Rpc>(parts: &Parts, limit: usize, call: impl Ask<R>) -> Response {
    let query = Query::of(parts.uri.query().unwrap_or_default());
    let codec = match query.encoding.as_deref() {
        Some("json") => Codec::Json,
        Some("proto") => Codec::Proto,
        _ => return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response(),
    };
    unary(
        query.message(limit).and_then(|it| codec.read(&it)),
        codec,
        Encoding::wanted(parts.headers.get(ACCEPT_ENCODING)),
        call,
    )
    .await
}

async fn unary<R: Rpc>(
    message: Result<R::Input, Status>,
    codec: Codec,
    encoding: Encoding,
    call: impl Ask<R>,
) -> Response {
    let message = match message {
        Ok(message) => message,
        Err(status) => return failed(&status),
    };
    let metadata = call.metadata().clone();
    let answered = async {
        let mut given = call.ask(once(ready(Ok(message)))).await?;
        let answer = given.next().await.unwrap_or_else(|| Err(Status::unknown("There is no answer.")))?;
        codec.write(&answer)
    };
    let mut response = match answered.await {
        Ok(bytes) => whole_answer(bytes, codec, encoding, metadata.compress()),
        Err(status) => failed(&status),
    };
    metadata.foot(&mut response);
    response
}

fn whole_answer(message: Vec<u8>, codec: Codec, encoding: Encoding, wished: Option<bool>) -> Response {
    let head = [(CONTENT_TYPE, codec.media_type()), (VARY, "accept-encoding")];
    match (encoding.pack(&message, wished), encoding.name()) {
        (Some(packed), Some(name)) => (head, [(CONTENT_ENCODING, name)], packed).into_response(),
        _ => (head, message).into_response(),
    }
}

/// Answers a call of messages in frames.
pub(super) async fn answer_streaming<R: Rpc>(
    parts: &Parts,
    body: Body,
    limit: usize,
    codec: Codec,
    call: impl Ask<R>,
) -> Response {
    let encoding = Encoding::wanted(parts.headers.get("connect-accept-encoding"));
    let metadata = call.metadata().clone();
    let answered = match Encoding::used(parts.headers.get(FRAMES_ENCODING).map(HeaderValue::as_bytes)) {
        Ok(used) => call.ask(messages(body, limit, (codec, used), Code::InvalidArgument, metadata.clone())).await,
        Err(status) => Err(status),
    };
    let body = match answered {
        Ok(given) => Body::from_stream(framed(given, codec, encoding, metadata)),
        Err(status) => Body::from(end(Some(&status), metadata.trailers_by_name())),
    };
    let mut response = ([(CONTENT_TYPE, codec.framed())], body).into_response();
    if let Some(name) = encoding.name() {
        response.headers_mut().insert(FRAMES_ENCODING, name);
    }
    response
}

/// How frames that say so are compressed.
const FRAMES_ENCODING: &str = "connect-content-encoding";

/// Messages in frames, and at last how it ended.
fn framed<T: Message + Serialize + 'static>(
    given: impl Stream<Item = Result<T, Status>> + Send + 'static,
    codec: Codec,
    encoding: Encoding,
    metadata: Arc<Metadata>,
) -> impl Stream<Item = Result<Bytes, std::convert::Infallible>> + Send + 'static {
    let state = Some(Box::pin(given));
    futures_util::stream::unfold((state, metadata), move |(given, metadata)| async move {
        let mut given = given?;
        let next = match given.next().await {
            Some(message) => {
                let packed = |it: Vec<u8>| packed(encoding, &it, metadata.compress());
                message.and_then(|it| codec.write(&it)).map(packed).map_err(Some)
            }
            None => Err(None),
        };
        Some(match next {
            Ok(frame) => (Ok(frame), (Some(given), metadata)),
            Err(status) => (Ok(end(status.as_ref(), metadata.trailers_by_name())), (None, metadata)),
        })
    })
}

/// A message in a frame.
fn packed(encoding: Encoding, message: &[u8], wished: Option<bool>) -> Bytes {
    encoding.pack(message, wished).map_or_else(|| frame(0, message), |it| frame(COMPRESSED, &it))
}

/// The last frame of a stream.
pub(super) fn end(status: Option<&Status>, metadata: BTreeMap<String, Vec<String>>) -> Bytes {
    let end = EndOfStream { error: status.map(Failure::from), metadata };
    frame(END, &serde_json::to_vec(&end).unwrap_or_default())
}

/// A failure as a whole answer.
fn failed(status: &Status) -> Response {
    (status.code().status(), [(CONTENT_TYPE, Codec::Json.media_type())], failure(status)).into_response()
}

/// A failure as Connect writes it.
pub(super) fn failure(status: &Status) -> Vec<u8> {
    serde_json::to_vec(&Failure::from(status)).unwrap_or_default()
}

/// What the query of a call in a URL says.
#[derive(Default)]
struct Query {
    encoding: Option<String>,
    base64: bool,
    compression: Vec<u8>,
    message: Bytes,
}

impl Query {
    fn of(query: &str) -> Self {
        let mut it = Self::default();
        for (name, value) in pairs(query) {
            match &*name {
                "encoding" => it.encoding = Some(value.to_owned()),
                "base64" => it.base64 = value == "1",
                "compression" => it.compression = value.as_bytes().to_vec(),
                // It need not be a text.
                "message" => it.message = percent_decode_str(&value.replace('+', " ")).collect::<Vec<u8>>().into(),
                _ => {}
            }
        }
        it
    }

    fn message(&self, limit: usize) -> Result<Bytes, Status> {
        Encoding::used(Some(&self.compression))?.unpack(self.bytes()?, limit)
    }

    fn bytes(&self) -> Result<Bytes, Status> {
        if !self.base64 {
            return Ok(self.message.clone());
        }
        let padding = self.message.iter().rev().take_while(|it| **it == b'=').count();
        let bytes = URL_SAFE_NO_PAD.decode(&self.message[..self.message.len() - padding]);
        bytes.map(Bytes::from).map_err(|_| Status::invalid_argument("The message is not base64."))
    }
}

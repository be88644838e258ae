//! gRPC, and gRPC-Web for browsers.

use super::Metadata;
use super::operation::{Ask, Rpc};
use super::status::Status;
use axum::body::Body;
use axum::response::Response;
use futures_util::stream::StreamExt;
use http::request::Parts;
use http::{HeaderMap, HeaderName, Request};
use http_body::{Body as HttpBody, Frame};
use http_body_util::BodyExt;
use std::convert::Infallible;
use std::sync::Arc;
use tonic::Streaming;
use tonic::codec::CompressionEncoding::Gzip;
use tonic_prost::ProstCodec;
use tower::{Layer, ServiceExt, service_fn};

/// The headers of a request that tonic looks at.
const LOOKED_AT: [HeaderName; 2] =
    [HeaderName::from_static("grpc-encoding"), HeaderName::from_static("grpc-accept-encoding")];

/// Takes the headers of a request, but for what tonic looks at: so that they need not be copied.
pub(super) fn headers(parts: &mut Parts) -> HeaderMap {
    let headers = std::mem::take(&mut parts.headers);
    parts.headers.extend(LOOKED_AT.into_iter().filter_map(|it| headers.get(&it).cloned().map(|value| (it, value))));
    headers
}

/// Answers a call of gRPC with what the handler makes of the messages.
pub(super) async fn answer<R: Rpc>(parts: Parts, body: Body, limit: usize, call: impl Ask<R>) -> Response {
    serve(Request::from_parts(parts, body), limit, call).await.map(Body::new)
}

/// The same for gRPC-Web.
pub(super) async fn answer_web<R: Rpc>(parts: Parts, body: Body, limit: usize, call: impl Ask<R>) -> Response {
    let mut call = Some(call);
    let inner = service_fn(move |request| {
        let call = call.take();
        async move {
            Ok::<_, Infallible>(match call {
                Some(call) => serve(request, limit, call).await,
                // A request is translated once.
                None => tonic::Status::internal("").into_http(),
            })
        }
    });
    match tonic_web::GrpcWebLayer::new().layer(inner).oneshot(Request::from_parts(parts, body)).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}

async fn serve<R, B, C>(request: Request<B>, limit: usize, call: C) -> http::Response<tonic::body::Body>
where
    R: Rpc,
    C: Ask<R>,
    B: HttpBody + Send + 'static,
    B::Error: Into<crate::BoxError> + Send,
{
    let metadata = call.metadata().clone();
    let mut call = Some(call);
    let service = service_fn(move |request: tonic::Request<Streaming<R::Input>>| {
        let call = call.take();
        async move {
            let Some(call) = call else { return Err(tonic::Status::internal("")) };
            let sent = request.into_inner().map(|it| it.map_err(|it| Status::found(&it)));
            let given = call.ask(sent).await.map_err(tonic::Status::from)?;
            Ok(tonic::Response::new(given.map(told::<R::Output>)))
        }
    });
    let response = tonic::server::Grpc::new(ProstCodec::<R::Output, R::Input>::new())
        .accept_compressed(Gzip)
        .send_compressed(Gzip)
        .max_decoding_message_size(limit)
        .streaming(service, request)
        .await;
    trailed(response, metadata, C::MANY)
}

/// Adds to what gRPC says at the end what the handler does.
fn trailed(
    mut response: http::Response<tonic::body::Body>,
    metadata: Arc<Metadata>,
    many: bool,
) -> http::Response<tonic::body::Body> {
    if response.headers().contains_key(tonic::Status::GRPC_STATUS) {
        // There is nothing but an end.
        response.headers_mut().extend(metadata.trailers());
        return response;
    }
    // Whoever gives one message has said everything by now.
    if !many && metadata.has_no_trailers() {
        return response;
    }
    let last = move |frame: Frame<_>| match frame.into_trailers() {
        Ok(mut trailers) => {
            trailers.extend(metadata.trailers());
            Frame::trailers(trailers)
        }
        Err(frame) => frame,
    };
    response.map(|body| tonic::body::Body::new(body.map_frame(last)))
}

fn told<T>(message: Result<T, Status>) -> Result<T, tonic::Status> {
    message.map_err(tonic::Status::from)
}

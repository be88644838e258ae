//! One attempt of a call: from its request to the headers of the answer.

use super::channel::Settings;
use super::codec::Codec;
use super::failure::Failure;
use super::replay::Sending;
use super::timeout;
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::Instant;
use tonic::codec::CompressionEncoding::Gzip;
use tonic::metadata::MetadataMap;
use tonic::{CancellationHandle, Streaming, transport};
use tower::util::MapRequest;

/// What all attempts of a call have in common.
pub(super) struct Asked<'a> {
    pub(super) channel: &'a transport::Channel,
    pub(super) settings: &'a Settings,
    pub(super) path: &'static str,
    pub(super) headers: HeaderMap,
    pub(super) deadline: Option<Instant>,
    pub(super) max_response: usize,
}

/// How many attempts were before: gRPC's proposal A6.
pub(super) const PREVIOUS: HeaderName = HeaderName::from_static("grpc-previous-rpc-attempts");

const ACCEPTED: HeaderName = HeaderName::from_static("grpc-accept-encoding");
const TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");

/// An answer that has begun.
pub(super) struct Begun<T> {
    pub(super) headers: HeaderMap,
    pub(super) messages: Streaming<T>,
    pub(super) cancel: Cancel,
}

/// Whoever does not want the rest says so: an open request would keep the call alive.
pub(super) struct Cancel(Option<CancellationHandle>);

impl Drop for Cancel {
    fn drop(&mut self) {
        self.0.take().into_iter().for_each(CancellationHandle::cancel);
    }
}

impl Asked<'_> {
    /// Asks once, after so many others.
    pub(super) async fn attempt<T>(&self, previous: u32, sending: Sending) -> Result<Begun<T>, Failure>
    where
        T: prost::Message + Default + 'static,
    {
        let path = PathAndQuery::try_from(self.path)
            .map_err(|it| Failure::of(&tonic::Status::internal(format!("this is no method: {it}"))))?;
        let mut request = tonic::Request::new(sending);
        *request.metadata_mut() = MetadataMap::from_headers(self.headers(previous));
        let cancel = Cancel(Some(request.cancellation_handle()));
        let compressed = self.settings.compressed;
        let channel = MapRequest::new(self.channel.clone(), move |mut it: http::Request<tonic::body::Body>| {
            if !compressed {
                it.headers_mut().remove(ACCEPTED);
            }
            it
        });
        // Some services compress for whoever does not ask for it, too.
        let grpc =
            tonic::client::Grpc::new(channel).max_decoding_message_size(self.max_response).accept_compressed(Gzip);
        let mut grpc = if compressed { grpc.send_compressed(Gzip) } else { grpc };
        grpc.ready().await.map_err(|it| Failure::of(&tonic::Status::from_error(it.into())))?;
        let response = grpc.streaming(request, path, Codec::new()).await.map_err(|it| Failure::of(&it))?;
        let (headers, messages, _) = response.into_parts();
        let mut headers = headers.into_headers();
        if previous > 0 {
            headers.insert(PREVIOUS, previous.into());
        }
        Ok(Begun { headers, messages, cancel })
    }

    fn headers(&self, previous: u32) -> HeaderMap {
        let mut headers = self.headers.clone();
        if let Some(deadline) = self.deadline {
            headers.insert(TIMEOUT, timeout::header(deadline.saturating_duration_since(Instant::now())));
        }
        if previous > 0 {
            headers.insert(PREVIOUS, HeaderValue::from(previous));
        }
        headers
    }
}

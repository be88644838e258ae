//! Pages of other origins: what browsers are told of who may ask, <https://fetch.spec.whatwg.org/#http-cors-protocol>.

use crate::config::{Cors as Settings, Origins};
use axum::response::Response;
use http::header::{ACCESS_CONTROL_REQUEST_METHOD, HeaderName};
use http::{Method, Request};
use std::convert::Infallible;
use tower::{Layer, ServiceExt, service_fn};
use tower_http::cors::{AllowHeaders, AllowMethods, AllowOrigin, CorsLayer};

/// What a page may read of an answer besides what every page may; all of it, where no cookies are sent along.
const EXPOSED: [&str; 9] = [
    "*",
    "etag",
    "grpc-message",
    "grpc-status",
    "grpc-status-details-bin",
    "link",
    "location",
    "retry-after",
    "x-request-id",
];

/// Answers for other origins.
#[derive(Clone, Debug)]
pub(super) struct Cors(CorsLayer);

impl Cors {
    /// As settings say; `None` where no other origin may ask.
    pub(super) fn of(settings: &Settings) -> Option<Self> {
        let (origins, credentials) = match &settings.origins {
            Origins::Any => (AllowOrigin::any(), false),
            Origins::These(all) if all.is_empty() => return None,
            Origins::These(all) => (AllowOrigin::list(all.iter().cloned()), settings.credentials),
        };
        let layer = CorsLayer::new()
            .allow_origin(origins)
            .allow_credentials(credentials)
            // Who may ask may ask anything: what there is says the contract.
            .allow_methods(AllowMethods::mirror_request())
            .allow_headers(AllowHeaders::mirror_request())
            .expose_headers(EXPOSED.map(HeaderName::from_static))
            .max_age(settings.max_age);
        Some(Self(layer))
    }

    /// Has a request answered; one that only asks whether another would be is answered here.
    pub(super) async fn around<B, F>(&self, request: Request<B>, answer: impl FnOnce(Request<B>) -> F) -> Response
    where
        F: Future<Output = Response>,
    {
        let asks = request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
        if request.method() == Method::OPTIONS && !asks {
            return answer(request).await;
        }
        let mut answer = Some(answer);
        let service = service_fn(move |request| {
            let answer = answer.take();
            async move {
                Ok::<_, Infallible>(match answer {
                    Some(answer) => answer(request).await,
                    // A request is answered once.
                    None => Response::default(),
                })
            }
        });
        match self.0.layer(service).oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }
}

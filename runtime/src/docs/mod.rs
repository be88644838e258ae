//! Serves the contract, and a page that shows it to people, with nothing from elsewhere.

#[cfg(feature = "docs-ui")]
mod page;

use crate::Service;
use crate::config::Config;
use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, HeaderValue, StatusCode};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Where the contract and its page are served.
pub(crate) const PATHS: &[&str] = &[
    CONTRACT,
    #[cfg(feature = "docs-ui")]
    page::PATH,
    #[cfg(feature = "docs-ui")]
    page::FILES,
];

/// Where people look, if there is a page.
#[cfg(feature = "docs-ui")]
pub(crate) const PAGE: Option<&str> = Some(page::PATH);
/// Where people look, if there is a page.
#[cfg(not(feature = "docs-ui"))]
pub(crate) const PAGE: Option<&str> = None;

const CONTRACT: &str = "/openapi.json";

/// Whether a service has a contract to show, and is to.
pub(crate) fn are_served(service: &Service, config: &Config) -> bool {
    config.docs.enabled && !service.openapi.is_empty()
}

/// Serves the contract, and its page with feature `docs-ui`.
pub(crate) fn router(service: &'static Service) -> Router {
    let tag = entity_tag(service.openapi);
    let router = Router::new().route(CONTRACT, get(async move |headers: HeaderMap| contract(service, &tag, &headers)));
    #[cfg(feature = "docs-ui")]
    let router = router.merge(page::router(service, CONTRACT));
    router
}

fn contract(service: &'static Service, tag: &HeaderValue, headers: &HeaderMap) -> Response {
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|it| it.to_str().ok());
    let fresh = known.flat_map(|it| it.split(',')).any(|it| {
        let it = it.trim();
        it == "*" || it.trim_start_matches("W/").as_bytes() == tag.as_bytes()
    });
    let caching = [(ETAG, tag.clone()), (CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    if fresh {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    (caching, [(CONTENT_TYPE, "application/json")], service.openapi).into_response()
}

/// A strong entity tag (RFC 9110 §8.8.3): the same for the same text in the same build.
fn entity_tag(text: &str) -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    HeaderValue::from_str(&format!("\"{:016x}\"", hasher.finish()))
        .unwrap_or_else(|_| HeaderValue::from_static("\"0\""))
}

//! Swagger UI, served from the binary under a policy that lets nothing else in.

use crate::Service;
use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderValue, Request, StatusCode};
use swagger_ui_dist::{ApiDefinition, OpenApiSource};
use tower::ServiceExt;

/// Where people look.
pub(super) const PATH: &str = "/docs";

/// Where the page finds its files.
pub(super) const FILES: &str = "/docs/{file}";

/// No script, style, image or connection but our own; styles of elements are Swagger UI's way.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// A script of its own, since the policy forbids them in the page.
const START: &str = "start.js";

/// The files of the library that the page needs; it has more.
const LIBRARY: [&str; 2] = ["swagger-ui.css", "swagger-ui-bundle.js"];

/// Serves the page, which reads the contract at `contract`.
pub(super) fn router(service: &'static Service, contract: &'static str) -> Router {
    let library = swagger_ui_dist::generate_routes(ApiDefinition {
        uri_prefix: PATH,
        api_definition: OpenApiSource::Uri(contract),
        title: None,
    });
    let file = async move |Path(name): Path<String>| match name.as_str() {
        START => script(contract).into_response(),
        name if LIBRARY.contains(&name) => from_library(library, name).await,
        _ => StatusCode::NOT_FOUND.into_response(),
    };
    Router::new()
        .route(PATH, get(async || ([(CONTENT_SECURITY_POLICY, POLICY)], Html(page(service.title)))))
        .route(FILES, get(file))
}

async fn from_library(library: Router, name: &str) -> Response {
    let Ok(request) = Request::get(format!("{PATH}/{name}")).body(Body::empty()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = match library.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("max-age=3600"));
    response
}

fn page(title: &str) -> String {
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"docs/{css}\">\n<div id=\"ui\"></div>\n\
         <script src=\"docs/{js}\"></script>\n<script src=\"docs/{START}\"></script>\n</html>\n",
        css = LIBRARY[0],
        js = LIBRARY[1],
    )
}

fn script(contract: &str) -> impl IntoResponse + use<> {
    // Relative, so that the page also works behind a proxy that adds a prefix.
    let contract = contract.trim_start_matches('/');
    let text = format!(
        "SwaggerUIBundle({{ url: new URL('{contract}', document.baseURI).href, dom_id: '#ui', deepLinking: true, \
         validatorUrl: null }});\n"
    );
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], text)
}

//! Sends one request through the router.

use crate::petstore::{App, router};
use axum::body::{Body, to_bytes};
use http::{HeaderMap, Request, StatusCode};
use serde_json::Value;
use zephyrix::Service;
use zephyrix::config::Config;

static SERVICE: Service =
    Service { name: "pets", title: "Pets", version: "1", openapi: "{}", operations: &[], migrations: &[] };

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap())
    }

    /// Every violation as `place pointer code`, sorted.
    pub(crate) fn violations(&self) -> Vec<String> {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
        let body = self.json();
        let text = |it: &Value, key: &str| it[key].as_str().unwrap().to_owned();
        let errors = body["errors"].as_array().cloned().unwrap_or_default();
        let mut all: Vec<_> = errors
            .iter()
            .map(|it| format!("{} {} {}", text(it, "in"), text(it, "pointer"), text(it, "code")))
            .collect();
        all.sort();
        all
    }
}

pub(crate) async fn send(method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let mut request = Request::builder().method(method).uri(path).header("host", "test");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut config = Config::defaults(SERVICE.name);
    config.server.limits.body = 4096;
    let app = zephyrix::http::app(&SERVICE, router(App), &config);
    let response = app.handle(request.body(body.into()).unwrap()).await;
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    Answer { status: parts.status, headers: parts.headers, text: String::from_utf8(bytes.to_vec()).unwrap() }
}

pub(crate) async fn get(path: &str) -> Answer {
    send("GET", path, &[], Body::empty()).await
}

pub(crate) async fn post_pet(body: impl Into<Body>) -> Answer {
    send("POST", "/pets", &[("content-type", "application/json")], body).await
}

pub(crate) async fn patch_pet(body: impl Into<Body>) -> Answer {
    send("PATCH", "/pets/1", &[("content-type", "application/json")], body).await
}

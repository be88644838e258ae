//! Operations of one path, told apart by more than the method.
#![allow(clippy::unwrap_used)]

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use zephyrix::config::Config;
use zephyrix::http::App;
use zephyrix::{Call, FromCall, Routes, Service};

static SERVICE: Service =
    Service { name: "told", title: "Told", version: "1", openapi: "{}", operations: &[], migrations: &[] };

struct Nothing;

impl FromCall for Nothing {
    fn from_call(_: &mut Call<'_>) -> Option<Self> {
        Some(Self)
    }
}

struct Id(String);

impl FromCall for Id {
    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let id = call.path::<String>("id").required();
        id.map(Self)
    }
}

fn app() -> App {
    let router = Routes::of(())
        .post("/jobs", async |(), _, _: Nothing| "any")
        .post("/jobs?kind=new", async |(), _, _: Nothing| "new")
        .post("/jobs?kind=new&fast", async |(), _, _: Nothing| "new and fast")
        .method("COPY", "/jobs", async |(), _, _: Nothing| "copied")
        .post("/#X-Target=start", async |(), _, _: Nothing| "started")
        .post("/#X-Target=stop", async |(), _, _: Nothing| "stopped")
        .get("/twice/{id}/and/{id}", async |(), _, it: Id| it.0)
        .get("/keys/{key}", async |(), _, _: Nothing| "key")
        .post("/keys/{id}:open", async |(), _, it: Id| it.0)
        .post("/keys/{*id}:seal", async |(), _, it: Id| it.0)
        .get("/cookies%23exploded", async |(), _, _: Nothing| "cookies")
        .router();
    zephyrix::http::app(&SERVICE, router, &Config::defaults(SERVICE.name))
}

async fn asked(method: &str, uri: &str, target: &str) -> (u16, String) {
    let request = Request::builder().method(method).uri(uri).header("host", "a").header("x-target", target);
    let answer = app().handle(request.body(Body::empty()).unwrap()).await;
    let (status, allow) = (answer.status().as_u16(), answer.headers().get("allow").cloned());
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    let said = if status == 200 { String::from_utf8(body.into()).unwrap() } else { String::new() };
    (status, allow.map_or(said, |it| it.to_str().unwrap().to_owned()))
}

#[tokio::test]
async fn operations_are_told_apart() {
    for (method, uri, target, status, says) in [
        ("POST", "/jobs", "", 200, "any"),
        ("POST", "/jobs?kind=old", "", 200, "any"),
        ("POST", "/jobs?x=1&kind=new", "", 200, "new"),
        ("POST", "/jobs?fast&kind=n%65w", "", 200, "new and fast"),
        ("COPY", "/jobs?kind=new", "", 200, "copied"),
        ("GET", "/jobs", "", 405, "POST,COPY"),
        ("POST", "/", "start", 200, "started"),
        ("POST", "/", "stop", 200, "stopped"),
        ("POST", "/", "else", 404, ""),
        ("GET", "/twice/a%20b/and/a%20%62", "", 200, "a b"),
        ("GET", "/twice/a/and/b", "", 404, ""),
        ("GET", "/keys/a:seal", "", 405, "POST"),
        ("GET", "/keys/a:else", "", 200, "key"),
        ("POST", "/keys/a:open", "", 200, "a"),
        ("POST", "/keys/a:seal", "", 200, "a"),
        ("POST", "/keys/a/versions/b:seal", "", 200, "a/versions/b"),
        ("POST", "/keys/a/versions/b", "", 404, ""),
        ("GET", "/cookies%23exploded", "", 200, "cookies"),
    ] {
        assert_eq!(asked(method, uri, target).await, (status, says.to_owned()), "{method} {uri}");
    }
}

//! Protected routes: proof is asked for before anything else, and the contract's OR of ANDs is kept.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use axum::body::Body;
use axum::http::Request;
use zephyrix::config::Config;
use zephyrix::{Accepts, Call, Cx, Denied, FromCall, Guard, Need, Proof, Protected, Routes, Service, guarded};

static SERVICE: Service =
    Service { name: "pets", title: "Pets", version: "1", openapi: "{}", operations: &[], migrations: &[] };

#[derive(Clone)]
struct App;

impl Guard for App {
    async fn allow(&self, need: &Need, credential: &str) -> Result<(), Denied> {
        match (need.scheme, credential) {
            ("token", "reader") if need.scopes.contains(&"write") => Err(Denied::Forbidden),
            ("token", "reader" | "writer") | ("key" | "second", "secret") => Ok(()),
            _ => Err(Denied::Unknown),
        }
    }
}

struct Write(String);

impl FromCall for Write {
    const BODY: Accepts = Accepts::required(&["text/*"]);

    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        call.text().map(Self)
    }
}

impl Protected for Write {
    const NEEDS: &'static [&'static [Need]] = &[
        &[Need::new("token", Proof::Authorization("Bearer"), &["write"])],
        &[Need::new("key", Proof::Header("x-key"), &[]), Need::new("second", Proof::Query("second"), &[])],
    ];
}

async fn write(_: App, _: Cx, request: Write) -> String {
    request.0
}

async fn ask(request: axum::http::request::Builder) -> (u16, Vec<String>) {
    let router = Routes::of(App).post("/", guarded(write)).router();
    let app = zephyrix::http::app(&SERVICE, router, &Config::defaults(SERVICE.name));
    let request = request.header("host", "test").header("content-type", "text/plain");
    let response = app.handle(request.body(Body::from("x")).unwrap()).await;
    let challenges = response.headers().get_all("www-authenticate").iter();
    (response.status().as_u16(), challenges.map(|it| it.to_str().unwrap().to_owned()).collect())
}

#[tokio::test]
async fn one_alternative_is_enough_and_each_is_whole() {
    let post = || Request::post("/");
    assert_eq!(ask(post().header("authorization", "bearer writer")).await.0, 200);
    assert_eq!(ask(post().header("authorization", "Bearer reader")).await.0, 403);
    assert_eq!(ask(post().header("x-key", "secret")).await.0, 401);
    assert_eq!(ask(Request::post("/?second=s%65cret").header("x-key", "secret")).await.0, 200);
    assert_eq!(ask(Request::post("/?second=secret").header("x-key", "wrong")).await.0, 401);
}

#[tokio::test]
async fn a_refusal_says_how_to_prove_oneself() {
    let (status, challenges) = ask(Request::post("/")).await;
    assert_eq!((status, challenges), (401, vec!["Bearer".to_owned(), "ApiKey".to_owned()]));
}

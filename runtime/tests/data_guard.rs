//! Protected routes: proof is asked for before anything else, and the contract's OR of ANDs is kept.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use axum::body::Body;
use axum::http::Request;
use zephyrix::config::Config;
use zephyrix::{
    Accepts, Call, Cx, Denied, FromCall, Guard, Need, Proof, Protected, Routes, Service, guarded, optional,
};

static SERVICE: Service =
    Service { name: "pets", title: "Pets", version: "1", openapi: "{}", operations: &[], migrations: &[] };

#[derive(Clone)]
struct App;

impl Guard for App {
    type Principal = String;

    async fn allow(&self, need: &Need, credential: &str) -> Result<String, Denied> {
        match (need.scheme, credential) {
            ("token", "reader") if need.scopes.contains(&"write") => Err(Denied::Forbidden),
            ("token", "reader" | "writer") | ("key" | "second", "secret") => {
                Ok(format!("{} {credential}", need.scheme))
            }
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

async fn write(_: App, _: Cx, principal: String, request: Write) -> String {
    format!("{principal} wrote {}", request.0)
}

async fn look(_: App, _: Cx, principal: Option<String>, _: Write) -> String {
    principal.unwrap_or_else(|| "nobody".to_owned())
}

struct Answer {
    status: u16,
    challenges: Vec<String>,
    text: String,
}

async fn ask(request: axum::http::request::Builder) -> Answer {
    let router = Routes::of(App).post("/", guarded(write)).post("/look", optional(look)).router();
    let app = zephyrix::http::app(&SERVICE, router, &Config::defaults(SERVICE.name));
    let request = request.header("host", "test").header("content-type", "text/plain");
    let response = app.handle(request.body(Body::from("x")).unwrap()).await;
    let challenges = response.headers().get_all("www-authenticate").iter();
    let challenges = challenges.map(|it| it.to_str().unwrap().to_owned()).collect();
    let status = response.status().as_u16();
    let bytes = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
    Answer { status, challenges, text: String::from_utf8(bytes.to_vec()).unwrap() }
}

#[tokio::test]
async fn one_alternative_is_enough_and_each_is_whole() {
    let post = || Request::post("/");
    assert_eq!(ask(post().header("authorization", "bearer writer")).await.status, 200);
    assert_eq!(ask(post().header("authorization", "Bearer reader")).await.status, 403);
    assert_eq!(ask(post().header("x-key", "secret")).await.status, 401);
    assert_eq!(ask(Request::post("/?second=s%65cret").header("x-key", "secret")).await.status, 200);
    assert_eq!(ask(Request::post("/?second=secret").header("x-key", "wrong")).await.status, 401);
}

#[tokio::test]
async fn a_refusal_says_how_to_prove_oneself() {
    let refused = ask(Request::post("/")).await;
    assert_eq!((refused.status, refused.challenges), (401, vec!["Bearer".to_owned(), "ApiKey".to_owned()]));
    let refused = ask(Request::post("/").header("authorization", "Bearer nobody")).await;
    assert_eq!(refused.challenges, ["Bearer error=\"invalid_token\"", "ApiKey"]);
    let refused = ask(Request::post("/").header("authorization", "Bearer reader")).await;
    assert_eq!(refused.challenges, ["Bearer error=\"insufficient_scope\", scope=\"write\""]);
}

#[tokio::test]
async fn handlers_are_told_who_calls() {
    let answer = ask(Request::post("/").header("authorization", "Bearer writer")).await;
    assert_eq!(answer.text, "token writer wrote x");
    assert_eq!(ask(Request::post("/look")).await.text, "nobody");
    assert_eq!(ask(Request::post("/look").header("authorization", "Bearer writer")).await.text, "token writer");
    assert_eq!(ask(Request::post("/look").header("authorization", "Bearer nobody")).await.status, 401);
}

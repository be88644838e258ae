//! Methods that ask who calls: nobody gets past, whatever the protocol, until the guard says so.
#![allow(clippy::unwrap_used)]

mod pings;

use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use http_body_util::BodyExt;
use pings::{Ping, SERVICE, ping};
use prost::Message;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use zephyrix::config::Config;
use zephyrix::http::app;
use zephyrix::rpc::{Payload, Rpc, Rule, Status, transcoded};
use zephyrix::{Cx, Denied, Guard, Need, Proof, Protected, Routes, guarded, optional};

macro_rules! methods {
    ($($name:ident = $path:literal;)*) => {$(
        struct $name;

        impl Rpc for $name {
            type Input = Ping;
            type Output = Ping;
            const PROCEDURE: &'static str = $path;
            const SAFE: bool = true;
        }

        impl Protected for $name {
            const NEEDS: &'static [&'static [Need]] =
                &[&[Need::new("token", Proof::Authorization("Bearer"), &["write"])]];
        }
    )*};
}

methods! {
    Closed = "/t.Pings/Closed";
    Either = "/t.Pings/Either";
}

/// Knows two tokens, and counts whom it let through.
#[derive(Clone, Default)]
struct Api {
    called: Arc<AtomicUsize>,
}

impl Guard for Api {
    type Principal = String;

    async fn allow(&self, _: &Need, credential: &str) -> Result<String, Denied> {
        match credential {
            "good" => Ok("Ann".to_owned()),
            "known" => Err(Denied::Forbidden),
            _ => Err(Denied::Unknown),
        }
    }
}

const RULE: &Rule = &Rule { path: &[], body: Payload::Whole, answer: None };

async fn closed(api: Api, _: Cx, who: String, _: Ping) -> Result<Ping, Status> {
    api.called.fetch_add(1, Ordering::Relaxed);
    Ok(ping(&who, 1))
}

async fn either(api: Api, _: Cx, who: Option<String>, _: Ping) -> Result<Ping, Status> {
    api.called.fetch_add(1, Ordering::Relaxed);
    Ok(ping(&who.unwrap_or_default(), 2))
}

/// A call in each protocol: its path, its content type, its body, and what else it says.
fn protocols(method: &str) -> Vec<Request<Body>> {
    let framed = [0, 0, 0, 0, 0].to_vec();
    let rpc = format!("/t.Pings/{method}");
    let posts = [
        (rpc.as_str(), "application/grpc", framed.clone()),
        (&rpc, "application/grpc-web+proto", framed),
        (&rpc, "application/grpc-web-text", b"AAAAAAA=".to_vec()),
        (&rpc, "application/json", b"{}".to_vec()),
        (&rpc, "application/proto", Vec::new()),
        (if method == "Closed" { "/closed" } else { "/either" }, "application/json", b"{}".to_vec()),
    ];
    let request = |builder: axum::http::request::Builder, body: Vec<u8>| {
        builder.header("host", "localhost").body(Body::from(body)).unwrap()
    };
    let mut all: Vec<_> = posts
        .into_iter()
        .map(|(path, media, body)| request(Request::post(path).header("content-type", media), body))
        .collect();
    all.push(request(Request::get(format!("{rpc}?connect=v1&encoding=json&message=%7B%7D")), Vec::new()));
    all
}

/// How a call ended, in gRPC's numbers where it has one, and its body.
async fn end(response: Response) -> (String, Vec<u8>) {
    let (head, body) = response.into_parts();
    let body = body.collect().await.unwrap();
    let trailers = body.trailers().cloned().unwrap_or_default();
    let grpc = trailers.get("grpc-status").or(head.headers.get("grpc-status"));
    let end = grpc.map_or_else(|| head.status.as_str().to_owned(), |it| it.to_str().unwrap().to_owned());
    (end, body.to_bytes().to_vec())
}

async fn ask(api: &Api, request: Request<Body>, token: Option<&str>) -> (String, Vec<u8>) {
    let routes = Routes::of(api.clone())
        .rpc::<Closed, _, _>(guarded(closed))
        .rpc::<Either, _, _>(optional(either))
        .post("/closed", transcoded::<Closed, _>(RULE, guarded(closed)))
        .post("/either", transcoded::<Either, _>(RULE, optional(either)));
    let app = app(&SERVICE, routes.router(), &Config::defaults("s"));
    let (mut head, body) = request.into_parts();
    if let Some(token) = token {
        head.headers.insert("authorization", format!("Bearer {token}").parse().unwrap());
    }
    end(app.handle(Request::from_parts(head, body)).await).await
}

#[tokio::test]
async fn nobody_passes_who_proves_nothing() {
    let api = Api::default();
    for (method, token, grpc, http) in [
        ("Closed", None, "16", "401"),
        ("Closed", Some("bad"), "16", "401"),
        ("Closed", Some("known"), "7", "403"),
        ("Either", Some("bad"), "16", "401"),
        ("Either", Some("known"), "7", "403"),
    ] {
        for request in protocols(method) {
            let told = format!("{method} {token:?} {} {:?}", request.uri(), request.headers());
            let end = ask(&api, request, token).await.0;
            // What has no trailers in its body has a status of HTTP.
            assert!(end == grpc || end == http, "{told}: {end}");
        }
    }
    assert_eq!(api.called.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn handlers_are_told_who_calls() {
    let api = Api::default();
    let mut passed = 0;
    for (method, token, told) in
        [("Closed", Some("good"), "Ann"), ("Either", Some("good"), "Ann"), ("Either", None, "")]
    {
        for request in protocols(method) {
            let said = format!("{method} {token:?} {:?}", request.headers());
            let is_grpc = request.headers().get("content-type").is_some_and(|it| it == "application/grpc");
            let (end, body) = ask(&api, request, token).await;
            assert!(["0", "200"].contains(&end.as_str()), "{said}: {end}");
            if is_grpc {
                assert_eq!(Ping::decode(&body[5..]).unwrap().text, told, "{said}");
            }
            passed += 1;
        }
    }
    assert_eq!(api.called.load(Ordering::Relaxed), passed);
}

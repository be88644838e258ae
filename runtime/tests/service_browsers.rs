//! Calls as browsers make them: from pages of other origins, compressed, and told what went wrong in words they know.
#![allow(clippy::unwrap_used)]

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request};
use bytes::Bytes;
use flate2::read::{GzDecoder, GzEncoder};
use http_body_util::BodyExt;
use std::io::Read;
use zephyrix::config::{Config, Cors};
use zephyrix::http::{App, app};
use zephyrix::proto::{Implicit, Text};
use zephyrix::rpc::{Messages, Rpc, Status};
use zephyrix::{Check, Cx, Routes, Service, Validate};

static SERVICE: Service =
    Service { name: "s", title: "S", version: "1", openapi: "{}", operations: &[], migrations: &[] };

#[derive(Clone, Debug, PartialEq)]
struct Note {
    text: String,
}

zephyrix::message!(Note "t.Note" {
    0: 1 "text" "text" => text: Implicit<Text>,
});

impl Validate for Note {
    fn validate(&self, _: &mut Check) {}
}

struct Echo;

impl Rpc for Echo {
    type Input = Note;
    type Output = Note;
    const PROCEDURE: &'static str = "/t.Notes/Echo";
    const SAFE: bool = true;
}

struct Both;

impl Rpc for Both {
    type Input = Note;
    type Output = Note;
    const PROCEDURE: &'static str = "/t.Notes/Both";
}

fn service(origins: &str, credentials: bool) -> App {
    let routes = Routes::of(())
        .rpc::<Echo, _, _>(async |(), cx: Cx, it: Note| {
            assert_ne!(it.text, "panic", "on purpose");
            for value in cx.metadata("x-echo") {
                cx.send_header(HeaderName::from_static("x-echo"), value.clone());
            }
            for value in cx.binary_metadata("x-echo-bin") {
                cx.send_trailer(HeaderName::from_static("x-echo-bin"), Cx::binary_value(&value));
            }
            cx.send_trailer(HeaderName::from_static("grpc-status"), HeaderValue::from_static("99"));
            Ok::<_, Status>(it)
        })
        .rpc::<Both, _, _>(async |(), _: Cx, sent: Messages<Note>| Ok::<_, Status>(sent));
    let mut config = Config::defaults("s");
    let cors = serde_json::json!({ "origins": origins, "credentials": credentials, "max_age": "10m" });
    config.server.cors = serde_json::from_value::<Cors>(cors).unwrap();
    app(&SERVICE, routes.router(), &config)
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap())
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

async fn ask(app: &App, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let mut request =
        Request::builder().method(method).uri(format!("http://localhost{path}")).header("host", "localhost");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (head, body) = app.handle(request.body(body.into()).unwrap()).await.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer { status: head.status.as_u16(), headers: head.headers, body }
}

const PAGE: (&str, &str) = ("origin", "https://page.example");

#[tokio::test]
async fn pages_of_listed_origins_may_ask_and_read_how_it_ended() {
    let app = service("https://page.example, http://localhost:3000", true);
    let asked = [
        PAGE,
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type,x-grpc-web,grpc-timeout,connect-protocol-version"),
    ];
    let preflight = ask(&app, "OPTIONS", "/t.Notes/Echo", &asked, "").await;
    assert_eq!(preflight.status, 200);
    assert_eq!(preflight.header("access-control-allow-origin"), "https://page.example");
    assert_eq!(preflight.header("access-control-allow-methods"), "POST");
    assert_eq!(preflight.header("access-control-allow-headers"), asked[2].1);
    assert_eq!(preflight.header("access-control-allow-credentials"), "true");
    assert_eq!(preflight.header("access-control-max-age"), "600");
    let web = [PAGE, ("content-type", "application/grpc-web+proto")];
    let answer = ask(&app, "POST", "/t.Notes/Echo", &web, vec![0, 0, 0, 0, 0]).await;
    assert_eq!(answer.header("access-control-allow-origin"), "https://page.example");
    let exposed: Vec<&str> = answer.header("access-control-expose-headers").split(',').collect();
    for name in ["grpc-status", "grpc-message", "grpc-status-details-bin", "x-request-id"] {
        assert!(exposed.contains(&name), "{exposed:?}");
    }
    // Failures are read, too.
    let answer = ask(&app, "POST", "/t.Notes/None", &web, "").await;
    assert_eq!((answer.header("grpc-status"), answer.header("access-control-allow-origin")), ("12", PAGE.1));
    let other = [("origin", "https://evil.example"), asked[1]];
    assert_eq!(ask(&app, "OPTIONS", "/t.Notes/Echo", &other, "").await.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn no_origin_may_unless_settings_say_so() {
    let asked = [PAGE, ("access-control-request-method", "POST")];
    let answer = ask(&service("", false), "OPTIONS", "/t.Notes/Echo", &asked, "").await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (405, ""));
    let answer = ask(&service("*", true), "OPTIONS", "/t.Notes/Echo", &asked, "").await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("access-control-allow-credentials"), "", "any page at all never sends cookies");
    // What is no question about another request is for the service to answer.
    assert_eq!(ask(&service("*", false), "OPTIONS", "/t.Notes/Echo", &[PAGE], "").await.status, 405);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let _ = GzEncoder::new(bytes, flate2::Compression::fast()).read_to_end(&mut packed).unwrap();
    packed
}

#[tokio::test]
async fn metadata_is_where_each_protocol_has_it() {
    let app = service("", false);
    let sent = [("x-echo", "a"), ("x-echo-bin", "q6ur")];
    let ask = async |media: &str, body: &[u8]| {
        let headers = [&sent[..], &[("content-type", media)]].concat();
        ask(&app, "POST", "/t.Notes/Echo", &headers, body.to_vec()).await
    };
    let answer = ask("application/json", b"{}").await;
    assert_eq!((answer.header("x-echo"), answer.header("trailer-x-echo-bin")), ("a", "q6ur"));
    let answer = ask("application/grpc-web+proto", &[0; 5]).await;
    let end = String::from_utf8_lossy(&answer.body).into_owned();
    assert_eq!((answer.header("x-echo"), answer.header("x-echo-bin")), ("a", ""));
    assert!(end.contains("x-echo-bin:q6ur") && end.contains("grpc-status:0") && !end.contains("99"), "{end}");
}

#[tokio::test]
async fn connect_is_compressed_both_ways() {
    let app = service("", false);
    let text = "a".repeat(5000);
    let sent = serde_json::json!({ "text": text }).to_string();
    let json = ("content-type", "application/json");
    let headers = [json, ("content-encoding", "gzip"), ("accept-encoding", "br, gzip")];
    let answer = ask(&app, "POST", "/t.Notes/Echo", &headers, gzip(sent.as_bytes())).await;
    assert_eq!(
        (answer.status, answer.header("content-encoding"), answer.header("vary")),
        (200, "gzip", "accept-encoding")
    );
    let mut whole = String::new();
    let _ = GzDecoder::new(&*answer.body).read_to_string(&mut whole).unwrap();
    assert_eq!(whole, sent);
    // What does not say that it reads gzip gets none.
    let answer = ask(&app, "POST", "/t.Notes/Echo", &[json], sent.clone()).await;
    assert_eq!((answer.header("content-encoding"), answer.json()["text"].as_str()), ("", Some(&*text)));
    let bomb = gzip(&vec![b' '; 3 << 20]);
    assert!(bomb.len() < 50_000);
    let answer = ask(&app, "POST", "/t.Notes/Echo", &headers, bomb).await;
    assert_eq!((answer.status, &answer.json()["code"]), (429, &"resource_exhausted".into()));
    for (encoding, status, code) in [("br", 501, "unimplemented"), ("gzip", 400, "invalid_argument")] {
        let answer = ask(&app, "POST", "/t.Notes/Echo", &[json, ("content-encoding", encoding)], sent.clone()).await;
        assert_eq!((answer.status, &answer.json()["code"]), (status, &code.into()), "{encoding}");
    }
}

#[tokio::test]
async fn connect_frames_are_compressed_one_by_one() {
    let sent = serde_json::json!({ "text": "a".repeat(5000) }).to_string();
    let mut body = Vec::new();
    for (flags, message) in [(1, gzip(sent.as_bytes())), (0, br#"{"text":"b"}"#.to_vec())] {
        body.push(flags);
        body.extend(u32::try_from(message.len()).unwrap().to_be_bytes());
        body.extend(message);
    }
    let frames = ("content-type", "application/connect+json");
    let headers = [frames, ("connect-content-encoding", "gzip"), ("connect-accept-encoding", "gzip")];
    let answer = ask(&service("", false), "POST", "/t.Notes/Both", &headers, body.clone()).await;
    assert_eq!(answer.header("connect-content-encoding"), "gzip");
    let mut flags = Vec::new();
    let mut rest = &answer.body[..];
    while let [flag, a, b, c, d, after @ ..] = rest {
        flags.push(*flag);
        rest = &after[u32::from_be_bytes([*a, *b, *c, *d]) as usize..];
    }
    assert_eq!(flags, [1, 0, 2]);
    // A compressed frame where no compression was said is broken.
    let answer = ask(&service("", false), "POST", "/t.Notes/Both", &[frames], body).await;
    assert!(String::from_utf8_lossy(&answer.body).contains(r#""code":"internal""#));
}

#[tokio::test]
async fn connect_learns_what_the_service_itself_says() {
    let app = service("", false);
    let connect = [("content-type", "application/json"), ("connect-protocol-version", "1")];
    let answer = ask(&app, "POST", "/t.Notes/Echo", &connect, r#"{"text":"panic"}"#).await;
    assert_eq!((answer.status, &answer.json()["code"]), (500, &"internal".into()));
    let answer = ask(&app, "POST", "/t.Notes/None", &connect, "{}").await;
    assert_eq!((answer.status, &answer.json()["code"]), (404, &"unimplemented".into()));
    let answer = ask(&app, "GET", "/t.Notes/None?connect=v1&encoding=json&message={}", &[], "").await;
    assert_eq!(answer.json()["code"], "unimplemented");
    let frames = [("content-type", "application/connect+json")];
    let answer = ask(&app, "POST", "/t.Notes/None", &frames, "").await;
    assert_eq!((answer.status, answer.header("content-type"), answer.body[0]), (200, frames[0].1, 2));
    assert!(String::from_utf8_lossy(&answer.body).contains(r#""code":"unimplemented""#));
    // Others get a problem.
    let answer = ask(&app, "POST", "/t.Notes/None", &connect[..1], "{}").await;
    assert_eq!((answer.status, answer.header("content-type")), (404, "application/problem+json"));
}

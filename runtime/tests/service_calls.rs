//! Calls by gRPC, gRPC-Web and Connect, answered by the same handlers.
#![allow(clippy::unwrap_used)]

mod pings;

use axum::body::Body;
use axum::http::{HeaderMap, Request};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_util::StreamExt;
use http_body_util::BodyExt;
use pings::{Ping, SERVICE, ping};
use prost::Message;
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use zephyrix::config::Config;
use zephyrix::http::{App, app};
use zephyrix::rpc::{Messages, Rpc, Status};
use zephyrix::{Cx, Routes};

macro_rules! methods {
    ($($name:ident = $path:literal $safe:literal;)*) => {$(
        struct $name;

        impl Rpc for $name {
            type Input = Ping;
            type Output = Ping;
            const PROCEDURE: &'static str = $path;
            const SAFE: bool = $safe;
        }
    )*};
}

methods! {
    Echo = "/t.Pings/Echo" true;
    Many = "/t.Pings/Many" false;
    Sum = "/t.Pings/Sum" false;
    Both = "/t.Pings/Both" false;
    Slow = "/t.Pings/Slow" false;
}

/// Tells that a handler was dropped.
struct Gone(Arc<Notify>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

fn service(gone: &Arc<Notify>) -> App {
    let routes = Routes::of(gone.clone())
        .rpc::<Echo, _, _>(async |_, cx: Cx, it: Ping| match it.text.as_str() {
            "left" => {
                let left = cx.deadline().map(|it| it.duration_since(std::time::Instant::now()).as_secs());
                Ok(ping("left", left.map_or(-1, |it| i32::try_from(it).unwrap())))
            }
            "none" => Err(Status::not_found("no such ping").detail(&ping("why", 0))),
            "break" => Err(std::io::Error::other("secret").into()),
            "panic" => panic!("on purpose"),
            _ => Ok(it),
        })
        .rpc::<Many, _, _>(async |_, _: Cx, it: Ping| {
            let text = it.text.clone();
            let all = (0..it.count).map(move |at| Ok(ping(&text, at)));
            let end = (it.text == "late").then(|| Err(Status::aborted("enough")));
            Ok(Messages::new(futures_util::stream::iter(all.chain(end))))
        })
        .rpc::<Sum, _, _>(async |_, _: Cx, mut sent: Messages<Ping>| {
            let mut sum = Ping::default();
            while let Some(it) = sent.next().await {
                let it = it?;
                sum = ping(&(sum.text + &it.text), sum.count + it.count);
            }
            Ok(sum)
        })
        .rpc::<Both, _, _>(async |_, cx: Cx, sent: Messages<Ping>| {
            let answered = move |it: Result<Ping, Status>| {
                let it = it?;
                if let "zip" | "raw" = it.text.as_str() {
                    cx.compress(it.text == "zip");
                }
                Ok::<_, Status>(ping(&it.text, it.count + if cx.was_compressed() { 100 } else { 0 }))
            };
            Ok(Messages::new(sent.map(answered)))
        })
        .rpc::<Slow, _, _>(async |gone: Arc<Notify>, _: Cx, _: Ping| {
            let _gone = Gone(gone);
            tokio::time::sleep(Duration::from_mins(1)).await;
            Ok(Ping::default())
        });
    app(&SERVICE, routes.router(), &Config::defaults("s"))
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
    trailers: HeaderMap,
}

impl Answer {
    /// What gRPC says at the end, wherever it is.
    fn end(&self, name: &str) -> Option<&str> {
        self.trailers.get(name).or(self.headers.get(name))?.to_str().ok()
    }

    fn messages(&self) -> Vec<Ping> {
        frames(&self.body).into_iter().map(|it| Ping::decode(&*it.1).unwrap()).collect()
    }
}

async fn ask(app: &App, request: Request<Body>) -> Answer {
    let (head, body) = app.handle(request).await.into_parts();
    let body = body.collect().await.unwrap();
    let trailers = body.trailers().cloned().unwrap_or_default();
    Answer { status: head.status.as_u16(), headers: head.headers, body: body.to_bytes(), trailers }
}

async fn post(path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let mut request = Request::post(format!("http://localhost{path}")).version(axum::http::Version::HTTP_2);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    ask(&service(&Arc::default()), request.body(body.into()).unwrap()).await
}

async fn grpc(path: &str, messages: &[Ping]) -> Answer {
    post(path, &[("content-type", "application/grpc"), ("te", "trailers")], framed(messages)).await
}

fn framed(messages: &[Ping]) -> Vec<u8> {
    messages.iter().flat_map(|it| frame(0, &it.encode_to_vec())).collect()
}

fn frame(flags: u8, message: &[u8]) -> Vec<u8> {
    [&[flags], &u32::try_from(message.len()).unwrap().to_be_bytes()[..], message].concat()
}

fn frames(mut bytes: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let mut frames = Vec::new();
    while let [flags, a, b, c, d, rest @ ..] = bytes {
        let (message, after) = rest.split_at(u32::from_be_bytes([*a, *b, *c, *d]) as usize);
        frames.push((*flags, message.to_vec()));
        bytes = after;
    }
    frames
}

#[tokio::test]
async fn the_four_kinds_of_calls() {
    let answer = grpc("/t.Pings/Echo", &[ping("a", 1)]).await;
    assert_eq!((answer.status, answer.messages(), answer.end("grpc-status")), (200, vec![ping("a", 1)], Some("0")));
    let answer = grpc("/t.Pings/Many", &[ping("b", 3)]).await;
    assert_eq!(answer.messages(), [ping("b", 0), ping("b", 1), ping("b", 2)]);
    let answer = grpc("/t.Pings/Sum", &[ping("a", 1), ping("b", 2)]).await;
    assert_eq!(answer.messages(), [ping("ab", 3)]);
    let answer = grpc("/t.Pings/Both", &[ping("a", 1), ping("b", 2)]).await;
    assert_eq!((answer.messages(), answer.end("grpc-status")), (vec![ping("a", 1), ping("b", 2)], Some("0")));
}

#[tokio::test]
async fn failures_have_a_code_and_details_and_no_secrets() {
    let answer = grpc("/t.Pings/Echo", &[ping("none", 0)]).await;
    assert_eq!((answer.end("grpc-status"), answer.end("grpc-message")), (Some("5"), Some("no%20such%20ping")));
    let details =
        STANDARD.decode(answer.end("grpc-status-details-bin").unwrap().trim_end_matches('=').to_owned() + "==");
    let details = details.or_else(|_| {
        base64::engine::general_purpose::STANDARD_NO_PAD.decode(answer.end("grpc-status-details-bin").unwrap())
    });
    assert!(String::from_utf8_lossy(&details.unwrap()).contains("type.googleapis.com/t.Ping"));
    for secret in ["break", "panic"] {
        let answer = grpc("/t.Pings/Echo", &[ping(secret, 0)]).await;
        assert_eq!(answer.end("grpc-status"), Some("13"), "{secret}");
        assert!(!answer.end("grpc-message").unwrap().contains("secret"));
    }
    let answer = grpc("/t.Pings/Many", &[ping("late", 1)]).await;
    assert_eq!((answer.messages().len(), answer.end("grpc-status")), (1, Some("10")));
}

#[tokio::test]
async fn requests_are_checked() {
    let answer = grpc("/t.Pings/Echo", &[ping("too long", 0)]).await;
    assert_eq!(answer.end("grpc-status"), Some("3"));
    assert!(answer.end("grpc-status-details-bin").is_some());
    assert_eq!(grpc("/t.Pings/Echo", &[]).await.end("grpc-status"), Some("12"), "no message at all");
    assert_eq!(grpc("/t.Pings/Echo", &[ping("a", 1), ping("b", 1)]).await.end("grpc-status"), Some("12"));
    assert_eq!(grpc("/t.Pings/Sum", &[ping("too long", 0)]).await.end("grpc-status"), Some("3"));
    let large = vec![0_u8, 0x7f, 0xff, 0xff, 0xff];
    let answer = post("/t.Pings/Echo", &[("content-type", "application/grpc")], large).await;
    assert_eq!(answer.end("grpc-status"), Some("8"));
}

#[tokio::test]
async fn each_message_is_compressed_or_not() {
    let packed = |it: &Ping| {
        let mut packed = Vec::new();
        let plain = it.encode_to_vec();
        flate2::read::GzEncoder::new(&*plain, flate2::Compression::fast()).read_to_end(&mut packed).unwrap();
        frame(1, &packed)
    };
    let unpacked = |(flags, message): (u8, Vec<u8>)| {
        let mut plain = Vec::new();
        if flags == 1 {
            flate2::read::GzDecoder::new(&*message).read_to_end(&mut plain).unwrap();
        }
        (flags, Ping::decode(&*if flags == 1 { plain } else { message }).unwrap())
    };
    let sent = [packed(&ping("zip", 1)), framed(&[ping("x", 2), ping("raw", 3)])].concat();
    let gzip = [("content-type", "application/grpc"), ("grpc-encoding", "gzip"), ("grpc-accept-encoding", "br,gzip")];
    let answer = post("/t.Pings/Both", &gzip, sent.clone()).await;
    let [one, two, three] = [ping("zip", 101), ping("x", 2), ping("raw", 3)];
    let told: Vec<_> = frames(&answer.body).into_iter().map(unpacked).collect();
    assert_eq!(
        (told, &answer.headers["grpc-encoding"]),
        (vec![(1, one), (1, two), (0, three)], &"gzip".parse().unwrap())
    );
    // Who does not read it, gets none; who sends it without a word, or otherwise, learns so.
    let answer = post("/t.Pings/Both", &gzip[..1], framed(&[ping("zip", 1)])).await;
    assert_eq!((answer.messages(), answer.headers.get("grpc-encoding")), (vec![ping("zip", 1)], None));
    assert_eq!(post("/t.Pings/Both", &gzip[..1], sent).await.end("grpc-status"), Some("13"));
    let answer = post("/t.Pings/Both", &[gzip[0], ("grpc-encoding", "br")], framed(&[])).await;
    assert_eq!((answer.end("grpc-status"), answer.end("grpc-accept-encoding")), (Some("12"), Some("identity,gzip")));
}

#[tokio::test]
async fn messages_may_come_in_pieces() {
    let long = ping("a", 7);
    let bytes = framed(&[long.clone(), ping("b", 1), long.clone()]);
    for size in [1, 2, 5, 6, 7, 9, 100] {
        let pieces: Vec<_> = bytes.chunks(size).map(|it| Ok::<_, std::io::Error>(Bytes::copy_from_slice(it))).collect();
        let body = Body::from_stream(futures_util::stream::iter(pieces));
        let answer = post("/t.Pings/Both", &[("content-type", "application/grpc")], body).await;
        assert_eq!(answer.messages(), [long.clone(), ping("b", 1), long.clone()], "{size}");
    }
    let answer =
        post("/t.Pings/Both", &[("content-type", "application/grpc")], bytes[..bytes.len() - 1].to_vec()).await;
    assert_eq!((answer.messages().len(), answer.end("grpc-status")), (2, Some("3")));
}

#[tokio::test]
async fn nobodys_methods_are_unimplemented() {
    let answer = grpc("/t.Pings/Other", &[ping("a", 1)]).await;
    assert_eq!((answer.status, answer.end("grpc-status")), (200, Some("12")));
    assert_eq!(answer.headers["content-type"], "application/grpc");
    let answer = post("/t.Pings/Echo", &[("content-type", "text/plain")], "a").await;
    assert_eq!(answer.status, 415);
}

#[tokio::test]
async fn handlers_know_how_long_their_caller_waits() {
    let sent = framed(&[ping("left", 0)]);
    let head = [("content-type", "application/grpc"), ("grpc-timeout", "1H")];
    assert_eq!(post("/t.Pings/Echo", &head, sent.clone()).await.messages(), [ping("left", 3599)]);
    assert_eq!(post("/t.Pings/Echo", &head[..1], sent).await.messages(), [ping("left", -1)]);
}

#[tokio::test]
async fn deadlines_end_calls_and_their_handlers() {
    let gone = Arc::new(Notify::new());
    let app = service(&gone);
    let request = Request::post("http://localhost/t.Pings/Slow")
        .version(axum::http::Version::HTTP_2)
        .header("content-type", "application/grpc")
        .header("grpc-timeout", "20m")
        .body(Body::from(framed(&[ping("a", 1)])));
    let answer = ask(&app, request.unwrap()).await;
    assert_eq!(answer.end("grpc-status"), Some("4"));
    tokio::time::timeout(Duration::from_secs(5), gone.notified()).await.expect("the handler goes on");
}

#[tokio::test]
async fn a_caller_that_leaves_ends_its_handler() {
    let gone = Arc::new(Notify::new());
    let config = Config::defaults("s");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = service(&gone);
    tokio::spawn(async move { zephyrix::http::serve(listener, app, &config.server, std::future::pending()).await });
    let io = hyper_util::rt::TokioIo::new(tokio::net::TcpStream::connect(address).await.unwrap());
    let executor = hyper_util::rt::TokioExecutor::new();
    let (mut sender, connection) = hyper::client::conn::http2::handshake(executor, io).await.unwrap();
    tokio::spawn(connection);
    let request = |path: &str| {
        let request = Request::post(format!("http://{address}{path}")).header("content-type", "application/grpc");
        request.body(Body::from(framed(&[ping("a", 1)]))).unwrap()
    };
    let answer = sender.send_request(request("/t.Pings/Echo")).await.unwrap().into_body().collect().await.unwrap();
    assert_eq!(answer.trailers().unwrap()["grpc-status"], "0");
    let slow = sender.send_request(request("/t.Pings/Slow"));
    assert!(tokio::time::timeout(Duration::from_millis(200), slow).await.is_err(), "it is slow");
    tokio::time::timeout(Duration::from_secs(5), gone.notified()).await.expect("the handler goes on");
}

#[tokio::test]
async fn browsers_get_their_trailers_in_the_body() {
    let headers = [("content-type", "application/grpc-web+proto")];
    let answer = post("/t.Pings/Many", &headers, framed(&[ping("b", 2)])).await;
    let frames = frames(&answer.body);
    assert_eq!(frames.iter().map(|it| it.0).collect::<Vec<_>>(), [0, 0, 0x80]);
    assert!(String::from_utf8_lossy(&frames[2].1).contains("grpc-status:0"));
    let headers = [("content-type", "application/grpc-web-text"), ("accept", "application/grpc-web-text")];
    let answer = post("/t.Pings/Echo", &headers, STANDARD.encode(framed(&[ping("b", 2)]))).await;
    assert_eq!(answer.headers["content-type"], "application/grpc-web-text+proto");
    assert!(answer.body.starts_with(STANDARD.encode(&framed(&[ping("b", 2)])[..6]).as_bytes()));
}

#[tokio::test]
async fn plain_http_tells_streams_as_json_lines() {
    let lines = [("content-type", "application/jsonl")];
    let two = "{\"text\": \"a\", \"count\": 1}\n\n{\"text\": \"b\", \"count\": 2}";
    let answer = post("/t.Pings/Sum", &lines, two).await;
    assert_eq!((answer.status, &*answer.body), (200, &br#"{"text":"ab","count":3}"#[..]));
    let answer = post("/t.Pings/Both", &lines, two).await;
    assert_eq!(answer.headers["content-type"], "application/jsonl");
    assert_eq!(&*answer.body, b"{\"text\":\"a\",\"count\":1}\n{\"text\":\"b\",\"count\":2}\n");
    let json = [("content-type", "application/json")];
    let answer = post("/t.Pings/Many", &json, r#"{"text": "late", "count": 1}"#).await;
    let told: Vec<serde_json::Value> =
        answer.body.split(|it| *it == b'\n').filter_map(|it| serde_json::from_slice(it).ok()).collect();
    let end = serde_json::json!({ "error": { "code": 10, "message": "enough", "details": [] } });
    assert_eq!((answer.status, told), (200, vec![serde_json::json!({ "text": "late" }), end]));
    let events = [json[0], ("accept", "text/event-stream")];
    let answer = post("/t.Pings/Many", &events, r#"{"text": "late", "count": 1}"#).await;
    assert_eq!(
        (&answer.headers["content-type"], &answer.headers["vary"]),
        (&"text/event-stream".parse().unwrap(), &"accept".parse().unwrap())
    );
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    assert!(
        text.starts_with("data: {\"text\":\"late\"}\n\nevent: error\ndata: {\"error\":{") && text.ends_with("}\n\n"),
        "{text}"
    );
    for (path, headers, body, status) in [
        ("/t.Pings/Sum", &lines, "{", 400),
        ("/t.Pings/Sum", &lines, r#"{"text": "too long"}"#, 400),
        ("/t.Pings/Sum", &json, "{}", 415),
        ("/t.Pings/Echo", &lines, "{}", 415),
        ("/t.Pings/Many", &json, "{", 400),
    ] {
        assert_eq!(post(path, headers, body).await.status, status, "{path} {body}");
    }
}

#[tokio::test]
async fn connect_is_plain_http() {
    let json = [("content-type", "application/json"), ("connect-protocol-version", "1")];
    let answer = post("/t.Pings/Echo", &json, r#"{"text": "a", "count": 2}"#).await;
    assert_eq!((answer.status, &*answer.body), (200, &br#"{"text":"a","count":2}"#[..]));
    let answer = post("/t.Pings/Echo", &[("content-type", "application/proto")], ping("a", 2).encode_to_vec()).await;
    assert_eq!(Ping::decode(answer.body).unwrap(), ping("a", 2));
    let answer = post("/t.Pings/Echo", &json, r#"{"text": "none"}"#).await;
    let failure: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(
        (answer.status, &failure["code"], &failure["message"]),
        (404, &"not_found".into(), &"no such ping".into())
    );
    assert_eq!(failure["details"][0]["type"], "t.Ping");
    for (wrong, status) in [("{", 400), (r#"{"text": 1}"#, 400), (r#"{"text": "too long"}"#, 400)] {
        assert_eq!(post("/t.Pings/Echo", &json, wrong).await.status, status, "{wrong}");
    }
    assert_eq!(post("/t.Pings/Many", &json, "{}").await.status, 415, "one message is no stream");
    let late = [json[0], ("connect-timeout-ms", "20")];
    assert_eq!(post("/t.Pings/Slow", &late, "{}").await.status, 504);
}

#[tokio::test]
async fn connect_streams_in_frames() {
    let answer =
        post("/t.Pings/Many", &[("content-type", "application/connect+proto")], framed(&[ping("late", 1)])).await;
    let all = frames(&answer.body);
    assert_eq!((answer.status, all.len()), (200, 2));
    assert_eq!(Ping::decode(&*all[0].1).unwrap(), ping("late", 0));
    let end: serde_json::Value = serde_json::from_slice(&all[1].1).unwrap();
    assert_eq!((all[1].0, &end["error"]["code"]), (2, &"aborted".into()));
    let sent = b"\0\0\0\0\x0d{\"text\": \"a\"}\0\0\0\0\x02{}";
    let answer = post("/t.Pings/Sum", &[("content-type", "application/connect+json")], &sent[..]).await;
    let all = frames(&answer.body);
    assert_eq!((all[0].1.as_slice(), all[1].1.as_slice()), (&br#"{"text":"a"}"#[..], &b"{}"[..]));
    let answer = post("/t.Pings/Sum", &[("content-type", "application/connect+json")], &sent[..9]).await;
    assert!(String::from_utf8_lossy(&answer.body).contains("invalid_argument"));
}

#[tokio::test]
async fn calls_without_side_effects_may_be_asked_by_url() {
    let app = service(&Arc::default());
    let get = async |path: &str| {
        ask(
            &app,
            Request::get(format!("http://localhost{path}")).header("host", "localhost").body(Body::empty()).unwrap(),
        )
        .await
    };
    let answer = get("/t.Pings/Echo?connect=v1&encoding=json&message=%7B%22text%22%3A%22a%22%7D").await;
    assert_eq!((answer.status, &*answer.body), (200, &br#"{"text":"a"}"#[..]));
    // Field 2 is 5.
    let answer = get("/t.Pings/Echo?connect=v1&encoding=proto&base64=1&message=EAU").await;
    assert_eq!(Ping::decode(answer.body).unwrap(), ping("", 5));
    assert_eq!(get("/t.Pings/Sum?connect=v1&encoding=json&message=%7B%7D").await.status, 405);
}

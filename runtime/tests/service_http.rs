//! The accept loop and the layer around all routes, over real sockets.
#![allow(clippy::unwrap_used)]

use axum::Router;
use axum::body::Bytes;
use axum::routing::get;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use zephyrix::config::Config;
use zephyrix::{Accepts, Call, FromCall, OperationInfo, Routes, Service};

static SERVICE: Service = Service {
    name: "probe",
    title: "Probe",
    version: "1",
    openapi: r#"{"openapi":"3.1.0"}"#,
    operations: &[
        OperationInfo { name: "hello", method: "GET", path: "/hello/{name}" },
        OperationInfo { name: "echo", method: "POST", path: "/echo" },
        OperationInfo { name: "words", method: "GET", path: "/words" },
    ],
    migrations: &[],
};

struct Server {
    addr: std::net::SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
    release: Arc<Notify>,
}

async fn bad_words() -> (http::StatusCode, &'static str) {
    (http::StatusCode::CONFLICT, "as the contract says")
}

struct Hello {
    name: String,
}

impl FromCall for Hello {
    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        Some(Self { name: call.path("name").required()? })
    }
}

struct Echo(Bytes);

impl FromCall for Echo {
    const BODY: Accepts = Accepts::optional(&["*/*"]);

    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        call.bytes().map(Self)
    }
}

struct Words;

impl FromCall for Words {
    fn from_call(_: &mut Call<'_>) -> Option<Self> {
        Some(Self)
    }
}

fn routes(release: Arc<Notify>) -> zephyrix::Router {
    let beside = Router::new()
        .route("/beside", get(bad_words))
        .route("/panic", get(async || -> &'static str { panic!("boom") }))
        .route("/slow", get(async || std::future::pending::<&'static str>().await))
        .route(
            "/wait",
            get(async move || {
                release.notified().await;
                "done"
            }),
        );
    Routes::of(())
        .get("/hello/{name}", async |(), _, hello: Hello| format!("hello {}", hello.name))
        .post("/echo", async |(), _, echo: Echo| echo.0)
        .get("/words", async |(), _, _: Words| bad_words().await)
        .router()
        .beside(beside)
}

fn quick() -> Config {
    let mut config = Config::defaults("probe");
    let limits = &mut config.server.limits;
    limits.header_read = Duration::from_millis(300);
    limits.body_read = Duration::from_millis(300);
    limits.request = Duration::from_millis(600);
    limits.body = 1000;
    limits.uri = 200;
    config.server.shutdown.drain = Duration::from_secs(5);
    config
}

async fn serve(config: Config) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let release = Arc::new(Notify::new());
    let app = zephyrix::http::app(&SERVICE, routes(release.clone()), &config);
    let (stop, stopped) = oneshot::channel();
    let serving = tokio::spawn(async move {
        let stop = async { drop(stopped.await) };
        zephyrix::http::serve(listener, app, &config.server, stop).await;
    });
    Server { addr, stop: Some(stop), serving, release }
}

/// An answer: its head in lower case, and its body.
struct Reply {
    head: String,
    body: String,
}

impl Reply {
    fn status(&self) -> u16 {
        self.head.split(' ').nth(1).and_then(|it| it.parse().ok()).unwrap_or(0)
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|it| it.strip_prefix(name)?.strip_prefix(": "))
    }

    #[track_caller]
    fn is_problem(&self, status: u16) {
        assert_eq!(self.status(), status, "{}", self.head);
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.head);
        let problem: serde_json::Value = serde_json::from_str(&self.body).unwrap();
        assert_eq!(problem["status"], status);
        assert_eq!(problem["instance"].as_str(), self.header("x-request-id"));
    }
}

impl Server {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.addr).await.unwrap()
    }

    /// Sends text and reads until the connection is closed.
    async fn ask(&self, request: &str) -> Reply {
        let mut stream = self.connect().await;
        stream.write_all(request.as_bytes()).await.unwrap();
        read_all(stream).await
    }

    async fn get(&self, path: &str) -> Reply {
        self.method("GET", path).await
    }

    async fn method(&self, method: &str, path: &str) -> Reply {
        self.ask(&format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")).await
    }
}

async fn read_all(mut stream: TcpStream) -> Reply {
    let mut bytes = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(8), stream.read_to_end(&mut bytes)).await;
    read.expect("the connection is closed in time").unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    Reply { head: head.to_lowercase(), body: body.to_owned() }
}

#[tokio::test]
async fn answers_and_says_what_is_safe() {
    let server = serve(quick()).await;
    let reply = server.get("/hello/ann").await;
    assert_eq!((reply.status(), reply.body.as_str()), (200, "hello ann"));
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(reply.header("server"), None);
    let head = server.method("HEAD", "/hello/ann").await;
    assert_eq!((head.status(), head.header("content-length"), head.body.as_str()), (200, Some("9"), ""));
}

#[tokio::test]
async fn keeps_plain_request_ids_only() {
    let server = serve(quick()).await;
    let with = async |id: &str| {
        server
            .ask(&format!("GET /hello/a HTTP/1.1\r\nhost: x\r\nx-request-id: {id}\r\nconnection: close\r\n\r\n"))
            .await
    };
    assert_eq!(with("abc-1.2_3").await.header("x-request-id"), Some("abc-1.2_3"));
    let made = with("a b;c").await.header("x-request-id").unwrap().to_owned();
    assert_eq!(made.len(), 32);
    assert_ne!(with("").await.header("x-request-id").unwrap(), made);
}

#[tokio::test]
async fn failures_are_problems() {
    let server = serve(quick()).await;
    server.get("/nowhere").await.is_problem(404);
    server.get("/docs/nothing.js").await.is_problem(404);
    server.get("/panic").await.is_problem(500);
    server.get("/slow").await.is_problem(503);
    server.get("/beside").await.is_problem(409);
    server.get(&format!("/hello/{}", "a".repeat(300))).await.is_problem(414);
    server.ask("GET /hello/a HTTP/1.1\r\nconnection: close\r\n\r\n").await.is_problem(400);
    let declared = server.get("/words").await;
    assert_eq!((declared.status(), declared.body.as_str()), (409, "as the contract says"));
    let head = server.method("HEAD", "/nowhere").await;
    assert_eq!((head.status(), head.body.as_str()), (404, ""));
    assert!(head.header("content-length").is_some_and(|it| it != "0"), "{}", head.head);
}

#[tokio::test]
async fn odd_targets_are_answered() {
    let server = serve(quick()).await;
    for (line, status) in [
        ("OPTIONS *", 404),
        ("CONNECT x:80", 404),
        ("GET http://x/hello/a", 200),
        ("GET /hello/%FF", 400),
        ("GET /hello//", 404),
        ("GET /hello/a/", 404),
        ("GET //hello/a", 404),
        ("GET /hello/a%2Fb", 200),
    ] {
        let reply = server.ask(&format!("{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")).await;
        assert_eq!(reply.status(), status, "{line}: {}", reply.head);
    }
    let chunked = "POST /echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n";
    server.ask(&format!("{chunked}\r\nzz\r\nabc")).await.is_problem(400);
    // Whoever sends two lengths may be after what a reader between us makes of it: RFC 9112 §6.3 has us hang up.
    let smuggles = "content-length: 4\r\n\r\n0\r\n\r\nGET /hello/smuggled HTTP/1.1\r\nhost: x\r\n\r\n";
    let reply = server.ask(&format!("{chunked}{smuggles}")).await;
    assert!(reply.header("connection") == Some("close") && reply.body.is_empty(), "{} {}", reply.head, reply.body);
    let reply = server.ask("GET /hello/a HTTP/1.1\r\nhost: x\r\nhost: y\r\nconnection: close\r\n\r\n").await;
    reply.is_problem(400);
}

#[tokio::test]
async fn methods_that_are_not_declared_are_405_and_allow_names_those_that_are() {
    let server = serve(quick()).await;
    for (method, path, allow) in [
        ("DELETE", "/hello/a", "get,head"),
        ("OPTIONS", "/hello/a", "get,head"),
        ("TRACE", "/hello/a", "get,head"),
        ("BREW", "/hello/a", "get,head"),
        ("GET", "/echo", "post"),
        ("POST", "/livez", "get,head"),
    ] {
        let reply = server.method(method, path).await;
        reply.is_problem(405);
        assert_eq!(reply.header("allow"), Some(allow), "{method} {path}");
    }
    let reply = server.method("HEAD", "/echo").await;
    assert_eq!((reply.status(), reply.header("allow")), (405, Some("post")));
}

#[tokio::test]
async fn a_panic_leaves_its_connection_alive() {
    let server = serve(quick()).await;
    let mut stream = server.connect().await;
    stream.write_all(b"GET /panic HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut buffer = [0; 4096];
    let length = stream.read(&mut buffer).await.unwrap();
    assert!(buffer[..length].starts_with(b"HTTP/1.1 500"));
    stream.write_all(b"GET /hello/b HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    assert_eq!(read_all(stream).await.status(), 200);
}

#[tokio::test]
async fn a_body_that_nobody_wants_leaves_its_connection_alive() {
    let server = serve(quick()).await;
    let mut stream = server.connect().await;
    // It comes after the answer.
    stream.write_all(b"DELETE /hello/a HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n").await.unwrap();
    let mut buffer = [0; 4096];
    let length = stream.read(&mut buffer).await.unwrap();
    assert!(buffer[..length].starts_with(b"HTTP/1.1 405"));
    stream.write_all(b"{}GET /hello/b HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    assert_eq!(read_all(stream).await.status(), 200);
}

#[tokio::test]
async fn bodies_that_are_too_large_are_413_and_the_answer_arrives() {
    let server = serve(quick()).await;
    let fits = "x".repeat(1000);
    let reply = server
        .ask(&format!("POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\nconnection: close\r\n\r\n{fits}"))
        .await;
    assert_eq!((reply.status(), reply.body), (200, fits));
    let large = "x".repeat(3 << 20);
    let head = "POST /echo HTTP/1.1\r\nhost: x\r\nconnection: close\r\n";
    server.ask(&format!("{head}content-length: {}\r\n\r\n{large}", large.len())).await.is_problem(413);
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 16, "x".repeat(1 << 16));
    server.ask(&format!("{head}transfer-encoding: chunked\r\n\r\n{}0\r\n\r\n", chunk.repeat(40))).await.is_problem(413);
    server.ask(&format!("{head}expect: 100-continue\r\ncontent-length: 5000\r\n\r\n")).await.is_problem(413);
}

#[tokio::test]
async fn bodies_that_take_too_long_are_408() {
    let server = serve(quick()).await;
    let reply = server.ask("POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc").await;
    reply.is_problem(408);
}

#[tokio::test]
async fn heads_that_are_too_large_are_431() {
    let server = serve(quick()).await;
    let many = "a: b\r\n".repeat(200);
    assert_eq!(server.ask(&format!("GET / HTTP/1.1\r\nhost: x\r\n{many}\r\n")).await.status(), 431);
    let long = "x".repeat(40_000);
    assert_eq!(server.ask(&format!("GET / HTTP/1.1\r\nhost: x\r\na: {long}")).await.status(), 431);
}

#[tokio::test]
async fn clients_that_stop_within_the_head_are_sent_away() {
    let server = serve(quick()).await;
    for said in ["", "P", "PRI * HTTP/2.0\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET / HTTP/1.1\r\nhost: x\r\n"]
    {
        let begun = Instant::now();
        let mut stream = server.connect().await;
        stream.write_all(said.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        let read = tokio::time::timeout(Duration::from_secs(2), stream.read_to_end(&mut bytes)).await;
        assert!(read.is_ok(), "{said:?} stays");
        assert!(begun.elapsed() >= Duration::from_millis(250), "{said:?} had no time");
    }
}

#[tokio::test]
async fn speaks_http2_on_the_same_port() {
    let server = serve(quick()).await;
    let io = hyper_util::rt::TokioIo::new(server.connect().await);
    let executor = hyper_util::rt::TokioExecutor::new();
    let (mut sender, connection) = hyper::client::conn::http2::handshake(executor, io).await.unwrap();
    tokio::spawn(connection);
    let request =
        |path: &str| http::Request::get(format!("http://x{path}")).body(http_body_util::Empty::<Bytes>::new()).unwrap();
    let (panic, hello) = (sender.send_request(request("/panic")), sender.clone());
    let mut hello = hello;
    let (panic, hello) = tokio::join!(panic, hello.send_request(request("/hello/a")));
    assert_eq!((panic.unwrap().status(), hello.unwrap().status()), (500.try_into().unwrap(), 200.try_into().unwrap()));
}

#[tokio::test]
async fn probes_metrics_and_docs_are_served() {
    let server = serve(quick()).await;
    for path in ["/livez", "/readyz", "/startupz"] {
        assert_eq!(server.get(path).await.status(), 200, "{path}");
    }
    for index in 0..50 {
        server.get(&format!("/random/{index}")).await;
        server.method(&format!("INVENTED{index}"), "/hello/a").await;
    }
    server.get("/hello/a").await;
    let text = server.get("/metrics").await.body;
    let series = |name: &str| text.lines().filter(|it| it.starts_with(name)).count();
    assert!(text.contains("http_route=\"/hello/{name}\",http_response_status_code=\"200\"} 1"), "{text}");
    assert!(
        text.contains(
            "http_request_method=\"_OTHER\",http_route=\"/hello/{name}\",http_response_status_code=\"405\"} 50"
        )
    );
    assert_eq!(
        text.lines().filter(|it| it.contains("request_duration_seconds_count") && it.contains("\"404\"")).count(),
        1
    );
    assert_eq!(series("http_server_active_requests{"), 10);
    let contract = server.get("/openapi.json").await;
    assert_eq!(contract.body, SERVICE.openapi);
    let tag = contract.header("etag").unwrap();
    let again = format!("GET /openapi.json HTTP/1.1\r\nhost: x\r\nif-none-match: {tag}\r\nconnection: close\r\n\r\n");
    assert_eq!(server.ask(&again).await.status(), 304);
    let mut off = quick();
    off.docs.enabled = false;
    off.metrics.enabled = false;
    let server = serve(off).await;
    for path in ["/openapi.json", "/docs", "/metrics"] {
        server.get(path).await.is_problem(404);
    }
}

#[cfg(feature = "docs-ui")]
#[tokio::test]
async fn the_page_needs_nothing_from_elsewhere() {
    let server = serve(quick()).await;
    let page = server.get("/docs").await;
    assert_eq!(page.status(), 200);
    assert!(page.header("content-security-policy").is_some_and(|it| it.contains("default-src 'none'")));
    assert!(!page.body.contains("http://") && !page.body.contains("https://") && !page.body.contains("<script>"));
    let files: Vec<_> = page.body.split('"').filter(|it| it.starts_with("docs/")).collect();
    assert_eq!(files.len(), 3);
    for file in files {
        assert_eq!(server.get(&format!("/{file}")).await.status(), 200, "{file}");
    }
}

#[tokio::test]
async fn stops_without_losing_requests() {
    let mut config = quick();
    config.server.limits.request = Duration::from_secs(5);
    config.server.shutdown.delay = Duration::from_millis(300);
    let mut server = serve(config).await;
    let mut idle = server.connect().await;
    idle.write_all(b"GET /hello/a HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    assert_ne!(idle.read(&mut [0; 1024]).await.unwrap(), 0);
    let mut busy = server.connect().await;
    busy.write_all(b"GET /wait HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.stop.take().unwrap().send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.get("/readyz").await.is_problem(503);
    assert_eq!(server.get("/livez").await.status(), 200);
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert!(TcpStream::connect(server.addr).await.is_err(), "new connections are refused");
    assert_eq!(idle.read(&mut [0; 10]).await.unwrap(), 0, "idle connections are closed");
    assert!(!server.serving.is_finished());
    server.release.notify_one();
    assert_eq!(read_all(busy).await.body, "done");
    tokio::time::timeout(Duration::from_secs(1), server.serving).await.unwrap().unwrap();
}

#[tokio::test]
async fn does_not_wait_for_ever_to_stop() {
    let mut config = quick();
    config.server.limits.request = Duration::from_mins(1);
    config.server.shutdown.drain = Duration::from_millis(300);
    let mut server = serve(config).await;
    let mut busy = server.connect().await;
    busy.write_all(b"GET /wait HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.stop.take().unwrap().send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(2), server.serving).await.unwrap().unwrap();
}

#[tokio::test]
async fn connections_beyond_the_limit_wait() {
    let mut config = quick();
    config.server.limits.connections = 1;
    config.server.limits.header_read = Duration::from_secs(1);
    let server = serve(config).await;
    let first = server.connect().await;
    let second = server.get("/hello/a");
    assert!(tokio::time::timeout(Duration::from_millis(300), second).await.is_err());
    drop(first);
    assert_eq!(server.get("/hello/a").await.status(), 200);
}

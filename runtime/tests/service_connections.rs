//! How connections are kept, and how long, over real sockets.
#![allow(clippy::unwrap_used)]

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::http::Request;
use axum::routing::get;
use hyper::client::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::timeout;
use zephyrix::config::{Config, KeepAlive};
use zephyrix::{Routes, Service};

static SERVICE: Service =
    Service { name: "s", title: "S", version: "1", openapi: "{}", operations: &[], migrations: &[] };

/// As long as a test may take, whatever else the machine does.
const LONG: Duration = Duration::from_secs(20);

struct Server {
    addr: SocketAddr,
    release: Arc<Notify>,
}

impl Server {
    async fn start(change: impl FnOnce(&mut KeepAlive)) -> Self {
        let mut config = Config::defaults("s");
        change(&mut config.server.keepalive);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let release = Arc::new(Notify::new());
        let waits = release.clone();
        let wait = get(async move || {
            waits.notified().await;
            "done"
        });
        let beside = Router::new().route("/now", get(async || "done")).route("/wait", wait);
        let app = zephyrix::http::app(&SERVICE, Routes::of(()).router().beside(beside), &config);
        tokio::spawn(async move { zephyrix::http::serve(listener, app, &config.server, std::future::pending()).await });
        Self { addr, release }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.addr).await.unwrap()
    }

    fn request(&self, path: &str) -> Request<Body> {
        Request::get(format!("http://{}{path}", self.addr)).header("host", "s").body(Body::empty()).unwrap()
    }

    /// A connection of HTTP/2, and what tells that it is over.
    async fn http2(&self) -> (http2::SendRequest<Body>, tokio::task::JoinHandle<hyper::Result<()>>) {
        let io = TokioIo::new(self.connect().await);
        let (sender, connection) = http2::handshake(TokioExecutor::new(), io).await.unwrap();
        (sender, tokio::spawn(connection))
    }
}

fn young(keepalive: &mut KeepAlive) {
    keepalive.max_age = Duration::from_millis(200);
}

#[tokio::test]
async fn old_connections_finish_what_they_began_and_take_no_more() {
    let server = Server::start(young).await;
    let (mut sender, connection) = server.http2().await;
    let waiting = tokio::spawn(sender.send_request(server.request("/wait")));
    // The other end says that it goes away, and goes on with what it has.
    let refused = async {
        while sender.ready().await.is_ok() {
            if sender.send_request(server.request("/now")).await.is_err() {
                break;
            }
        }
    };
    timeout(LONG, refused).await.expect("the connection takes requests for ever");
    server.release.notify_one();
    let answer = timeout(LONG, waiting).await.unwrap().unwrap().expect("what was under way is lost");
    assert_eq!(answer.status(), 200);
    drop((sender, answer));
    timeout(LONG, connection).await.expect("the connection stays").unwrap().unwrap();
    let (mut sender, _connection) = server.http2().await;
    assert_eq!(sender.send_request(server.request("/now")).await.unwrap().status(), 200, "others come");
}

#[tokio::test]
async fn what_takes_longer_than_its_grace_is_cut_off() {
    let server = Server::start(|it| {
        young(it);
        it.grace = Duration::from_millis(100);
    })
    .await;
    let (mut sender, _connection) = server.http2().await;
    let waiting = timeout(LONG, sender.send_request(server.request("/wait"))).await;
    assert!(waiting.expect("it waits for ever").is_err());
}

#[tokio::test]
async fn http1_is_told_by_a_header() {
    let server = Server::start(young).await;
    let (mut sender, connection) = http1::handshake(TokioIo::new(server.connect().await)).await.unwrap();
    let connection = tokio::spawn(connection);
    let waiting = tokio::spawn(sender.send_request(server.request("/wait")));
    tokio::time::sleep(Duration::from_millis(400)).await;
    server.release.notify_one();
    let answer = timeout(LONG, waiting).await.unwrap().unwrap().unwrap();
    assert_eq!(answer.headers()["connection"], "close");
    assert!(!answer.into_body().is_end_stream());
    timeout(LONG, connection).await.expect("the connection stays").unwrap().unwrap();
}

#[tokio::test]
async fn silent_clients_are_sent_away() {
    let server = Server::start(|it| {
        it.interval = Duration::from_millis(100);
        it.timeout = Duration::from_millis(100);
    })
    .await;
    let mut stream = server.connect().await;
    // It says that it speaks HTTP/2, with no settings of its own, and nothing ever after.
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    let mut read = Vec::new();
    _ = timeout(LONG, stream.read_to_end(&mut read)).await.expect("it is kept for ever");
    // A frame of type 6 is a ping: eight bytes of its own.
    assert!(read.windows(5).any(|it| it == [0, 0, 8, 6, 0]), "{read:?}");
}

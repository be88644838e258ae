//! Asks over a connection of its own each time.

use ::http::{HeaderMap, Request, StatusCode};
use axum::body::{Body, to_bytes};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;

/// As long as a test may wait, whatever else the machine does.
pub(crate) const LONG: Duration = Duration::from_secs(20);

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap())
    }

    /// The status, and the code of the first error.
    pub(crate) fn refused(&self) -> (u16, String) {
        let code = &self.json()["errors"][0]["extensions"]["code"];
        (self.status.as_u16(), code.as_str().unwrap_or_default().to_owned())
    }
}

pub(crate) async fn ask(
    addr: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Answer {
    let request = Request::builder().method(method).uri(path).header("host", addr.to_string());
    let request = headers.iter().fold(request, |it, (name, value)| it.header(*name, *value));
    let stream = TokioIo::new(TcpStream::connect(addr).await.unwrap());
    let (mut sender, connection) = http1::handshake(stream).await.unwrap();
    tokio::spawn(connection);
    let response = sender.send_request(request.body(body.into()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let text = to_bytes(Body::new(body), usize::MAX).await.unwrap();
    Answer { status: parts.status, headers: parts.headers, text: String::from_utf8(text.into()).unwrap() }
}

/// Asks with a body of JSON.
pub(crate) async fn post(addr: SocketAddr, body: impl Into<Body>, headers: &[(&str, &str)]) -> Answer {
    let headers = [&[("content-type", "application/json")], headers].concat();
    ask(addr, "POST", "/graphql", &headers, body).await
}

/// Waits until so many subscriptions are under way.
pub(crate) async fn until_live(addr: SocketAddr, count: i64) {
    let waited = tokio::time::timeout(LONG, async {
        while post(addr, r#"{"query":"{ live }"}"#, &[]).await.json()["data"]["live"] != count {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    waited.await.unwrap();
}

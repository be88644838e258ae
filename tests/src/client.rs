//! A client that shows every answer as it is, also failures.

use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use ureq::http::{HeaderMap, Method, Request};
use ureq::{Agent, Body};

const PATIENCE: Duration = Duration::from_secs(30);

/// Asks one server.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    addr: SocketAddr,
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub text: String,
    headers: HeaderMap,
}

impl Client {
    /// A client of the server at an address.
    pub fn new(addr: SocketAddr) -> Self {
        let config =
            Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).max_redirects(0);
        Self { agent: config.build().new_agent(), addr }
    }

    /// Asks with no body.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = self.head(method, path, headers).body(()).unwrap();
        Answer::of(self.agent.run(request).unwrap_or_else(|error| panic!("{method} {path}: {error}")))
    }

    /// Asks with a body of a media type.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], media: &str, body: &str) -> Answer {
        let request = self.head(method, path, headers).header("content-type", media).body(body.to_owned()).unwrap();
        Answer::of(self.agent.run(request).unwrap_or_else(|error| panic!("{method} {path}: {error}")))
    }

    /// Asks with JSON.
    pub fn json(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        self.send(method, path, headers, "application/json", &body.to_string())
    }

    /// GET without more.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Sends bytes as they are, and gives everything that comes back until the server hangs up.
    pub fn raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.addr).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn head(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> ureq::http::request::Builder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let head = Request::builder().method(method).uri(format!("http://{}{path}", self.addr));
        headers.iter().fold(head, |head, (name, value)| head.header(*name, *value))
    }
}

impl Answer {
    fn of(answer: ureq::http::Response<Body>) -> Self {
        let (parts, mut body) = answer.into_parts();
        let text = body.read_to_string().unwrap();
        Self { status: parts.status.as_u16(), headers: parts.headers, text }
    }

    /// A header, empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap())
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("not JSON: {error}: {}", self.text))
    }

    /// The same, if it has the status that is expected.
    #[must_use]
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// The problem that it is (RFC 9457), if it has the status that is expected.
    #[track_caller]
    pub fn problem(self, status: u16) -> Value {
        let it = self.expect(status);
        assert_eq!(it.header("content-type"), "application/problem+json", "{}", it.text);
        let problem = it.json();
        assert_eq!(problem["status"], status);
        problem
    }
}

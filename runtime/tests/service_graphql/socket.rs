//! Operations over sockets: `graphql-transport-ws`, message by message.

use crate::client::{LONG, ask, until_live};
use crate::service::Served;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use zephyrix::config::Config;

/// A client that says what it is told to.
struct Client(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    async fn open(addr: SocketAddr, headers: &[(&'static str, &str)]) -> Result<Self, Error> {
        let mut request = format!("ws://{addr}/graphql").into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        connect_async(request).await.map(|it| Self(it.0))
    }

    async fn new(addr: SocketAddr) -> Self {
        Self::open(addr, &[("sec-websocket-protocol", "graphql-transport-ws")]).await.unwrap()
    }

    /// One that may ask.
    async fn acknowledged(addr: SocketAddr) -> Self {
        let mut client = Self::new(addr).await;
        client.say(&json!({ "type": "connection_init" })).await;
        assert_eq!(client.hear().await, json!({ "type": "connection_ack" }));
        client
    }

    async fn say(&mut self, message: &Value) {
        self.0.send(Message::text(message.to_string())).await.unwrap();
    }

    async fn subscribe(&mut self, id: &str, query: &str) {
        self.say(&json!({ "id": id, "type": "subscribe", "payload": { "query": query } })).await;
    }

    async fn frame(&mut self) -> Option<Result<Message, Error>> {
        tokio::time::timeout(LONG, self.0.next()).await.unwrap()
    }

    async fn hear(&mut self) -> Value {
        match self.frame().await {
            Some(Ok(Message::Text(text))) => serde_json::from_str(&text).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    /// With what it is closed; what comes before is passed over.
    async fn closed(&mut self) -> (u16, String) {
        loop {
            match self.frame().await {
                Some(Ok(Message::Close(Some(frame)))) => return (frame.code.into(), frame.reason.to_string()),
                Some(Ok(_)) => {}
                other => panic!("{other:?}"),
            }
        }
    }
}

async fn served(change: impl FnOnce(&mut Config)) -> SocketAddr {
    Served::start(change).await.addr
}

#[tokio::test]
async fn operations_live_until_either_side_ends_them() {
    let addr = served(|_| {}).await;
    let mut client = Client::acknowledged(addr).await;
    client.subscribe("1", "subscription { count(to: 2) }").await;
    for at in 1..=2 {
        assert_eq!(client.hear().await, json!({ "id": "1", "type": "next", "payload": { "data": { "count": at } } }));
    }
    assert_eq!(client.hear().await, json!({ "id": "1", "type": "complete" }));
    // Its id is free again.
    client.subscribe("1", "{ hello }").await;
    assert_eq!(client.hear().await["payload"], json!({ "data": { "hello": "hello world" } }));
    assert_eq!(client.hear().await["type"], "complete");
    client.subscribe("2", "mutation { shout(text: \"a\") }").await;
    assert_eq!(client.hear().await["payload"], json!({ "data": { "shout": "A" } }));
    assert_eq!(client.hear().await["type"], "complete");
    client.subscribe("3", "subscription { count }").await;
    assert_eq!(client.hear().await["id"], "3");
    until_live(addr, 1).await;
    client.say(&json!({ "id": "3", "type": "complete" })).await;
    until_live(addr, 0).await;
    // What is over, or never was, may be ended; what was on its way comes before the answer.
    client.say(&json!({ "id": "9", "type": "complete" })).await;
    client.say(&json!({ "type": "ping", "payload": { "at": 1 } })).await;
    while client.hear().await != json!({ "type": "pong", "payload": { "at": 1 } }) {}
    client.subscribe("4", "subscription { count }").await;
    until_live(addr, 1).await;
    drop(client);
    until_live(addr, 0).await;
}

#[tokio::test]
async fn what_cannot_be_executed_is_an_error_and_nothing_more() {
    let mut client = Client::acknowledged(served(|it| it.graphql.sockets.operations = 1).await).await;
    client.subscribe("1", "{ nothing }").await;
    let error = client.hear().await;
    assert_eq!((&error["type"], &error["id"]), (&json!("error"), &json!("1")));
    assert_eq!(error["payload"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    client.subscribe("2", "{ broken hello }").await;
    let part = client.hear().await;
    assert_eq!((&part["type"], &part["payload"]["data"]["hello"]), (&json!("next"), &json!("hello world")));
    assert_eq!(client.hear().await["type"], "complete");
    client.subscribe("3", "{ slow }").await;
    client.subscribe("4", "{ hello }").await;
    assert_eq!(client.hear().await["payload"][0]["extensions"]["code"], "OPERATION_LIMIT");
}

#[tokio::test]
async fn sockets_are_closed_by_the_codes_of_the_protocol() {
    let addr = served(|it| it.graphql.sockets.init = Duration::from_millis(300)).await;
    let init = json!({ "type": "connection_init" });
    for (said, code) in [(json!({ "type": "start" }), 4400), (json!("text"), 4400)] {
        let mut client = Client::new(addr).await;
        client.say(&said).await;
        assert_eq!(client.closed().await.0, code);
    }
    let mut binary = Client::new(addr).await;
    binary.0.send(Message::binary(b"{}".to_vec())).await.unwrap();
    assert_eq!(binary.closed().await.0, 4400);
    let mut early = Client::new(addr).await;
    early.subscribe("1", "{ hello }").await;
    assert_eq!(early.closed().await, (4401, "Unauthorized".to_owned()));
    for (token, code) in [("Bearer bad", 4403), ("Bearer down", 1013)] {
        let mut client = Client::new(addr).await;
        client.say(&json!({ "type": "connection_init", "payload": { "authorization": token } })).await;
        assert_eq!(client.closed().await.0, code);
    }
    let mut other = Client::open(addr, &[]).await.unwrap();
    assert_eq!(other.closed().await, (4406, "Subprotocol not acceptable".to_owned()));
    let mut silent = Client::new(addr).await;
    assert_eq!(silent.closed().await, (4408, "Connection initialisation timeout".to_owned()));
    let mut twice = Client::acknowledged(addr).await;
    twice.subscribe("a", "subscription { count }").await;
    twice.subscribe("a", "subscription { count }").await;
    assert_eq!(twice.closed().await, (4409, "Subscriber for a already exists".to_owned()));
    let mut many = Client::acknowledged(addr).await;
    many.say(&init).await;
    assert_eq!(many.closed().await, (4429, "Too many initialisation requests".to_owned()));
    until_live(addr, 0).await;
}

#[tokio::test]
async fn a_panic_closes_the_socket_and_no_more() {
    let addr = served(|_| {}).await;
    let mut client = Client::acknowledged(addr).await;
    client.subscribe("1", "subscription { panics }").await;
    assert_eq!(client.closed().await, (4500, "Internal server error".to_owned()));
    Client::acknowledged(addr).await;
}

#[tokio::test]
async fn messages_are_of_a_size() {
    let addr = served(|it| it.server.limits.body = 10_000).await;
    let mut client = Client::acknowledged(addr).await;
    client.subscribe("1", &" ".repeat(20_000)).await;
    assert_eq!(client.closed().await.0, 1009);
}

#[tokio::test]
async fn pages_of_other_origins_get_no_socket() {
    let addr = served(|_| {}).await;
    let foreign = Client::open(addr, &[("origin", "https://evil.example")]).await;
    assert!(matches!(foreign.err(), Some(Error::Http(it)) if it.status() == 403));
    let own = format!("http://{addr}");
    assert!(Client::open(addr, &[("origin", &own)]).await.is_ok());
    let lax = served(|it| it.graphql.csrf = false).await;
    assert!(Client::open(lax, &[("origin", "https://evil.example")]).await.is_err());
    // Another protocol, which nobody needs to speak.
    assert_eq!(ask(addr, "GET", "/graphql?query=%7Blive%7D", &[("upgrade", "h2c")], "").await.status.as_u16(), 200);
    let off = served(|it| it.graphql.sockets.enabled = false).await;
    assert!(Client::open(off, &[]).await.is_err());
    let few = served(|it| it.server.limits.connections = 1).await;
    let _first = Client::acknowledged(few).await;
    assert!(matches!(Client::open(few, &[]).await.err(), Some(Error::Http(it)) if it.status() == 503));
    // No handshake at all.
    assert_eq!(ask(addr, "GET", "/graphql", &[("upgrade", "websocket")], "").await.refused().0, 400);
}

#[tokio::test]
async fn who_says_nothing_is_asked_and_then_left() {
    let addr = served(|it| it.graphql.sockets.keepalive = Duration::from_millis(100)).await;
    let mut client = Client::acknowledged(addr).await;
    assert!(matches!(client.0.next().await, Some(Ok(Message::Ping(_)))));
    // Reading is what answers.
    client.subscribe("1", "subscription { count }").await;
    until_live(addr, 1).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    until_live(addr, 0).await;
}

#[tokio::test]
async fn who_takes_nothing_is_left() {
    let addr = served(|it| it.graphql.sockets.keepalive = Duration::from_millis(500)).await;
    let mut client = Client::acknowledged(addr).await;
    let large = format!("subscription {{ {}: count }}", "a".repeat(60_000));
    for id in 0..20 {
        client.subscribe(&id.to_string(), &large).await;
    }
    until_live(addr, 20).await;
    until_live(addr, 0).await;
}

#[tokio::test]
async fn sockets_end_with_the_service() {
    let served = Served::start(|_| {}).await;
    let mut client = Client::acknowledged(served.addr).await;
    client.subscribe("1", "subscription { count }").await;
    until_live(served.addr, 1).await;
    let (closed, ()) = tokio::join!(client.closed(), served.end());
    assert_eq!(closed, (1001, "Going away".to_owned()));
}

//! Webhooks and callbacks against a real receiver: what arrives, and what is never sent.
#![allow(clippy::unwrap_used)]

use axum::Router;
use axum::extract::Request;
use axum::response::Redirect;
use axum::routing::{any, get};
use serde_json::json;
use std::time::Duration;
use zephyrix::client::{Sender, pointed};

/// Receives on a free port for as long as the test runs.
async fn receiver(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    format!("http://{address}")
}

async fn echo(request: Request) -> String {
    let (parts, body) = request.into_parts();
    let signed = parts.headers.get("x-signed").map(|it| it.to_str().unwrap());
    let body = String::from_utf8(axum::body::to_bytes(body, 1024).await.unwrap().into()).unwrap();
    format!("{} {} {signed:?} {body}", parts.method, parts.uri)
}

#[tokio::test]
async fn a_webhook_arrives_at_the_whole_url() {
    let url = receiver(Router::new().fallback(any(echo))).await;
    let sender = Sender::new().unwrap().header("x-signed", "yes").unwrap();
    let call = sender.call("POST", &format!("{url}/hooks/{{id}}?token=a%20b#part")).query("n", Some(&1));
    let answer = call.json("application/json", Some(&json!({"kind": "joined"}))).send().await.unwrap();
    assert_eq!(answer.body(), r#"POST /hooks/%7Bid%7D?token=a%20b&n=1 Some("yes") {"kind":"joined"}"#);
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_leads_nowhere() {
    let inner = receiver(Router::new().fallback(|| async { "inner" })).await;
    let moved = Router::new().route("/", get(move || async move { Redirect::temporary(&inner) }));
    let url = receiver(moved).await;
    assert_eq!(Sender::new().unwrap().call("GET", &url).send().await.unwrap().status(), 307);
}

#[tokio::test]
async fn only_urls_of_http_without_credentials_are_called() {
    let sender = Sender::new().unwrap().timeout(Duration::from_secs(1));
    for url in
        ["", "/hooks", "file:///etc/passwd", "ftp://a.test/", "http://user:secret@a.test/", "gopher://a", "data:,x"]
    {
        let error = sender.call("POST", url).send().await.unwrap_err();
        assert!(error.is_invalid() && !error.to_string().contains("secret"), "{url}: {error}");
    }
}

#[test]
fn a_message_says_where_to_call() {
    let message = json!({"to": {"url": "http://a"}, "n": [1, null]});
    for (pointer, found) in
        [("/to/url", Some("http://a")), ("/n/0", Some("1")), ("/n/1", None), ("/to", None), ("/x", None)]
    {
        assert_eq!(pointed(&message, pointer).as_deref(), found, "{pointer}");
    }
}

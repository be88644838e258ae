//! The client of GraphQL against a service that notes how it is asked.
#![allow(clippy::unwrap_used)]

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use serde_json::{Map, Value, json};
use std::sync::{Arc, Mutex};
use zephyrix::client::graphql::{Answer, Document, NoVariables, Result, Service};
use zephyrix::client::{Endpoint, Error};

const NAMED: Document = Document { name: "Named", text: "query Named { a }", sha256: "0a1b", reads: true };
const CHANGE: Document = Document { name: "Change", text: "mutation Change { a }", sha256: "2c3d", reads: false };

/// Which documents the service knows by their hashes.
#[derive(Clone, Copy, PartialEq)]
enum Knows {
    /// Those that were told, by a code or by the sentence alone.
    Told {
        code: bool,
    },
    Nothing,
}

type Asked = Arc<Mutex<Vec<Value>>>;

/// A service that notes what it is asked.
async fn service(knows: Knows) -> (Service, Asked) {
    let asked = Asked::default();
    let router = Router::new().fallback(answer).with_state((knows, asked.clone()));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (Service::at(Endpoint::new(&format!("http://{address}/graphql")).unwrap()), asked)
}

async fn answer(State((knows, asked)): State<(Knows, Asked)>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    assert_eq!(parts.uri.path(), "/graphql");
    let mut ask = match parts.method {
        Method::GET => queried(parts.uri.query().unwrap()),
        _ => serde_json::from_slice(&axum::body::to_bytes(body, 4096).await.unwrap()).unwrap(),
    };
    ask["method"] = parts.method.as_str().into();
    ask["accept"] = parts.headers[ACCEPT].to_str().unwrap().into();
    let hash = ask["extensions"]["persistedQuery"]["sha256Hash"].as_str().map(str::to_owned);
    let mut asked = asked.lock().unwrap();
    let told = asked
        .iter()
        .any(|it| it["query"].is_string() && it["extensions"]["persistedQuery"]["sha256Hash"] == json!(hash));
    let unknown = hash.is_some() && ask["query"].is_null() && !told;
    asked.push(ask);
    let (status, answer) = match knows {
        Knows::Nothing if hash.is_some() => (400, failed("PersistedQueryNotSupported", true)),
        Knows::Told { code } if unknown => {
            (200, failed(if code { "by its code" } else { "PersistedQueryNotFound" }, code))
        }
        _ => (200, json!({ "data": { "a": 1 } })),
    };
    let headers = [(CONTENT_TYPE, "application/graphql-response+json")];
    (StatusCode::from_u16(status).unwrap(), headers, answer.to_string()).into_response()
}

fn failed(message: &str, coded: bool) -> Value {
    let code =
        if message.ends_with("Supported") { "PERSISTED_QUERY_NOT_SUPPORTED" } else { "PERSISTED_QUERY_NOT_FOUND" };
    let extensions = if coded { json!({ "code": code }) } else { json!({}) };
    json!({ "errors": [{ "message": message, "extensions": extensions }] })
}

fn queried(query: &str) -> Value {
    let pairs = query.split('&').filter_map(|it| it.split_once('='));
    let read = |(name, text): (&str, &str)| {
        let text = percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let json = ["variables", "extensions"].contains(&name);
        (name.to_owned(), if json { serde_json::from_str(&text).unwrap() } else { text.into() })
    };
    Value::Object(pairs.map(read).collect::<Map<_, _>>())
}

async fn ask(service: &Service, document: &Document) -> Answer<Value> {
    let answer: Result<Answer<Value>> = service.ask(document, &json!({ "a&": [null] })).await;
    answer.unwrap()
}

/// How each request named its document: its method, whether by text, whether by hash.
fn ways(asked: &Asked) -> Vec<String> {
    let way = |it: Value| {
        let named = |is: bool, word: &str| if is { format!(" {word}") } else { String::new() };
        let (text, hash) = (it["query"].is_string(), it["extensions"].is_object());
        format!("{}{}{}", it["method"].as_str().unwrap(), named(text, "text"), named(hash, "hash"))
    };
    std::mem::take(&mut *asked.lock().unwrap()).into_iter().map(way).collect()
}

#[tokio::test]
async fn a_document_is_posted() {
    let (service, asked) = service(Knows::Nothing).await;
    assert_eq!(ask(&service, &NAMED).await.complete().unwrap(), json!({ "a": 1 }));
    let expected = json!({
        "query": "query Named { a }", "operationName": "Named", "variables": { "a&": [null] }, "method": "POST",
        "accept": "application/graphql-response+json, application/json;q=0.9",
    });
    assert_eq!(*asked.lock().unwrap(), [expected]);
    let none: Answer<Value> = service.ask(&NAMED, &NoVariables).await.unwrap();
    assert!(none.errors.is_empty() && asked.lock().unwrap()[1]["variables"] == json!({}));
}

#[tokio::test]
async fn reading_goes_by_get_where_that_is_wanted() {
    let (service, asked) = service(Knows::Nothing).await;
    let service = service.by_get();
    ask(&service, &NAMED).await;
    assert_eq!(asked.lock().unwrap()[0]["variables"], json!({ "a&": [null] }));
    ask(&service, &CHANGE).await;
    assert_eq!(ways(&asked), ["GET text", "POST text"]);
}

#[tokio::test]
async fn a_document_is_sent_once_and_named_from_then_on() {
    for code in [true, false] {
        let (service, asked) = service(Knows::Told { code }).await;
        let service = service.by_hash();
        for _ in 0..2 {
            assert!(ask(&service, &NAMED).await.data.is_some());
        }
        assert_eq!(ways(&asked), ["POST hash", "POST text hash", "POST hash"]);
        // What is told has to be posted: it may be long.
        let reading = service.by_get();
        ask(&reading, &CHANGE).await;
        assert_eq!(ways(&asked), ["POST hash", "POST text hash"]);
        ask(&reading, &NAMED).await;
        assert_eq!(ways(&asked), ["GET hash", "POST text hash"]);
    }
}

/// What is not supported is not tried again, by no clone either.
#[tokio::test]
async fn a_service_without_hashes_is_asked_by_text() {
    let (service, asked) = service(Knows::Nothing).await;
    let service = service.by_hash();
    ask(&service.clone(), &NAMED).await;
    ask(&service, &NAMED).await;
    assert_eq!(ways(&asked), ["POST hash", "POST text", "POST text"]);
}

#[tokio::test]
async fn what_does_not_answer_with_events_is_no_subscription() {
    let (service, _) = service(Knows::Nothing).await;
    let events = service.subscribe::<_, Value>(&NAMED, &NoVariables).await;
    assert!(matches!(events, Err(Error::Unexpected(_))));
    let service = told("event: next\ndata: {\"errors\":[{\"message\":\"no\"}]}\n\nevent: complete\ndata:\n\n").await;
    let events = service.subscribe::<_, Value>(&NAMED, &NoVariables).await.unwrap();
    let all: Vec<_> = events.collect().await;
    assert!(matches!(all.as_slice(), [Err(Error::Api(it))] if it.errors[0].message == "no"), "{all:?}");
    let service = told("data: {\"data\":1}\n\n").await;
    let all: Vec<_> = service.subscribe::<_, Value>(&NAMED, &NoVariables).await.unwrap().collect().await;
    assert!(matches!(all.as_slice(), [Ok(_), Err(Error::Transport(_))]), "{all:?}");
}

/// A service that answers with some events.
async fn told(events: &'static str) -> Service {
    let router = Router::new().fallback(move || async move { ([(CONTENT_TYPE, "text/event-stream")], events) });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    Service::new(&format!("http://{address}")).unwrap()
}

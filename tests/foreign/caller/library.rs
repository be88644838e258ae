//! The generated client, as a foreign service meets it: at the address that `LIBRARY` names.

use futures_util::stream::{self, StreamExt};
use library_client::grpc::library::LibraryClient;
use library_client::grpc::{Channel, Code, HeaderName, HeaderValue, Status};
use library_client::models::{Book, CountLeftRequest, GetBookRequest, WaitRequest, WatchBooksRequest};
use std::time::{Duration, Instant};

fn url() -> String {
    std::env::var("LIBRARY").expect("nobody said where the library is")
}

fn client() -> LibraryClient {
    LibraryClient::connect(&url()).unwrap()
}

/// With a policy for its service, and a deadline of half a minute.
fn with(policy: &str) -> LibraryClient {
    let names = r#""name": [{ "service": "library.v1.Library" }], "timeout": "30s""#;
    client().with_service_config(&format!(r#"{{ "methodConfig": [{{ {names}, {policy} }}] }}"#)).unwrap()
}

fn retrying() -> LibraryClient {
    with(
        r#""retryPolicy": { "maxAttempts": 4, "initialBackoff": "0.01s", "maxBackoff": "0.1s", "backoffMultiplier": 2,
            "retryableStatusCodes": ["UNAVAILABLE"] }"#,
    )
}

async fn book(client: &LibraryClient, name: &str) -> Result<Book, Status> {
    client.get_book(&GetBookRequest { name: name.to_owned() }).await
}

fn with_pages(pages: i64) -> Book {
    Book { pages, ..Book::default() }
}

async fn left(client: &LibraryClient, least: i32) {
    for _ in 0..500 {
        if client.count_left(&CountLeftRequest::default()).await.unwrap().count >= least {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the service goes on for nobody");
}

#[tokio::test]
async fn four_kinds_of_calls() {
    let client = client();
    assert_eq!(book(&client, "shelves/1").await.unwrap().name, "shelves/1");
    let request = WatchBooksRequest { name: "s".to_owned(), count: 50, code: 0 };
    let watched: Vec<_> = client.watch_books(&request).await.unwrap().map(|it| it.unwrap().name).collect().await;
    assert!(watched.len() == 50 && watched[49] == "s/books/49");
    let brought = client.bring_books(stream::iter((0..100).map(with_pages))).await.unwrap();
    assert_eq!((brought.count, brought.pages), (100, 4950));
    assert_eq!(client.bring_books(stream::empty()).await.unwrap().count, 0);
    let (to, from) = tokio::sync::mpsc::unbounded_channel::<Book>();
    let books = stream::unfold(from, async |mut from| Some((from.recv().await?, from)));
    let send = |name: &str| to.send(Book { name: name.to_owned(), ..Book::default() }).unwrap();
    // Python says nothing before it has something to answer.
    send("a");
    let mut covers = client.show_covers(books).await.unwrap();
    assert_eq!(covers.next().await.unwrap().unwrap().url, "https://covers/a");
    send("b");
    assert_eq!(covers.next().await.unwrap().unwrap().url, "https://covers/b");
    drop(to);
    assert!(covers.next().await.is_none());
}

#[tokio::test]
async fn metadata_failures_and_limits() {
    let client = client();
    let (name, value) = (HeaderName::from_static("x-tenant"), HeaderValue::from_static("t1"));
    let request = GetBookRequest { name: "a".to_owned() };
    let reply = client.get_book(&request).metadata(name, value).reply().await.unwrap();
    assert!(reply.headers["x-head"] == "1" && reply.trailers["x-tail"] == "2" && reply.answer.authors[1] == "t1");
    let status = book(&client, "wrong").await.unwrap_err();
    assert_eq!((status.code(), status.message()), (Code::InvalidArgument, "größer als alles"));
    assert_eq!(status.violations()[0].description, "no such shelf");
    let request = WatchBooksRequest { name: "s".to_owned(), count: 2, code: Code::Aborted.number() };
    let watched: Vec<_> = client.watch_books(&request).await.unwrap().collect().await;
    assert!(watched.len() == 3 && watched[2].as_ref().unwrap_err().code() == Code::Aborted);
    let compressed = LibraryClient::over(Channel::connect(&url()).unwrap().compressed());
    let reply = compressed.get_book(&GetBookRequest { name: "large/1000000".to_owned() }).reply().await.unwrap();
    assert!(reply.answer.scan.0.len() == 1_000_000 && reply.headers["grpc-encoding"] == "gzip");
    for client in [client, compressed] {
        assert_eq!(book(&client, "large/5000000").await.unwrap_err().code(), Code::ResourceExhausted);
    }
}

#[tokio::test]
async fn deadlines_and_cancellation() {
    let client = client();
    let begun = Instant::now();
    let late = client.wait(&WaitRequest::default()).timeout(Duration::from_millis(200)).await.unwrap_err();
    assert!(late.code() == Code::DeadlineExceeded && begun.elapsed() < Duration::from_secs(5));
    left(&client, 1).await;
    assert!(tokio::time::timeout(Duration::from_millis(200), client.wait(&WaitRequest::default()).into_future()).await.is_err());
    left(&client, 2).await;
}

#[tokio::test]
async fn retries_and_pushback() {
    let client = retrying();
    let found = book(&client, "flaky/2").await.unwrap();
    assert_eq!((found.pages, found.authors[0].as_str()), (3, "2"));
    assert_eq!(book(&client, "flaky/9").await.unwrap_err().code(), Code::Unavailable);
    assert_eq!(book(&self::client(), "flaky/9").await.unwrap_err().code(), Code::Unavailable);
    let begun = Instant::now();
    assert_eq!(book(&client, "pushed/500").await.unwrap().pages, 2);
    assert!(begun.elapsed() >= Duration::from_millis(500));
    assert_eq!(book(&client, "pushed/-1").await.unwrap_err().code(), Code::Unavailable);
    let flaky = Book { display_title: "flaky".to_owned(), ..with_pages(1) };
    let books = [with_pages(1), flaky, with_pages(1)];
    assert_eq!(client.bring_books(stream::iter(books)).await.unwrap().count, 3);
}

#[tokio::test]
async fn hedging() {
    let client = with(r#""hedgingPolicy": { "maxAttempts": 2, "hedgingDelay": "0.1s" }"#);
    let begun = Instant::now();
    let found = book(&client, "slow").await.unwrap();
    assert_eq!((found.pages, found.authors[0].as_str()), (2, "1"));
    assert!(begun.elapsed() < Duration::from_secs(10));
}

//! Answers that come item by item, from the handler through a real socket to the client.
#![allow(clippy::unwrap_used)]

use futures_util::{Stream, StreamExt, stream};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use zephyrix::client::{Endpoint, Error, Framing, Items};
use zephyrix::config::Config;
use zephyrix::{BoxError, Call, Event, Events, FromCall, Lines, Payload, Routes, Sequence, Service};

static SERVICE: Service =
    Service { name: "s", title: "S", version: "1", openapi: "{}", operations: &[], migrations: &[] };

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Tick {
    at: u32,
}

/// More than is sent at once.
const LARGE: usize = 300_000;

struct Nothing;

impl FromCall for Nothing {
    fn from_call(_: &mut Call<'_>) -> Option<Self> {
        Some(Self)
    }
}

/// What the handlers stream, and what tells that they are not wanted any more.
struct Source {
    items: mpsc::Receiver<Result<Tick, String>>,
    _gone: oneshot::Sender<()>,
}

impl Source {
    fn stream(self) -> impl Stream<Item = Result<Tick, String>> + Send {
        stream::unfold(self, |mut it| async { it.items.recv().await.map(|item| (item, it)) })
    }
}

type Shared = Arc<Mutex<Option<Source>>>;

fn take(it: &Shared) -> impl Stream<Item = Result<Tick, String>> + Send + use<> {
    it.lock().unwrap().take().unwrap().stream()
}

/// A service that streams to one caller, and both ends of what it streams.
struct Clock {
    endpoint: Endpoint,
    address: std::net::SocketAddr,
    items: mpsc::Sender<Result<Tick, String>>,
    gone: oneshot::Receiver<()>,
}

impl Clock {
    async fn new() -> Self {
        let ((items, receiver), (sender, gone)) = (mpsc::channel(4), oneshot::channel());
        let source = Arc::new(Mutex::new(Some(Source { items: receiver, _gone: sender })));
        let routes = Routes::of(source)
            .get("/events", async |it: Shared, _, Nothing| {
                let numbered = |it: Tick| Event { id: Some(it.at.to_string()), ..it.into() };
                let events = take(&it).map(move |it| it.map(numbered));
                Ok::<_, zephyrix::NoContent>(Events::<200, Tick>::new(events).keep_alive(Duration::from_millis(20)))
            })
            .get("/lines", async |it: Shared, _, Nothing| {
                Ok::<_, zephyrix::NoContent>(Lines::<200, Tick>::new(take(&it)).typed("application/x-ndjson"))
            })
            .get("/sequence", async |it: Shared, _, Nothing| {
                Ok::<_, zephyrix::NoContent>(Sequence::<202, Tick>::new(take(&it)))
            })
            .get("/file", async |_: Shared, _, Nothing| {
                let value = Payload::reader(std::io::Cursor::new(vec![b'x'; LARGE])).length(LARGE as u64);
                Ok::<_, zephyrix::NoContent>(zephyrix::Bytes::<200> { content_type: "a/b".into(), value })
            })
            .get("/bytes", async |it: Shared, _, Nothing| {
                let chunks = take(&it).map(|it| it.map(|it| it.at.to_string()));
                let value = Payload::stream(chunks);
                Ok::<_, zephyrix::NoContent>(zephyrix::Bytes::<200> { content_type: "a/b".into(), value })
            })
            .router();
        let mut config = Config::defaults("s");
        config.server.limits.request = Duration::from_millis(50);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = zephyrix::http::app(&SERVICE, routes, &config);
        tokio::spawn(async move { zephyrix::http::serve(listener, app, &config.server, std::future::pending()).await });
        let endpoint = Endpoint::new(&format!("http://{address}")).unwrap().timeout(Duration::from_millis(200));
        Self { endpoint, address, items, gone }
    }

    async fn tick(&self, at: u32) {
        self.items.send(Ok(Tick { at })).await.unwrap();
    }

    async fn open(&self, path: &str, framing: Framing) -> Items<Tick> {
        let answer = self.endpoint.call("GET", path).open().await.unwrap();
        assert!(matches!(answer.status(), 200 | 202));
        answer.items(framing)
    }
}

async fn next(items: &mut Items<Tick>) -> Result<Option<Tick>, Error<Box<zephyrix::client::Problem>>> {
    tokio::time::timeout(Duration::from_secs(5), items.next()).await.unwrap().transpose()
}

const ALL: [(&str, Framing); 3] =
    [("/events", Framing::Events), ("/lines", Framing::Lines), ("/sequence", Framing::Sequence)];

#[tokio::test]
async fn an_item_arrives_before_the_next_is_made() {
    for (path, framing) in ALL {
        let clock = Clock::new().await;
        clock.tick(0).await;
        let mut items = clock.open(path, framing).await;
        for at in 0..3 {
            assert_eq!(next(&mut items).await.unwrap(), Some(Tick { at }));
            // Longer than the deadlines of the service and of the client.
            tokio::time::sleep(Duration::from_millis(100)).await;
            clock.tick(at + 1).await;
        }
        assert_eq!(next(&mut items).await.unwrap(), Some(Tick { at: 3 }));
        drop(clock.items);
        assert_eq!(next(&mut items).await.unwrap(), None);
    }
}

#[tokio::test]
async fn the_stream_is_dropped_when_the_client_goes() {
    for (path, framing) in ALL {
        let clock = Clock::new().await;
        clock.tick(0).await;
        let mut items = clock.open(path, framing).await;
        next(&mut items).await.unwrap();
        drop(items);
        tokio::time::timeout(Duration::from_secs(5), clock.gone).await.unwrap().unwrap_err();
    }
}

#[tokio::test]
async fn an_error_in_the_midst_is_told_and_not_taken_for_the_end() {
    for (path, framing) in ALL {
        let clock = Clock::new().await;
        clock.tick(0).await;
        let mut items = clock.open(path, framing).await;
        next(&mut items).await.unwrap();
        clock.items.send(Err("the disk is full".to_owned())).await.unwrap();
        let error = next(&mut items).await.unwrap_err();
        match framing {
            Framing::Events => assert_eq!(error.api().unwrap().to_string(), "500 Internal Server Error"),
            _ => assert!(matches!(error, Error::Transport(_)), "{error:?}"),
        }
        assert_eq!(next(&mut items).await.unwrap(), None);
    }
}

#[tokio::test]
async fn events_have_ids_and_silence_has_comments() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let clock = Clock::new().await;
    clock.tick(7).await;
    let mut stream = tokio::net::TcpStream::connect(clock.address).await.unwrap();
    stream.write_all(b"GET /events HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut text = String::new();
    while !text.contains(":\n\n") {
        let mut chunk = [0; 1024];
        let read = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut chunk)).await.unwrap().unwrap();
        text.push_str(std::str::from_utf8(&chunk[..read]).unwrap());
    }
    assert!(text.contains("content-type: text/event-stream\r\n") && text.contains("cache-control: no-store\r\n"));
    assert!(text.contains("id: 7\ndata: {\"at\":7}\n\n"), "{text}");
}

#[tokio::test]
async fn an_item_of_another_type_is_an_error_that_shows_it() {
    let clock = Clock::new().await;
    clock.tick(1).await;
    let answer = clock.endpoint.call("GET", "/lines").open().await.unwrap();
    let mut items = answer.items::<String>(Framing::Lines);
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.answer().map(|it| it.body().as_ref()), Some(br#"{"at":1}"#.as_ref()));
}

#[tokio::test]
async fn a_download_is_sent_as_it_is_read() {
    let clock = Clock::new().await;
    let file = clock.endpoint.call("GET", "/file").open().await.unwrap().download();
    assert_eq!((file.content_type(), file.length()), (Some("a/b"), Some(LARGE as u64)));
    assert_eq!(file.bytes(LARGE).await.unwrap().len(), LARGE);
    let file = clock.endpoint.call("GET", "/file").open().await.unwrap().download();
    assert!(file.bytes(LARGE - 1).await.is_err());

    clock.tick(1).await;
    let mut bytes = clock.endpoint.call("GET", "/bytes").open().await.unwrap().download();
    assert_eq!(bytes.next().await.unwrap().unwrap(), "1");
    clock.items.send(Err("the disk is full".to_owned())).await.unwrap();
    assert!(bytes.next().await.unwrap().is_err() && bytes.next().await.is_none());
    tokio::time::timeout(Duration::from_secs(5), clock.gone).await.unwrap().unwrap_err();
}

#[test]
fn a_field_of_an_event_cannot_hold_another() {
    let event = Event { id: Some("1\ndata: 2".to_owned()), ..Tick { at: 1 }.into() };
    let written: Result<_, BoxError> = <zephyrix::Sse as zephyrix::Framing>::write(&event);
    assert!(written.is_err());
}

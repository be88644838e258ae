//! A small service, written as generated code is.

use futures_util::future::BoxFuture;
use futures_util::stream::{self, StreamExt};
use http::header::AUTHORIZATION;
use http::request::Parts;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use zephyrix::config::Config;
use zephyrix::graphql::{Ask, Column, Events, Field, Graph, ObjectType, Output, Result, Rows, Schema};
use zephyrix::{Denied, Routes, Service, Upload};

pub(crate) static SERVICE: Service =
    Service { name: "greeter", title: "Greeter <1>", version: "1", openapi: "{}", operations: &[], migrations: &[] };

const SDL: &str = r#"scalar Upload

directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT

enum CacheControlScope {
  PUBLIC
  PRIVATE
}

type Query {
  hello(name: String! = "world"): String!
  broken: String
  slow: String
  live: Int!
  mine: String @cacheControl(maxAge: 60, scope: PRIVATE)
}

type Mutation {
  shout(text: String!): String!
  size(file: Upload!): Int!
}

type Subscription {
  "Counts up to a number, or for ever."
  count(to: Int): Int!
  panics: Int!
}
"#;

pub(crate) static SCHEMA: Schema = Schema {
    sdl: SDL,
    objects: &[
        ObjectType {
            name: "Query",
            fields: &[
                Field::Resolved("hello"),
                Field::Resolved("broken"),
                Field::Resolved("slow"),
                Field::Resolved("live"),
                Field::Resolved("mine"),
            ],
        },
        ObjectType { name: "Mutation", fields: &[Field::Resolved("shout"), Field::Resolved("size")] },
        ObjectType { name: "Subscription", fields: &[Field::Resolved("count"), Field::Resolved("panics")] },
    ],
};

#[derive(Debug, serde::Deserialize)]
struct File {
    file: Upload,
}

impl zephyrix::Validate for File {}

/// What answers, and how many subscriptions are under way.
#[derive(Debug, Default)]
pub(crate) struct Greeter {
    live: Arc<AtomicUsize>,
}

/// Counts as long as it is held.
struct Live(Arc<AtomicUsize>);

impl Drop for Live {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Graph for Greeter {
    fn resolve<'a>(&'a self, ask: Ask<'a>) -> BoxFuture<'a, Result<Box<dyn Column>>> {
        Box::pin(async move {
            let text =
                |name: &str| ask.args.values().get(name).and_then(|it| it.as_str()).unwrap_or_default().to_owned();
            Ok(match SCHEMA.objects[ask.object].fields[ask.field].name() {
                "hello" => one(format!("hello {}", text("name"))),
                "mine" => one("mine".to_owned()),
                "shout" => one(text("text").to_uppercase()),
                "live" => one(i64::try_from(self.live.load(Ordering::SeqCst)).unwrap()),
                "size" => one(i64::try_from(ask.args.read::<File>()?.file.size()).unwrap()),
                "slow" => {
                    tokio::time::sleep(Duration::from_hours(1)).await;
                    one("late".to_owned())
                }
                _ => return Err(zephyrix::graphql::Error::new("TEAPOT", "short and stout")),
            })
        })
    }

    fn subscribe<'a>(&'a self, ask: Ask<'a>) -> BoxFuture<'a, Result<Events>> {
        Box::pin(async move {
            if SCHEMA.objects[ask.object].fields[ask.field].name() == "panics" {
                return Ok(stream::poll_fn(|_| panic!("on purpose")).boxed());
            }
            let to = ask.args.values().get("to").and_then(serde_json::Value::as_i64).unwrap_or(i64::MAX);
            self.live.fetch_add(1, Ordering::SeqCst);
            let live = Live(self.live.clone());
            Ok(stream::unfold((live, 1), move |(live, at)| async move {
                tokio::time::sleep(Duration::from_millis(1)).await;
                (at <= to).then(|| (Ok(Box::new(at) as Box<dyn Output>), (live, at + 1)))
            })
            .boxed())
        })
    }

    fn connect<'a>(&'a self, request: &'a Parts) -> BoxFuture<'a, std::result::Result<(), Denied>> {
        Box::pin(async move {
            match request.headers.get(AUTHORIZATION) {
                Some(it) if it == "Bearer bad" => Err(Denied::Unknown),
                Some(it) if it == "Bearer down" => Err(Denied::Unavailable),
                _ => Ok(()),
            }
        })
    }
}

fn one<T: Output + 'static>(value: T) -> Box<dyn Column> {
    Box::new(Rows(vec![Ok(value)]))
}

/// The service, as it runs.
pub(crate) struct Served {
    pub(crate) addr: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

impl Served {
    pub(crate) async fn start(change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::defaults("greeter");
        change(&mut config);
        let router = Routes::of(()).router().graphql(&SCHEMA, Arc::new(Greeter::default()));
        let app = zephyrix::http::app(&SERVICE, router, &config);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let ended = tokio::spawn(async move {
            // Who forgets to stop it has it run.
            let stopped = async {
                if stopped.await.is_err() {
                    std::future::pending::<()>().await;
                }
            };
            zephyrix::http::serve(listener, app, &config.server, stopped).await;
        });
        Self { addr, stop, ended }
    }

    /// Has it stop, and waits until it has.
    pub(crate) async fn end(self) {
        self.stop.send(()).unwrap();
        self.ended.await.unwrap();
    }
}

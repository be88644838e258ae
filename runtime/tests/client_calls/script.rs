//! A service that does with each attempt what a script says, and notes what it has seen.

use crate::pings::{Ping, SERVICE, ping};
use futures_util::{Stream, StreamExt};
use std::collections::VecDeque;
use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::time::{sleep, timeout};
use zephyrix::client::grpc::{Call, Channel, Code, HeaderName, HeaderValue, Messages};
use zephyrix::config::Config;
use zephyrix::http::{app, serve};
use zephyrix::rpc::{self, Rpc, Status};
use zephyrix::{Cx, Routes};

macro_rules! methods {
    ($($name:ident)*) => {$(
        pub(crate) struct $name;

        impl Rpc for $name {
            type Input = Ping;
            type Output = Ping;
            const PROCEDURE: &'static str = concat!("/t.Pings/", stringify!($name));
        }
    )*};
}

methods!(Echo Many Sum Both);

/// What the service does with one attempt.
pub(crate) enum Step {
    Answer,
    Fail(Code),
    /// With a word about the next attempt.
    PushBack(Code, &'static str),
    /// Nothing, until the caller gives up.
    Hang,
}

/// What the service does, and what it has seen.
#[derive(Default)]
pub(crate) struct Script {
    /// What it does with the next attempts; it answers those that come after.
    pub(crate) steps: Mutex<VecDeque<Step>>,
    /// The metadata of each attempt, by the names that tests look at.
    seen: Mutex<Vec<[Option<String>; 4]>>,
    /// How many handlers were given up.
    dropped: AtomicUsize,
}

pub(crate) const LOOKED_AT: [&str; 4] = ["grpc-previous-rpc-attempts", "grpc-timeout", "grpc-encoding", "x-tenant"];

struct Dropped<'a>(&'a Script);

impl Drop for Dropped<'_> {
    fn drop(&mut self) {
        self.0.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

impl Script {
    pub(crate) fn of(steps: impl IntoIterator<Item = Step>) -> Arc<Self> {
        Arc::new(Self { steps: Mutex::new(steps.into_iter().collect()), ..Self::default() })
    }

    async fn next(&self, cx: &Cx) -> Result<(), Status> {
        let text = |name| cx.metadata(name).next().map(|it| it.to_str().unwrap().to_owned());
        self.seen.lock().unwrap().push(LOOKED_AT.map(text));
        let step = self.steps.lock().unwrap().pop_front().unwrap_or(Step::Answer);
        match step {
            Step::Answer => Ok(()),
            Step::Fail(code) => Err(Status::new(code, "on purpose")),
            Step::PushBack(code, millis) => {
                cx.send_trailer(HeaderName::from_static("grpc-retry-pushback-ms"), HeaderValue::from_static(millis));
                Err(Status::new(code, "on purpose"))
            }
            Step::Hang => {
                let _dropped = Dropped(self);
                pending().await
            }
        }
    }

    /// A header of every attempt.
    pub(crate) fn sent(&self, name: &str) -> Vec<Option<String>> {
        let at = LOOKED_AT.iter().position(|it| *it == name).unwrap();
        self.seen.lock().unwrap().iter().map(|it| it[at].clone()).collect()
    }

    pub(crate) fn attempts(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    pub(crate) async fn gives_up(&self, handlers: usize) {
        let given_up = async {
            while self.dropped.load(Ordering::SeqCst) < handlers {
                sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(Duration::from_secs(5), given_up).await.expect("a handler goes on for nobody");
    }
}

/// Serves a script on a free port, for as long as the test runs.
pub(crate) async fn start(script: &Arc<Script>) -> Channel {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve_on(listener, script.clone()));
    Channel::connect(&format!("http://{address}")).unwrap()
}

pub(crate) async fn serve_on(listener: TcpListener, script: Arc<Script>) {
    let routes = Routes::of(script)
        .rpc::<Echo, _, _>(async |script: Arc<Script>, cx: Cx, it: Ping| {
            script.next(&cx).await?;
            cx.send_header(HeaderName::from_static("x-head"), HeaderValue::from_static("1"));
            cx.send_trailer(HeaderName::from_static("x-tail"), HeaderValue::from_static("2"));
            Ok(it)
        })
        .rpc::<Many, _, _>(async |script: Arc<Script>, cx: Cx, it: Ping| {
            script.next(&cx).await?;
            let text = it.text.clone();
            let all = futures_util::stream::iter((0..it.count).map(move |at| Ok(ping(&text, at))));
            let end = futures_util::stream::once(async move {
                let _dropped = Dropped(&script);
                match it.text.as_str() {
                    "late" => Some(Err(Status::unavailable("late"))),
                    "hang" => pending().await,
                    _ => None,
                }
            });
            let end = end.filter_map(std::future::ready);
            Ok(rpc::Messages::new(all.chain(end)))
        })
        .rpc::<Sum, _, _>(async |script: Arc<Script>, cx: Cx, mut sent: rpc::Messages<Ping>| {
            let mut sum = sent.next().await.transpose()?.unwrap_or_default();
            script.next(&cx).await?;
            while let Some(it) = sent.next().await {
                let it = it?;
                sum = ping(&(sum.text + &it.text), sum.count + it.count);
            }
            Ok(sum)
        })
        .rpc::<Both, _, _>(async |script: Arc<Script>, cx: Cx, sent: rpc::Messages<Ping>| {
            script.next(&cx).await?;
            Ok(rpc::Messages::new(futures_util::stream::unfold((sent, script), async |(mut sent, script)| {
                let dropped = Dropped(&script);
                let next = sent.next().await;
                std::mem::forget(dropped);
                Some((next?, (sent, script)))
            })))
        });
    let config = Config::defaults("s");
    let app = app(&SERVICE, routes.router(), &config);
    serve(listener, app, &config.server, pending()).await;
}

pub(crate) fn echo(channel: &Channel) -> Call<Ping> {
    channel.call(Echo::PROCEDURE, &ping("a", 1))
}

pub(crate) fn sum(channel: &Channel) -> Call<Ping> {
    channel.call_with(Sum::PROCEDURE, futures_util::stream::iter([ping("a", 1), ping("b", 2), ping("c", 3)]))
}

pub(crate) fn many(channel: &Channel, text: &str, count: i32) -> Call<Messages<Ping>> {
    channel.call(Many::PROCEDURE, &ping(text, count))
}

/// Messages that are sent when the test has them sent.
pub(crate) fn given() -> (UnboundedSender<Ping>, impl Stream<Item = Ping> + Send + 'static) {
    let (to, from) = unbounded_channel();
    (to, futures_util::stream::unfold(from, async |mut from| Some((from.recv().await?, from))))
}

/// A channel with a policy for every method.
pub(crate) fn with(channel: Channel, policy: &str) -> Channel {
    let config = format!(r#"{{ "methodConfig": [{{ "name": [{{}}], {policy} }}] }}"#);
    channel.with_service_config(&config).unwrap()
}

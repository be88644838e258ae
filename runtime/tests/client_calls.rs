//! The client of gRPC against a real service: what it sends, how often, and what it makes of what comes back.
#![allow(clippy::unwrap_used)]

mod pings;

use futures_util::{Stream, StreamExt};
use pings::{Ping, SERVICE, ping};
use std::collections::VecDeque;
use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::time::{Instant, sleep, timeout};
use zephyrix::client::grpc::{Call, Channel, Code, HeaderName, HeaderValue, Messages};
use zephyrix::config::Config;
use zephyrix::http::{app, serve};
use zephyrix::rpc::{self, Rpc, Status};
use zephyrix::{Cx, Routes};

macro_rules! methods {
    ($($name:ident)*) => {$(
        struct $name;

        impl Rpc for $name {
            type Input = Ping;
            type Output = Ping;
            const PROCEDURE: &'static str = concat!("/t.Pings/", stringify!($name));
        }
    )*};
}

methods!(Echo Many Sum Both);

/// What the service does with one attempt.
enum Step {
    Answer,
    Fail(Code),
    /// With a word about the next attempt.
    PushBack(Code, &'static str),
    /// Nothing, until the caller gives up.
    Hang,
}

/// What the service does, and what it has seen.
#[derive(Default)]
struct Script {
    /// What it does with the next attempts; it answers those that come after.
    steps: Mutex<VecDeque<Step>>,
    /// The metadata of each attempt, by the names that tests look at.
    seen: Mutex<Vec<[Option<String>; 4]>>,
    /// How many handlers were given up.
    dropped: AtomicUsize,
}

const LOOKED_AT: [&str; 4] = ["grpc-previous-rpc-attempts", "grpc-timeout", "grpc-encoding", "x-tenant"];

struct Dropped<'a>(&'a Script);

impl Drop for Dropped<'_> {
    fn drop(&mut self) {
        self.0.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

impl Script {
    fn of(steps: impl IntoIterator<Item = Step>) -> Arc<Self> {
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
    fn sent(&self, name: &str) -> Vec<Option<String>> {
        let at = LOOKED_AT.iter().position(|it| *it == name).unwrap();
        self.seen.lock().unwrap().iter().map(|it| it[at].clone()).collect()
    }

    fn attempts(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    async fn gives_up(&self, handlers: usize) {
        let given_up = async {
            while self.dropped.load(Ordering::SeqCst) < handlers {
                sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(Duration::from_secs(5), given_up).await.expect("a handler goes on for nobody");
    }
}

/// Serves a script on a free port, for as long as the test runs.
async fn start(script: &Arc<Script>) -> Channel {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve_on(listener, script.clone()));
    Channel::connect(&format!("http://{address}")).unwrap()
}

async fn serve_on(listener: TcpListener, script: Arc<Script>) {
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

fn echo(channel: &Channel) -> Call<Ping> {
    channel.call(Echo::PROCEDURE, &ping("a", 1))
}

fn sum(channel: &Channel) -> Call<Ping> {
    channel.call_with(Sum::PROCEDURE, futures_util::stream::iter([ping("a", 1), ping("b", 2), ping("c", 3)]))
}

fn many(channel: &Channel, text: &str, count: i32) -> Call<Messages<Ping>> {
    channel.call(Many::PROCEDURE, &ping(text, count))
}

/// Messages that are sent when the test has them sent.
fn given() -> (UnboundedSender<Ping>, impl Stream<Item = Ping> + Send + 'static) {
    let (to, from) = unbounded_channel();
    (to, futures_util::stream::unfold(from, async |mut from| Some((from.recv().await?, from))))
}

/// A channel with a policy for every method.
fn with(channel: Channel, policy: &str) -> Channel {
    let config = format!(r#"{{ "methodConfig": [{{ "name": [{{}}], {policy} }}] }}"#);
    channel.with_service_config(&config).unwrap()
}

const RETRY: &str = r#""retryPolicy": { "maxAttempts": 3, "initialBackoff": "0.01s", "maxBackoff": "0.1s", "backoffMultiplier": 2,
    "retryableStatusCodes": ["UNAVAILABLE"] }"#;

const HEDGE: &str =
    r#""hedgingPolicy": { "maxAttempts": 3, "hedgingDelay": "0.05s", "nonFatalStatusCodes": ["UNAVAILABLE"] }"#;

fn numbers(list: &[&str]) -> Vec<Option<String>> {
    std::iter::once(None).chain(list.iter().map(|it| Some((*it).to_owned()))).collect()
}

#[tokio::test]
async fn four_kinds_of_calls() {
    let channel = start(&Script::of([])).await;
    assert_eq!(echo(&channel).await.unwrap(), ping("a", 1));
    let listed: Vec<_> = many(&channel, "b", 3).await.unwrap().map(Result::unwrap).collect().await;
    assert_eq!(listed, [ping("b", 0), ping("b", 1), ping("b", 2)]);
    assert_eq!(sum(&channel).await.unwrap(), ping("abc", 6));
    let (to, sent) = given();
    let both: Call<Messages<Ping>> = channel.call_with(Both::PROCEDURE, sent);
    let mut both = both.await.unwrap();
    for at in 0..3 {
        to.send(ping("c", at)).unwrap();
        assert_eq!(both.next().await.unwrap().unwrap(), ping("c", at), "one by one");
    }
    drop(to);
    assert!(both.next().await.is_none() && both.next().await.is_none());
}

#[tokio::test]
async fn metadata_goes_both_ways() {
    let script = Script::of([]);
    let channel = start(&script).await.metadata("x-tenant", "t1").unwrap();
    let reply = echo(&channel).reply().await.unwrap();
    assert!(reply.headers["x-head"] == "1" && reply.trailers["x-tail"] == "2");
    assert!(!reply.headers.contains_key(LOOKED_AT[0]));
    let tenant = HeaderName::from_static("x-tenant");
    echo(&channel).metadata(tenant, HeaderValue::from_static("t2")).await.unwrap();
    assert_eq!(script.sent("x-tenant"), [Some("t1".to_owned()), Some("t1".to_owned())]);
}

#[tokio::test]
async fn failures_have_details() {
    let channel = start(&Script::of([Step::Fail(Code::NotFound)])).await;
    let status = echo(&channel).await.unwrap_err();
    assert_eq!((status.code(), status.message(), status.details().len()), (Code::NotFound, "on purpose", 0));
    let wrong: Call<Ping> = channel.call(Echo::PROCEDURE, &ping("too long", 1));
    let status = wrong.await.unwrap_err();
    let violations = status.violations();
    assert_eq!((status.code(), violations.len(), violations[0].field.as_str()), (Code::InvalidArgument, 1, "text"));
    let none: Call<Ping> = channel.call("/t.Pings/Nothing", &ping("a", 1));
    assert_eq!(none.await.unwrap_err().code(), Code::Unimplemented);
}

#[tokio::test]
async fn deadlines_are_told_and_kept() {
    let script = Script::of([Step::Hang]);
    let channel = start(&script).await;
    let begun = Instant::now();
    let status = echo(&channel).timeout(Duration::from_millis(100)).await.unwrap_err();
    assert!(status.code() == Code::DeadlineExceeded && begun.elapsed() < Duration::from_secs(5), "{status}");
    script.gives_up(1).await;
    let told = script.sent("grpc-timeout").remove(0).unwrap();
    let micros: u64 = told.strip_suffix('u').or(told.strip_suffix('n')).unwrap().parse().unwrap();
    assert!(micros > 50_000, "{told}");
    // What a handler's own caller waits for is handed on; without such, nothing changes.
    let over = echo(&channel).timeout(Duration::from_mins(1)).until(Some(std::time::Instant::now()));
    assert_eq!(over.await.unwrap_err().code(), Code::DeadlineExceeded);
    assert_eq!(echo(&channel).until(None).await.unwrap(), ping("a", 1));
    // Of an answer that has begun, too; and the least of what is said.
    let config = r#""timeout": "0.1s""#;
    let mut hanging = many(&with(channel, config), "hang", 1).timeout(Duration::from_mins(1)).await.unwrap();
    assert_eq!(hanging.next().await.unwrap().unwrap(), ping("hang", 0));
    assert_eq!(hanging.next().await.unwrap().unwrap_err().code(), Code::DeadlineExceeded);
    assert!(hanging.next().await.is_none());
    script.gives_up(2).await;
}

#[tokio::test]
async fn what_nobody_waits_for_is_canceled() {
    let script = Script::of([Step::Hang]);
    let channel = start(&script).await;
    assert!(timeout(Duration::from_millis(100), echo(&channel)).await.is_err());
    script.gives_up(1).await;
    let mut hanging = many(&channel, "hang", 1).await.unwrap();
    hanging.next().await.unwrap().unwrap();
    drop(hanging);
    script.gives_up(2).await;
    // While the request is still open.
    let sent = futures_util::stream::iter([ping("a", 1)]).chain(futures_util::stream::pending());
    let mut both: Messages<Ping> = channel.call_with(Both::PROCEDURE, sent).await.unwrap();
    both.next().await.unwrap().unwrap();
    drop(both);
    script.gives_up(3).await;
}

#[tokio::test]
async fn what_fails_for_now_is_tried_again() {
    let script = Script::of([Step::Fail(Code::Unavailable), Step::Fail(Code::Unavailable)]);
    let channel = with(start(&script).await, RETRY);
    let reply = echo(&channel).reply().await.unwrap();
    assert_eq!((reply.answer, reply.headers["grpc-previous-rpc-attempts"].as_bytes()), (ping("a", 1), &b"2"[..]));
    assert_eq!(script.sent("grpc-previous-rpc-attempts"), numbers(&["1", "2"]));
}

#[tokio::test]
async fn no_more_often_than_the_policy_says() {
    let script = Script::of([Code::Unavailable; 9].map(Step::Fail));
    let channel = with(start(&script).await, RETRY);
    assert_eq!(echo(&channel).await.unwrap_err().code(), Code::Unavailable);
    assert_eq!(script.attempts(), 3);
}

#[tokio::test]
async fn what_fails_for_good_is_not_tried_again() {
    let script = Script::of([Step::Fail(Code::Internal)]);
    let channel = with(start(&script).await, RETRY);
    assert_eq!(echo(&channel).await.unwrap_err().code(), Code::Internal);
    assert_eq!(script.attempts(), 1);
}

#[tokio::test]
async fn requests_of_many_messages_are_sent_again_as_long_as_they_are_kept() {
    let script = Script::of([Step::Fail(Code::Unavailable)]);
    let channel = with(start(&script).await, RETRY);
    assert_eq!(sum(&channel).await.unwrap(), ping("abc", 6));
    assert_eq!(script.attempts(), 2);
    script.steps.lock().unwrap().push_back(Step::Fail(Code::Unavailable));
    assert_eq!(sum(&channel.max_kept(8)).await.unwrap_err().code(), Code::Unavailable);
    assert_eq!(script.attempts(), 3);
}

#[tokio::test]
async fn an_answer_that_has_begun_is_not_tried_again() {
    let script = Script::of([]);
    let channel = with(start(&script).await, RETRY);
    let mut late = many(&channel, "late", 1).await.unwrap();
    assert_eq!(late.next().await.unwrap().unwrap(), ping("late", 0));
    assert_eq!(late.next().await.unwrap().unwrap_err().code(), Code::Unavailable);
    assert!(late.next().await.is_none() && script.attempts() == 1);
}

#[tokio::test]
async fn a_service_says_when_it_is_tried_again() {
    let script = Script::of([Step::PushBack(Code::Unavailable, "300"), Step::PushBack(Code::Unavailable, "-1")]);
    let channel = with(start(&script).await, &RETRY.replace("\"0.01s\"", "\"30s\"").replace("\"0.1s\"", "\"30s\""));
    let begun = Instant::now();
    assert_eq!(echo(&channel).await.unwrap_err().code(), Code::Unavailable);
    let elapsed = begun.elapsed();
    assert!(elapsed >= Duration::from_millis(300) && elapsed < Duration::from_secs(20), "{elapsed:?}");
    assert_eq!(script.attempts(), 2);
}

#[tokio::test]
async fn a_service_that_keeps_failing_is_tried_less() {
    let script = Script::of([Code::Unavailable; 2].map(Step::Fail));
    let config = format!(
        r#"{{ "methodConfig": [{{ "name": [{{ "service": "t.Pings" }}], {RETRY} }}],
              "retryThrottling": {{ "maxTokens": 4, "tokenRatio": 1 }} }}"#
    );
    let channel = start(&script).await.with_service_config(&config).unwrap();
    assert_eq!(echo(&channel).await.unwrap_err().code(), Code::Unavailable);
    assert_eq!(script.attempts(), 2, "two of four tokens are gone");
    echo(&channel).await.unwrap();
    script.steps.lock().unwrap().push_back(Step::Fail(Code::Unavailable));
    assert!(echo(&channel).await.is_err(), "three, but not after a failure");
    many(&channel, "b", 1).await.unwrap().count().await;
    echo(&channel.clone()).await.unwrap();
    script.steps.lock().unwrap().push_back(Step::Fail(Code::Unavailable));
    echo(&channel).await.expect("four, and three after a failure");
}

#[tokio::test]
async fn an_attempt_that_takes_long_is_hedged() {
    let script = Script::of([Step::Hang, Step::Answer]);
    let channel = with(start(&script).await, HEDGE);
    let begun = Instant::now();
    assert_eq!(echo(&channel).await.unwrap(), ping("a", 1));
    let elapsed = begun.elapsed();
    assert!(elapsed >= Duration::from_millis(50) && elapsed < Duration::from_secs(5), "{elapsed:?}");
    assert_eq!(script.sent("grpc-previous-rpc-attempts"), numbers(&["1"]));
    script.gives_up(1).await;
}

#[tokio::test]
async fn hedges_go_on_after_failures_that_are_not_fatal() {
    let script = Script::of([Step::Fail(Code::Unavailable), Step::Fail(Code::Unavailable), Step::Answer]);
    let channel = start(&script).await;
    let begun = Instant::now();
    echo(&with(channel.clone(), &HEDGE.replace("0.05s", "60s"))).await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(20), "the next is sent at once");
    assert_eq!(script.sent("grpc-previous-rpc-attempts"), numbers(&["1", "2"]));
    let script = Script::of([Step::Hang, Step::Fail(Code::NotFound)]);
    let channel = with(start(&script).await, HEDGE);
    assert_eq!(echo(&channel).await.unwrap_err().code(), Code::NotFound, "which is fatal to all");
    assert_eq!(script.attempts(), 2);
    script.gives_up(1).await;
    let script = Script::of([Code::Unavailable; 9].map(Step::Fail));
    assert_eq!(echo(&with(start(&script).await, HEDGE)).await.unwrap_err().code(), Code::Unavailable);
    assert_eq!(script.attempts(), 3);
}

#[tokio::test]
async fn hedges_send_requests_of_many_messages_side_by_side() {
    let script = Script::of([Step::Hang, Step::Answer]);
    let channel = with(start(&script).await, HEDGE);
    let (to, sent) = given();
    let call: Call<Ping> = channel.call_with(Sum::PROCEDURE, sent);
    let call = tokio::spawn(call.into_future());
    to.send(ping("a", 1)).unwrap();
    sleep(Duration::from_millis(200)).await;
    to.send(ping("b", 2)).unwrap();
    drop(to);
    assert_eq!(call.await.unwrap().unwrap(), ping("ab", 3));
    script.gives_up(1).await;
}

#[tokio::test]
async fn messages_have_bounds() {
    let script = Script::of([]);
    let channel = start(&script).await;
    let small = with(channel.clone(), r#""maxRequestMessageBytes": 4"#);
    assert_eq!(echo(&small).await.unwrap_err().code(), Code::ResourceExhausted);
    let growing = futures_util::stream::iter([ping("", 1), ping("abcde", 2)]);
    let call: Call<Ping> = small.call_with(Sum::PROCEDURE, growing);
    assert_eq!(call.await.unwrap_err().code(), Code::ResourceExhausted);
    let (to, growing) = given();
    to.send(ping("", 1)).unwrap();
    let mut both: Messages<Ping> = small.call_with(Both::PROCEDURE, growing).await.unwrap();
    assert_eq!(both.next().await.unwrap().unwrap(), ping("", 1));
    to.send(ping("abcde", 2)).unwrap();
    assert_eq!(both.next().await.unwrap().unwrap_err().code(), Code::ResourceExhausted);
    for limited in [channel.clone().max_message(4), with(channel, r#""maxResponseMessageBytes": 4"#)] {
        assert_eq!(echo(&limited).await.unwrap_err().code(), Code::ResourceExhausted);
    }
}

#[tokio::test]
async fn messages_are_compressed_where_that_is_asked_for() {
    let script = Script::of([]);
    let channel = start(&script).await;
    let answer = echo(&channel).reply().await.unwrap();
    assert!(!answer.headers.contains_key("grpc-encoding"));
    let answer = echo(&channel.compressed()).reply().await.unwrap();
    assert_eq!((answer.headers["grpc-encoding"].as_bytes(), answer.answer), (&b"gzip"[..], ping("a", 1)));
    assert_eq!(script.sent("grpc-encoding"), [None, Some("gzip".to_owned())]);
}

#[tokio::test]
async fn without_a_connection_a_call_fails_or_waits() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let channel = Channel::connect(&format!("http://{address}")).unwrap();
    assert_eq!(echo(&channel).await.unwrap_err().code(), Code::Unavailable);
    let waits = with(channel, r#""waitForReady": true"#);
    assert_eq!(echo(&waits).wait_for_ready(false).await.unwrap_err().code(), Code::Unavailable);
    let late = echo(&waits).timeout(Duration::from_millis(200)).await.unwrap_err();
    assert_eq!(late.code(), Code::DeadlineExceeded);
    let (script, call) = (Script::of([]), tokio::spawn(echo(&waits).into_future()));
    sleep(Duration::from_millis(100)).await;
    tokio::spawn(serve_on(TcpListener::bind(address).await.unwrap(), script.clone()));
    assert_eq!(timeout(Duration::from_secs(30), call).await.unwrap().unwrap().unwrap(), ping("a", 1));
    assert_eq!(script.attempts(), 1);
}

/// A connection that refuses its first streams, as one that is about to close does: whoever serves has not seen them.
async fn refusing(streams: usize) -> (Channel, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (seen, counted) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let count = counted.clone();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let (seen, count) = (seen.clone(), count.clone());
            tokio::spawn(async move {
                let mut connection = h2::server::handshake(socket).await.unwrap();
                while let Some(Ok((_, mut respond))) = connection.accept().await {
                    count.fetch_add(1, Ordering::SeqCst);
                    if seen.fetch_add(1, Ordering::SeqCst) < streams {
                        respond.send_reset(h2::Reason::REFUSED_STREAM);
                        continue;
                    }
                    let ended = axum::http::Response::builder().header("content-type", "application/grpc");
                    respond.send_response(ended.header("grpc-status", "5").body(()).unwrap(), true).unwrap();
                }
            });
        }
    });
    (Channel::connect(&format!("http://{address}")).unwrap(), counted)
}

#[tokio::test]
async fn what_nobody_has_seen_is_sent_again_once() {
    let (channel, count) = refusing(1).await;
    assert_eq!(echo(&channel).await.unwrap_err().code(), Code::NotFound);
    assert_eq!(count.load(Ordering::SeqCst), 2);
    let (channel, count) = refusing(2).await;
    assert_eq!(echo(&channel).await.unwrap_err().code(), Code::Unavailable);
    assert_eq!(count.load(Ordering::SeqCst), 2);
    let (channel, count) = refusing(2).await;
    assert_eq!(echo(&with(channel, RETRY)).await.unwrap_err().code(), Code::NotFound);
    assert_eq!(count.load(Ordering::SeqCst), 3, "and then as the policy says");
}

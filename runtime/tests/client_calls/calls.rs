//! Calls that are made once.

use crate::pings::{Ping, ping};
use crate::script::{Both, Echo, LOOKED_AT, Script, Step, Sum, echo, given, many, serve_on, start, sum, with};
use futures_util::StreamExt;
use std::future::IntoFuture;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::time::{Instant, sleep, timeout};
use zephyrix::client::grpc::{Call, Channel, Code, HeaderName, HeaderValue, Messages};
use zephyrix::rpc::Rpc;

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

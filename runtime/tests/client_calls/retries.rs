//! Calls that are tried again, or by several attempts at once, as a policy says (gRFC A6).

use crate::pings::{Ping, ping};
use crate::script::{Script, Step, Sum, echo, given, many, start, sum, with};
use futures_util::StreamExt;
use std::future::IntoFuture;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use zephyrix::client::grpc::{Call, Code};
use zephyrix::rpc::Rpc;

pub(crate) const RETRY: &str = r#""retryPolicy": { "maxAttempts": 3, "initialBackoff": "0.01s", "maxBackoff": "0.1s", "backoffMultiplier": 2,
    "retryableStatusCodes": ["UNAVAILABLE"] }"#;

const HEDGE: &str =
    r#""hedgingPolicy": { "maxAttempts": 3, "hedgingDelay": "0.05s", "nonFatalStatusCodes": ["UNAVAILABLE"] }"#;

fn numbers(list: &[&str]) -> Vec<Option<String>> {
    std::iter::once(None).chain(list.iter().map(|it| Some((*it).to_owned()))).collect()
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

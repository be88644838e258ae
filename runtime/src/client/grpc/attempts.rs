//! A call: as many attempts as its policy has, until one is answered.

use super::attempt::{Asked, Begun};
use super::failure::{Failure, Reached};
use super::replay::Replay;
use super::schedule::{Next, Schedule, jitter};
use super::status::Status;
use futures_util::stream::{FuturesUnordered, StreamExt};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// The attempts of one call.
pub(super) struct Attempts<'a> {
    asked: &'a Asked<'a>,
    replay: &'a Replay,
    schedule: Schedule<'a>,
    wait_for_ready: bool,
    /// How often there was no connection.
    unconnected: i32,
    /// Whether an attempt that nobody has seen was made again already.
    resent: bool,
}

/// What comes of an attempt that failed.
enum Then {
    Fail(Status),
    /// Others may do better.
    Wait(Status),
    /// A new attempt at a time.
    Attempt(Status, Instant),
    /// The same attempt again at a time: nobody has seen it.
    Resend(Instant),
}

impl<'a> Attempts<'a> {
    pub(super) fn new(asked: &'a Asked<'a>, replay: &'a Replay, schedule: Schedule<'a>, wait_for_ready: bool) -> Self {
        Self { asked, replay, schedule, wait_for_ready, unconnected: 0, resent: false }
    }

    /// The first answer. Whatever else is on its way then is dropped, and canceled thereby.
    pub(super) async fn answer<T: prost::Message + Default + 'static>(mut self) -> Result<Begun<T>, Status> {
        let (asked, replay) = (self.asked, self.replay);
        let send = |number: u32, at: Instant| async move {
            sleep_until(at).await;
            (number, asked.attempt::<T>(number - 1, replay.sending(number)).await)
        };
        let mut running = FuturesUnordered::new();
        let mut due = Some(Instant::now());
        let mut last = Status::late();
        loop {
            if running.is_empty() && due.is_none() {
                return Err(last);
            }
            tokio::select! {
                biased;
                status = replay.refused() => return Err(status),
                Some((number, ended)) = running.next(), if !running.is_empty() => match ended {
                    Ok(begun) if replay.settle(number) => return Ok(begun),
                    // It cannot send the rest of its request.
                    Ok(_) => {}
                    Err(failure) => match self.then(number, failure) {
                        Then::Fail(status) => return Err(status),
                        Then::Wait(status) => (last, due) = (status, None),
                        Then::Attempt(status, at) => (last, due) = (status, Some(at)),
                        Then::Resend(at) => running.push(send(number, at)),
                    },
                },
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {
                    due = None;
                    if self.schedule.may_send() && replay.settled().is_none() {
                        let now = Instant::now();
                        due = self.schedule.send(now);
                        running.push(send(self.schedule.sent(), now));
                    }
                }
            }
        }
    }

    fn then(&mut self, number: u32, failure: Failure) -> Then {
        let now = Instant::now();
        if self.asked.deadline.is_some_and(|it| it <= now) {
            return Then::Fail(Status::late());
        }
        match self.replay.settled() {
            Some(it) if it != number => return Then::Wait(failure.status),
            Some(_) => return Then::Fail(failure.status),
            None => {}
        }
        match failure.reached {
            Reached::Nowhere if self.wait_for_ready => {
                self.unconnected += 1;
                return Then::Resend(now + reconnect(self.unconnected - 1));
            }
            Reached::Connection if !self.resent => {
                self.resent = true;
                return Then::Resend(now);
            }
            _ => {}
        }
        match self.schedule.fail(&failure, now) {
            Next::Fail => Then::Fail(failure.status),
            Next::Wait => Then::Wait(failure.status),
            Next::At(at) => Then::Attempt(failure.status, at),
        }
    }
}

/// How long until a connection is tried again, <https://github.com/grpc/grpc/blob/master/doc/connection-backoff.md>.
fn reconnect(before: i32) -> Duration {
    const MOST: f64 = 120.0;
    Duration::from_secs_f64(1.6_f64.powi(before).min(MOST) * jitter())
}

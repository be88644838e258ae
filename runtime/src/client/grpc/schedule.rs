//! When a call is attempted again: retries after a failure, hedges beside an attempt that takes long.
//!
//! Nothing here waits or sends; [`attempts`](super::attempts) does as it is told.

use super::failure::{Failure, Pushback};
use super::service_config::{Hedging, Policy, Retry};
use super::throttle::Throttle;
use crate::status::Code;
use std::time::Duration;
use tokio::time::Instant;

/// The attempts of one call.
pub(super) struct Schedule<'a> {
    policy: Option<&'a Policy>,
    throttle: Option<&'a Throttle>,
    /// How many attempts there were.
    sent: u32,
    /// How many retries came after a delay of the policy's own, since the service named one.
    delays: i32,
    /// Whether the service wants no more.
    pushed_back: bool,
}

/// What comes of a failure.
#[derive(Debug, PartialEq)]
pub(super) enum Next {
    /// The call fails so.
    Fail,
    /// Another attempt, then.
    At(Instant),
    /// No other, but there may be some on their way.
    Wait,
}

impl<'a> Schedule<'a> {
    pub(super) fn new(policy: Option<&'a Policy>, throttle: Option<&'a Throttle>) -> Self {
        Self { policy, throttle, sent: 0, delays: 0, pushed_back: false }
    }

    /// How many attempts there were.
    pub(super) fn sent(&self) -> u32 {
        self.sent
    }

    /// Whether there may be another attempt: the first always may.
    pub(super) fn may_send(&self) -> bool {
        let most = self.policy.map_or(1, Policy::max_attempts);
        self.sent == 0 || self.sent < most && !self.pushed_back && self.throttle.is_none_or(Throttle::allows)
    }

    /// An attempt was sent; when the next one is, if none fails before.
    pub(super) fn send(&mut self, now: Instant) -> Option<Instant> {
        self.sent += 1;
        match self.policy {
            Some(Policy::Hedging(it)) if self.may_send() => Some(now + it.delay),
            _ => None,
        }
    }

    /// An attempt failed.
    pub(super) fn fail(&mut self, failure: &Failure, now: Instant) -> Next {
        let Some(policy) = self.policy else { return Next::Fail };
        let again = policy.asks_again(failure.status.code());
        self.pushed_back |= failure.pushback == Some(Pushback::Never);
        if again || failure.pushback == Some(Pushback::Never) {
            self.throttle.inspect(|it| it.failed());
        }
        if !again {
            return Next::Fail;
        }
        match policy {
            Policy::Retry(it) => self.retry(it, failure.pushback, now),
            Policy::Hedging(_) => self.hedge(failure.pushback, now),
        }
    }

    fn retry(&mut self, policy: &Retry, pushback: Option<Pushback>, now: Instant) -> Next {
        if !self.may_send() {
            return Next::Fail;
        }
        let delay = if let Some(Pushback::After(delay)) = pushback {
            self.delays = 0;
            delay
        } else {
            let delay = policy.delay(self.delays).mul_f64(jitter());
            self.delays += 1;
            delay
        };
        Next::At(now + delay)
    }

    fn hedge(&self, pushback: Option<Pushback>, now: Instant) -> Next {
        match pushback {
            _ if !self.may_send() => Next::Wait,
            Some(Pushback::After(delay)) => Next::At(now + delay),
            _ => Next::At(now),
        }
    }
}

impl Policy {
    fn max_attempts(&self) -> u32 {
        match self {
            Self::Retry(it) => it.max_attempts,
            Self::Hedging(it) => it.max_attempts,
        }
    }

    /// Whether another attempt may do better where one failed with a code.
    pub(super) fn asks_again(&self, code: Code) -> bool {
        match self {
            Self::Retry(Retry { retryable: codes, .. }) | Self::Hedging(Hedging { non_fatal: codes, .. }) => {
                codes.contains(&code)
            }
        }
    }
}

impl Retry {
    /// The delay of the retry after `delays` others, before it is made uneven.
    fn delay(&self, delays: i32) -> Duration {
        let seconds = self.initial_backoff.as_secs_f64() * self.multiplier.powi(delays);
        Duration::try_from_secs_f64(seconds).unwrap_or(self.max_backoff).min(self.max_backoff)
    }
}

/// Between 0.8 and 1.2, so that callers that failed together do not come back together.
pub(super) fn jitter() -> f64 {
    // These bits of a UUID are random.
    let [.., a, b, c, d] = uuid::Uuid::new_v4().into_bytes();
    0.8 + 0.4 * f64::from(u32::from_be_bytes([a, b, c, d])) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::failure::Reached;
    use super::super::status::Status;
    use super::*;

    fn failure(code: Code, pushback: Option<Pushback>) -> Failure {
        Failure { status: Status::new(code, ""), reached: Reached::Service, pushback }
    }

    fn retry() -> Policy {
        Policy::Retry(Retry {
            max_attempts: 4,
            initial_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_millis(250),
            multiplier: 2.0,
            retryable: vec![Code::Unavailable],
        })
    }

    fn hedging() -> Policy {
        let non_fatal = vec![Code::Unavailable];
        Policy::Hedging(Hedging { max_attempts: 3, delay: Duration::from_millis(100), non_fatal })
    }

    /// Whether an attempt comes in so many milliseconds, but for the jitter.
    fn comes_in(next: &Next, now: Instant, millis: u64) -> bool {
        let nominal = Duration::from_millis(millis);
        matches!(next, Next::At(at) if (nominal.mul_f64(0.8)..=nominal.mul_f64(1.2)).contains(&(*at - now)))
    }

    #[test]
    fn retries_come_later_and_later() {
        let (policy, now) = (retry(), Instant::now());
        let mut schedule = Schedule::new(Some(&policy), None);
        for millis in [100, 200, 250] {
            assert_eq!(schedule.send(now), None);
            assert!(comes_in(&schedule.fail(&failure(Code::Unavailable, None), now), now, millis), "{millis}");
        }
        schedule.send(now);
        assert_eq!(schedule.fail(&failure(Code::Unavailable, None), now), Next::Fail, "the fourth is the last");
    }

    #[test]
    fn a_service_says_when_and_delays_begin_anew() {
        let (policy, now) = (retry(), Instant::now());
        let mut schedule = Schedule::new(Some(&policy), None);
        schedule.send(now);
        schedule.fail(&failure(Code::Unavailable, None), now);
        schedule.send(now);
        let wanted = Duration::from_secs(7);
        let next = schedule.fail(&failure(Code::Unavailable, Some(Pushback::After(wanted))), now);
        assert_eq!(next, Next::At(now + wanted));
        schedule.send(now);
        assert!(comes_in(&schedule.fail(&failure(Code::Unavailable, None), now), now, 100));
    }

    #[test]
    fn other_codes_are_final_and_take_no_token() {
        for policy in [retry(), hedging()] {
            let throttle = Throttle::new(4000, 1000);
            let mut schedule = Schedule::new(Some(&policy), Some(&throttle));
            schedule.send(Instant::now());
            for _ in 0..9 {
                assert_eq!(schedule.fail(&failure(Code::NotFound, None), Instant::now()), Next::Fail);
            }
            assert!(throttle.allows());
        }
    }

    #[test]
    fn an_empty_bucket_ends_retries() {
        let (policy, throttle, now) = (retry(), Throttle::new(2000, 1000), Instant::now());
        let mut schedule = Schedule::new(Some(&policy), Some(&throttle));
        assert!(schedule.may_send());
        schedule.send(now);
        assert_eq!(schedule.fail(&failure(Code::Unavailable, None), now), Next::Fail);
        assert!(Schedule::new(Some(&policy), Some(&throttle)).may_send(), "whatever is new is sent");
    }

    #[test]
    fn a_no_of_the_service_takes_a_token_whatever_the_code() {
        let (policy, throttle) = (retry(), Throttle::new(2000, 1000));
        let mut schedule = Schedule::new(Some(&policy), Some(&throttle));
        schedule.send(Instant::now());
        assert_eq!(schedule.fail(&failure(Code::NotFound, Some(Pushback::Never)), Instant::now()), Next::Fail);
        assert!(!throttle.allows());
    }

    #[test]
    fn hedges_come_one_after_another_and_at_once_after_a_failure() {
        let (policy, now) = (hedging(), Instant::now());
        let delay = Duration::from_millis(100);
        let mut schedule = Schedule::new(Some(&policy), None);
        assert_eq!(schedule.send(now), Some(now + delay));
        assert_eq!(schedule.fail(&failure(Code::Unavailable, None), now), Next::At(now));
        assert_eq!(schedule.send(now), Some(now + delay));
        let wanted = Duration::from_secs(7);
        let pushed_back = failure(Code::Unavailable, Some(Pushback::After(wanted)));
        assert_eq!(schedule.fail(&pushed_back, now), Next::At(now + wanted));
        assert_eq!(schedule.send(now), None, "the third is the last");
        assert_eq!(schedule.fail(&failure(Code::Unavailable, None), now), Next::Wait);
    }

    #[test]
    fn no_hedge_comes_after_a_no() {
        let (policy, now) = (hedging(), Instant::now());
        let mut schedule = Schedule::new(Some(&policy), None);
        schedule.send(now);
        assert_eq!(schedule.fail(&failure(Code::Unavailable, Some(Pushback::Never)), now), Next::Wait);
        assert!(!schedule.may_send());
    }

    #[test]
    fn nothing_is_asked_again_without_a_policy() {
        let mut schedule = Schedule::new(None, None);
        assert!(schedule.may_send() && schedule.send(Instant::now()).is_none() && !schedule.may_send());
        assert_eq!(schedule.fail(&failure(Code::Unavailable, None), Instant::now()), Next::Fail);
    }
}

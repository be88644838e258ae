//! How much is asked again of a service that fails: a bucket of tokens a channel, as gRPC's proposal A6 has it.

use std::sync::atomic::{AtomicU32, Ordering};

/// Failures take a token, successes give some back; while less than half is there, nothing is asked again.
#[derive(Debug)]
pub(super) struct Throttle {
    /// In thousandths, as everything here.
    tokens: AtomicU32,
    most: u32,
    ratio: u32,
}

/// What a failure takes.
const ONE: u32 = 1000;

impl Throttle {
    /// A full bucket, in thousandths of tokens.
    pub(super) fn new(most: u32, ratio: u32) -> Self {
        Self { tokens: AtomicU32::new(most), most, ratio }
    }

    /// Whether something may be asked again.
    pub(super) fn allows(&self) -> bool {
        self.tokens.load(Ordering::Relaxed) > self.most / 2
    }

    /// An attempt failed in a way that may be asked again.
    pub(super) fn failed(&self) {
        self.change(|it| it.saturating_sub(ONE));
    }

    /// A call succeeded.
    pub(super) fn succeeded(&self) {
        self.change(|it| it.saturating_add(self.ratio).min(self.most));
    }

    fn change(&self, by: impl Fn(u32) -> u32) {
        self.tokens.update(Ordering::Relaxed, Ordering::Relaxed, by);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_runs_dry_and_fills_again() {
        let throttle = Throttle::new(4000, 100);
        throttle.failed();
        assert!(throttle.allows(), "three of four tokens");
        throttle.failed();
        assert!(!throttle.allows(), "half of them is not enough");
        throttle.succeeded();
        assert!(throttle.allows());
        (0..10).for_each(|_| throttle.failed());
        (0..20).for_each(|_| throttle.succeeded());
        assert!(!throttle.allows(), "there is never less than none");
        (0..100).for_each(|_| throttle.succeeded());
        (0..2).for_each(|_| throttle.failed());
        assert!(!throttle.allows(), "nor more than all");
    }
}

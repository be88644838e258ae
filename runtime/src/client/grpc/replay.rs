//! What a call sends, kept so that another attempt can send it again, until one attempt is settled on.

use super::status::Status;
use crate::status::Code;
use bytes::Bytes;
use futures_util::stream::{BoxStream, Stream, StreamExt};
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use tokio::sync::Notify;

/// Messages that were sent or will be.
#[derive(Clone)]
pub(super) struct Replay {
    state: Arc<Mutex<State>>,
    /// That a message is larger than it may be.
    refused: Arc<Notify>,
    max_message: usize,
}

struct State {
    /// What is still to come; `None` after its end.
    source: Option<BoxStream<'static, Bytes>>,
    /// Messages that another attempt would send again.
    kept: VecDeque<Bytes>,
    /// How many messages were before those.
    gone: usize,
    bytes: usize,
    limit: usize,
    /// The attempt that is settled on.
    settled: Option<u32>,
    /// Attempts that wait for the source, of which it knows but one.
    waiting: Vec<Waker>,
}

impl Replay {
    /// Keeps `limit` bytes at most, and sends no message that is larger than it may be.
    pub(super) fn new(source: BoxStream<'static, Bytes>, limit: usize, max_message: usize) -> Self {
        let (kept, waiting) = (VecDeque::new(), Vec::new());
        let state = State { source: Some(source), kept, gone: 0, bytes: 0, limit, settled: None, waiting };
        Self { state: Arc::new(Mutex::new(state)), refused: Arc::default(), max_message }
    }

    /// Everything from the start, for an attempt.
    pub(super) fn sending(&self, attempt: u32) -> Sending {
        Sending { replay: self.clone(), attempt, at: 0 }
    }

    /// Settles on an attempt; `false` where another was settled on before.
    pub(super) fn settle(&self, attempt: u32) -> bool {
        let mut state = self.state();
        *state.settled.get_or_insert(attempt) == attempt
    }

    /// The attempt that is settled on: more was sent than is kept, or it was answered.
    pub(super) fn settled(&self) -> Option<u32> {
        self.state().settled
    }

    /// When a message is larger than it may be.
    pub(super) async fn refused(&self) -> Status {
        self.refused.notified().await;
        Status::new(Code::ResourceExhausted, format!("a message is larger than {} bytes", self.max_message))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Forgets what nobody sends again: what is before `at`, once one attempt is settled on.
    fn forget(&mut self, at: usize) {
        while self.settled.is_some() && self.gone < at && self.kept.pop_front().is_some() {
            self.gone += 1;
        }
    }

    /// Keeps a message that an attempt takes from the source; what is too much settles on that attempt.
    fn keep(&mut self, message: &Bytes, attempt: u32) {
        self.bytes = self.bytes.saturating_add(message.len());
        if self.bytes > self.limit {
            self.settled.get_or_insert(attempt);
        }
        self.kept.push_back(message.clone());
    }

    fn wake(&mut self) {
        self.waiting.drain(..).for_each(Waker::wake);
    }
}

/// What one attempt sends.
pub(super) struct Sending {
    replay: Replay,
    attempt: u32,
    at: usize,
}

impl Stream for Sending {
    type Item = Bytes;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        let replay = self.replay.clone();
        let mut state = replay.state();
        if state.settled.is_some_and(|it| it != self.attempt) {
            // Not to be mistaken for an end; the attempt is dropped.
            return Poll::Pending;
        }
        if let Some(message) = state.kept.get(self.at - state.gone).cloned() {
            self.at += 1;
            state.forget(self.at);
            return Poll::Ready(Some(message));
        }
        let Some(source) = &mut state.source else { return Poll::Ready(None) };
        let Poll::Ready(next) = source.poll_next_unpin(cx) else {
            state.waiting.push(cx.waker().clone());
            return Poll::Pending;
        };
        match &next {
            Some(message) if message.len() > replay.max_message => {
                state.source = Some(futures_util::stream::pending().boxed());
                replay.refused.notify_one();
                return Poll::Pending;
            }
            Some(message) => {
                state.keep(message, self.attempt);
                self.at += 1;
                state.forget(self.at);
            }
            None => state.source = None,
        }
        state.wake();
        Poll::Ready(next)
    }
}

/// The source may only know of this attempt: the others have to ask it themselves.
impl Drop for Sending {
    fn drop(&mut self) {
        self.replay.state().wake();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    /// What is there already.
    fn ready(sending: &mut Sending) -> Vec<Bytes> {
        std::iter::from_fn(|| sending.next().now_or_never().flatten()).collect()
    }

    fn letters(limit: usize) -> Replay {
        let letters = ["a", "b", "c"].map(|it| Bytes::from_static(it.as_bytes()));
        Replay::new(futures_util::stream::iter(letters).boxed(), limit, 9)
    }

    #[test]
    fn every_attempt_sends_everything() {
        let replay = letters(3);
        let (mut first, mut second) = (replay.sending(1), replay.sending(2));
        assert_eq!(second.next().now_or_never().flatten().unwrap(), "a");
        assert_eq!(ready(&mut first), ["a", "b", "c"]);
        assert_eq!(ready(&mut second), ["b", "c"]);
        assert!(replay.settled().is_none() && ready(&mut replay.sending(3)).len() == 3);
    }

    #[test]
    fn the_attempt_that_sends_more_than_is_kept_is_settled_on() {
        let replay = letters(2);
        let mut first = replay.sending(1);
        assert_eq!(ready(&mut first), ["a", "b", "c"]);
        assert_eq!((replay.settled(), replay.settle(2)), (Some(1), false));
        assert!(replay.state().kept.is_empty(), "nothing is kept any more");
        assert!(replay.sending(2).next().now_or_never().is_none(), "which is not an end");
    }

    #[test]
    fn nothing_is_kept_for_nobody() {
        let replay = letters(3);
        let mut first = replay.sending(1);
        assert_eq!(first.next().now_or_never().flatten().unwrap(), "a");
        assert!(replay.settle(1));
        assert_eq!(ready(&mut first), ["b", "c"]);
        assert!(replay.state().kept.is_empty());
    }

    #[test]
    fn what_is_too_large_is_not_sent() {
        let letters = ["a", "bb", "c"].map(|it| Bytes::from_static(it.as_bytes()));
        let replay = Replay::new(futures_util::stream::iter(letters).boxed(), 9, 1);
        assert!(replay.refused().now_or_never().is_none());
        let mut first = replay.sending(1);
        assert_eq!(ready(&mut first), ["a"]);
        assert_eq!(replay.refused().now_or_never().unwrap().code(), Code::ResourceExhausted);
        assert!(first.next().now_or_never().is_none(), "which is not an end");
    }

    #[tokio::test]
    async fn attempts_wait_for_one_source() {
        let (to, from) = tokio::sync::mpsc::unbounded_channel::<Bytes>();
        let messages = futures_util::stream::unfold(from, async |mut from| Some((from.recv().await?, from)));
        let replay = Replay::new(messages.boxed(), 10, 10);
        let spawn = |attempt| {
            let mut sending = replay.sending(attempt);
            // Whoever has the message stays, so that nobody is woken by its end.
            tokio::spawn(async move { (sending.next().await, sending) })
        };
        let (first, second, third) = (spawn(1), spawn(2), spawn(3));
        tokio::task::yield_now().await;
        third.abort();
        let _ = third.await;
        to.send(Bytes::from_static(b"a")).unwrap();
        let (first, second) = (first.await.unwrap(), second.await.unwrap());
        assert_eq!((first.0.unwrap(), second.0.unwrap()), ("a".into(), "a".into()));
    }
}

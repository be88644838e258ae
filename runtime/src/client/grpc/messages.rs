//! What is answered: messages as they come.

use super::attempt::{Begun, Cancel};
use super::failure::{Failure, Pushback};
use super::service_config::{MethodConfig, ServiceConfig};
use super::status::Status;
use futures_util::future::BoxFuture;
use futures_util::stream::{Stream, StreamExt};
use futures_util::{FutureExt, TryFutureExt};
use http::HeaderMap;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tonic::Streaming;

/// Messages that come one after another; the first error is the last that there is of them. To drop them is to cancel the call.
pub struct Messages<T> {
    headers: HeaderMap,
    trailers: HeaderMap,
    /// Until its end.
    running: Option<(Streaming<T>, Cancel)>,
    /// What ends the call from this side.
    stop: BoxFuture<'static, Status>,
    account: Account,
}

/// Where it is remembered how calls end.
pub(super) struct Account {
    pub(super) config: Arc<ServiceConfig>,
    pub(super) method: Option<Arc<MethodConfig>>,
}

impl Account {
    fn succeeded(&self) {
        self.config.throttle.iter().for_each(super::throttle::Throttle::succeeded);
    }

    fn failed(&self, failure: &Failure) {
        let policy = self.method.as_ref().and_then(|it| it.policy.as_ref());
        let counts = policy.is_some_and(|it| it.asks_again(failure.status.code()));
        if counts || policy.is_some() && failure.pushback == Some(Pushback::Never) {
            self.config.throttle.iter().for_each(super::throttle::Throttle::failed);
        }
    }
}

impl<T> Messages<T> {
    pub(super) fn new(begun: Begun<T>, stop: BoxFuture<'static, Status>, account: Account) -> Self {
        let Begun { headers, messages, cancel } = begun;
        Self { headers, trailers: HeaderMap::new(), running: Some((messages, cancel)), stop, account }
    }

    /// What the service sent before the first message.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What it sent after the last one; nothing before that has come.
    pub fn trailers(&self) -> &HeaderMap {
        &self.trailers
    }

    /// What it sent before and after the messages.
    pub(super) fn into_metadata(self) -> (HeaderMap, HeaderMap) {
        (self.headers, self.trailers)
    }
}

impl<T: prost::Message + Default> Stream for Messages<T> {
    type Item = Result<T, Status>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let it = &mut *self;
        let Some((messages, _)) = &mut it.running else { return Poll::Ready(None) };
        match messages.poll_next_unpin(cx) {
            Poll::Ready(Some(Ok(message))) => Poll::Ready(Some(Ok(message))),
            Poll::Ready(Some(Err(status))) => {
                it.running = None;
                let failure = Failure::of(&status);
                it.account.failed(&failure);
                // Where both are over, time is what ended the call.
                let status = it.stop.as_mut().now_or_never().unwrap_or(failure.status);
                Poll::Ready(Some(Err(status)))
            }
            Poll::Ready(None) => {
                // They are there when the messages are.
                let trailers = messages.trailers().unwrap_or_else(|_| None).now_or_never().flatten();
                it.trailers = trailers.map(tonic::metadata::MetadataMap::into_headers).unwrap_or_default();
                it.running = None;
                it.account.succeeded();
                Poll::Ready(None)
            }
            Poll::Pending => it.stop.as_mut().poll(cx).map(|status| {
                it.running = None;
                Some(Err(status))
            }),
        }
    }
}

impl<T> fmt::Debug for Messages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Messages").field("is_over", &self.running.is_none()).finish_non_exhaustive()
    }
}

//! A call, from what it sends to what is answered.

use super::attempt::Asked;
use super::attempts::Attempts;
use super::channel::{Channel, is_free};
use super::messages::{Account, Messages};
use super::replay::Replay;
use super::schedule::Schedule;
use super::status::Status;
use crate::status::Code;
use bytes::Bytes;
use futures_util::future::{BoxFuture, pending};
use futures_util::stream::{BoxStream, StreamExt};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::time::Duration;
use tokio::time::{Instant, sleep_until, timeout_at};

/// A call of a method, which is made when it is awaited. To drop its future is to cancel it.
///
/// `A` is what is answered: a message, or [`Messages`]. Those are there when the service begins to answer, which many do with their
/// first message only: whoever sends messages in turn has to have sent the first by then.
#[must_use = "a call is made when it is awaited"]
pub struct Call<A> {
    channel: Channel,
    path: &'static str,
    sent: BoxStream<'static, Bytes>,
    headers: HeaderMap,
    timeout: Option<Duration>,
    wait_for_ready: Option<bool>,
    of: PhantomData<fn() -> A>,
}

/// What is answered, and what is sent around it.
#[derive(Debug)]
pub struct Reply<A> {
    /// The message, or [`Messages`].
    pub answer: A,
    /// What the service sent before it.
    pub headers: HeaderMap,
    /// What the service sent after it; after [`Messages`], they have it.
    pub trailers: HeaderMap,
}

/// What a method answers: a message, or [`Messages`].
pub trait Answer: Sized + Send + 'static {
    /// Its messages.
    type Message: prost::Message + Default + 'static;

    /// Takes the messages of an answer.
    fn take(messages: Messages<Self::Message>) -> impl Future<Output = Result<Reply<Self>, Status>> + Send;
}

impl<T: prost::Message + Default + 'static> Answer for T {
    type Message = T;

    async fn take(mut messages: Messages<T>) -> Result<Reply<T>, Status> {
        let Some(answer) = messages.next().await.transpose()? else {
            return Err(Status::new(Code::Internal, "the answer has no message"));
        };
        if messages.next().await.transpose()?.is_some() {
            return Err(Status::new(Code::Internal, "the answer has more than one message"));
        }
        let (headers, trailers) = messages.into_metadata();
        Ok(Reply { answer, headers, trailers })
    }
}

impl<T: prost::Message + Default + 'static> Answer for Messages<T> {
    type Message = T;

    async fn take(answer: Messages<T>) -> Result<Reply<Self>, Status> {
        Ok(Reply { headers: answer.headers().clone(), trailers: HeaderMap::new(), answer })
    }
}

impl<A: Answer> Call<A> {
    pub(super) fn new(channel: &Channel, path: &'static str, sent: BoxStream<'static, Bytes>) -> Self {
        let headers = channel.settings.headers.clone();
        Self { channel: channel.clone(), path, sent, headers, timeout: None, wait_for_ready: None, of: PhantomData }
    }

    /// How long the call may take, with all attempts, and to the last message; where the service config or the channel says less,
    /// it is that.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout: Some(timeout), ..self }
    }

    /// Until when the call may take, where that is less: a handler that is called hands on its `cx.deadline()`.
    pub fn until(self, deadline: Option<std::time::Instant>) -> Self {
        let left = deadline.map(|it| it.saturating_duration_since(std::time::Instant::now()));
        let timeout = [self.timeout, left].into_iter().flatten().min();
        Self { timeout, ..self }
    }

    /// Whether the call waits while there is no connection, whatever the service config says.
    pub fn wait_for_ready(self, waits: bool) -> Self {
        Self { wait_for_ready: Some(waits), ..self }
    }

    /// Sends metadata. What gRPC says itself, such as `grpc-timeout`, is passed over.
    pub fn metadata(mut self, name: HeaderName, value: HeaderValue) -> Self {
        if is_free(&name) {
            self.headers.append(name, value);
        }
        self
    }

    /// Makes the call, and gives what is sent around the answer, too.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn reply(self) -> Result<Reply<A>, Status> {
        let begun = Instant::now();
        let settings = &*self.channel.settings;
        let method = settings.config.method(self.path).cloned();
        let config = method.as_deref();
        let timeouts = [self.timeout, settings.timeout, config.and_then(|it| it.timeout)];
        let deadline = timeouts.into_iter().flatten().min().and_then(|it| begun.checked_add(it));
        let max_request = config.and_then(|it| it.max_request).unwrap_or(usize::MAX);
        let max_response =
            config.and_then(|it| it.max_response).map_or(settings.max_message, |it| it.min(settings.max_message));
        let replay = Replay::new(self.sent, settings.max_kept, max_request);
        let (channel, path, headers) = (&self.channel.inner, self.path, self.headers);
        let asked = Asked { channel, settings, path, headers, deadline, max_response };
        let schedule = Schedule::new(config.and_then(|it| it.policy.as_ref()), settings.config.throttle.as_ref());
        let waits = self.wait_for_ready.or(config.map(|it| it.wait_for_ready)).unwrap_or_default();
        let answer = Attempts::new(&asked, &replay, schedule, waits).answer::<A::Message>();
        let answered = match deadline {
            Some(at) => timeout_at(at, answer).await.unwrap_or_else(|_| Err(Status::late())),
            None => answer.await,
        };
        let account = Account { config: settings.config.clone(), method };
        A::take(Messages::new(answered?, stop(deadline, replay), account)).await
    }
}

/// When a call that was answered ends from this side.
fn stop(deadline: Option<Instant>, replay: Replay) -> BoxFuture<'static, Status> {
    let late = async move {
        match deadline {
            Some(at) => sleep_until(at).await,
            None => pending().await,
        }
    };
    Box::pin(async move {
        tokio::select! {
            () = late => Status::late(),
            status = replay.refused() => status,
        }
    })
}

impl<A: Answer> IntoFuture for Call<A> {
    type Output = Result<A, Status>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.reply().await.map(|it| it.answer) })
    }
}

/// Shows which method is called; metadata may be secret.
impl<A> fmt::Debug for Call<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("path", &self.path).finish_non_exhaustive()
    }
}

//! Calls as operations of a router: the request is read in its protocol, the handler asked, the answer written.

use super::lines::Shown;
use super::messages::{Give, Take};
use super::protocol::{Codec, Protocol, Timeout, timeout};
use super::{Code, Metadata, Status, connect, grpc, lines};
use crate::call::Accepts;
use crate::routing::{Incoming, Operation};
use crate::within::within;
use crate::{Check, Cx, Validate};
use axum::response::{IntoResponse, Response};
use futures_util::future::{Either, FutureExt, TryFutureExt};
use futures_util::stream::{Stream, StreamExt, once};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::{Future, ready};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};

/// A method of a service, as its schema says.
pub trait Rpc: Send + Sync + 'static {
    /// A message that is sent.
    type Input: prost::Message + Default + DeserializeOwned + Validate + 'static;
    /// A message that is answered.
    type Output: prost::Message + Default + Serialize + 'static;
    /// Its path: `/library.v1.Library/GetBook`.
    const PROCEDURE: &'static str;
    /// Whether it has no side effects, so that a URL may ask it: `idempotency_level = NO_SIDE_EFFECTS`.
    const SAFE: bool = false;
}

/// A handler of a method; see [`rpc`].
#[derive(Debug)]
pub struct Called<R, F> {
    pub(super) handler: F,
    of: PhantomData<fn() -> R>,
}

/// Has a handler serve a method: `async fn(api, Cx, input) -> Result<output, Status>`, where input and output are a message or
/// [`Messages`](super::Messages).
pub fn rpc<R: Rpc, F>(handler: F) -> Called<R, F> {
    Called { handler, of: PhantomData }
}

impl<A, R, I, O, F, Answering> Operation<A, (R, I, O)> for Called<R, F>
where
    A: Send,
    R: Rpc,
    I: Take<R::Input> + Send,
    O: Give<R::Output>,
    F: Fn(A, Cx, I) -> Answering + Send + Sync + 'static,
    Answering: Future<Output = Result<O, Status>> + Send,
{
    const BODY: Accepts = Accepts::calls();

    fn answer(&self, api: A, incoming: &mut Incoming<'_>) -> impl Future<Output = Response> + Send {
        reply::<R, _, _, _>(incoming, |cx, input| (self.handler)(api, cx, input))
    }
}

/// Answers a request in its protocol with what a handler makes of it.
///
/// No `async fn`, and neither is what it calls for gRPC: each of those would hold what it is given twice.
pub(super) fn reply<R, I, O, Answering>(
    incoming: &mut Incoming<'_>,
    handler: impl FnOnce(Cx, I) -> Answering + Send,
) -> impl Future<Output = Response> + Send
where
    R: Rpc,
    I: Take<R::Input> + Send,
    O: Give<R::Output>,
    Answering: Future<Output = Result<O, Status>> + Send,
{
    let Some(protocol) = Protocol::of::<R>(&incoming.parts, I::MANY, O::MANY) else {
        return Either::Right(Either::Left(ready(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response())));
    };
    let Protocol::Grpc(web) = protocol else {
        // Apart: most calls are of gRPC, and need not have room for others.
        return Either::Right(Either::Right(Box::pin(others::<R, I, O, Answering>(protocol, incoming, handler))));
    };
    let coding = grpc::Coding::of(&incoming.parts.headers);
    // Nothing else of the request is looked at again: its headers need not be copied.
    let headers = std::mem::take(&mut incoming.parts.headers);
    let call = Call::<R, I, _>::of(incoming, timeout(&headers, &[Timeout::Grpc]), headers, handler);
    Either::Left(grpc::answer(coding, std::mem::take(&mut incoming.body), incoming.limits.body, web, call))
}

/// Answers a request that is not of gRPC.
async fn others<R, I, O, Answering>(
    protocol: Protocol,
    incoming: &mut Incoming<'_>,
    handler: impl FnOnce(Cx, I) -> Answering + Send,
) -> Response
where
    R: Rpc,
    I: Take<R::Input> + Send,
    O: Give<R::Output>,
    Answering: Future<Output = Result<O, Status>> + Send,
{
    let limits = incoming.limits;
    let call = Call::<R, I, _>::new(incoming, handler);
    let metadata = call.metadata.clone();
    let shown = Shown::of(&incoming.parts.headers, O::MANY);
    let (parts, body) = incoming.take();
    let mut response = match protocol {
        Protocol::Get => connect::answer_get(&parts, limits.body, call).await,
        Protocol::Lines if I::MANY => {
            let sent = lines::read(body, limits.body, |line| Codec::Json.read(line));
            lines::answer(sent, shown, None, call).await
        }
        Protocol::Unary(codec) => connect::answer_unary(&parts, body, limits, codec, call).await,
        Protocol::Streaming(codec) => connect::answer_streaming(&parts, body, limits.body, codec, call).await,
        Protocol::Grpc(_) | Protocol::Lines => {
            let message = connect::message(&parts, body, limits, Codec::Json).await;
            lines::answer(once(ready(message)), shown, None, call).await
        }
    };
    metadata.head(&mut response);
    response
}

/// Something that can be asked once, in whichever protocol.
pub(super) trait Ask<R: Rpc>: Send {
    /// What is told beside messages.
    fn metadata(&self) -> &Arc<Metadata>;

    /// What is answered.
    type Given: Stream<Item = Result<R::Output, Status>> + Send + Unpin + 'static;

    /// Hands over what is sent.
    fn ask(
        self,
        sent: impl Stream<Item = Result<R::Input, Status>> + Send + Unpin + 'static,
    ) -> impl Future<Output = Result<Self::Given, Status>> + Send;
}

/// One call.
pub(super) struct Call<R, I, H> {
    cx: Cx,
    pub(super) metadata: Arc<Metadata>,
    /// How long the caller waits, and until when.
    timeout: Option<Duration>,
    deadline: Option<Instant>,
    /// How long the service works on one request.
    longest: Option<Duration>,
    handler: H,
    of: PhantomData<fn() -> (R, I)>,
}

impl<R: Rpc, I: Take<R::Input>, H> Call<R, I, H> {
    /// A call that a request makes.
    pub(super) fn new(incoming: &Incoming<'_>, handler: H) -> Self {
        let headers = incoming.parts.headers.clone();
        Self::of(incoming, timeout(&headers, &Timeout::ALL), headers, handler)
    }

    /// The same, of a request whose headers are taken from it.
    fn of(incoming: &Incoming<'_>, timeout: Option<Duration>, headers: HeaderMap, handler: H) -> Self {
        let deadline = timeout.map(|it| Instant::now() + it);
        let metadata = Metadata::of(headers, deadline.map(Instant::into_std));
        Self {
            cx: Cx::of_call(incoming.id.clone(), metadata.clone()),
            metadata,
            timeout,
            deadline,
            // A stream of requests takes as long as it takes.
            longest: (!I::MANY).then_some(incoming.limits.request),
            handler,
            of: PhantomData,
        }
    }
}

impl<R, I, O, H, Answering> Ask<R> for Call<R, I, H>
where
    R: Rpc,
    I: Take<R::Input> + Send,
    O: Give<R::Output>,
    H: FnOnce(Cx, I) -> Answering + Send,
    Answering: Future<Output = Result<O, Status>> + Send,
{
    type Given = Until<O::Given>;

    fn metadata(&self) -> &Arc<Metadata> {
        &self.metadata
    }

    fn ask(
        self,
        sent: impl Stream<Item = Result<R::Input, Status>> + Send + Unpin + 'static,
    ) -> impl Future<Output = Result<Self::Given, Status>> + Send {
        let Self { cx, timeout, deadline, longest, handler, .. } = self;
        let limit = [timeout, longest].into_iter().flatten().min();
        let answering = I::take(sent.map(|it| it.and_then(valid))).and_then(|input| handler(cx, input));
        within(limit, answering).map(move |answered| {
            let answered = answered.unwrap_or_else(|| Err(late()));
            let messages = answered.inspect_err(|it| it.log(R::PROCEDURE))?.give();
            let deadline = deadline.filter(|_| O::MANY).map(|it| Box::pin(sleep_until(it)));
            Ok(Until { messages, deadline, over: false, procedure: R::PROCEDURE })
        })
    }
}

fn late() -> Status {
    Status::new(Code::DeadlineExceeded, "The answer took too long.")
}

/// A message that is as its schema says.
fn valid<T: Validate>(message: T) -> Result<T, Status> {
    let mut check = Check::new("body");
    message.validate(&mut check);
    if check.is_empty() { Ok(message) } else { Err(Status::violations(&check.finish())) }
}

/// Messages, and an error when there is no more time; the first error is the last that there is.
pub(super) struct Until<S> {
    messages: S,
    deadline: Option<Pin<Box<Sleep>>>,
    over: bool,
    procedure: &'static str,
}

impl<T, S: Stream<Item = Result<T, Status>> + Unpin> Stream for Until<S> {
    type Item = Result<T, Status>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.over {
            return Poll::Ready(None);
        }
        let next = match self.messages.poll_next_unpin(cx) {
            Poll::Ready(next) => next,
            Poll::Pending => match &mut self.deadline {
                Some(deadline) => {
                    ready!(deadline.as_mut().poll(cx));
                    Some(Err(late()))
                }
                None => return Poll::Pending,
            },
        };
        if let Some(Err(status)) = &next {
            status.log(self.procedure);
        }
        self.over = !matches!(next, Some(Ok(_)));
        Poll::Ready(next)
    }
}

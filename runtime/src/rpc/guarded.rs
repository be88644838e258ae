//! Methods that ask who calls, before a message is read.

use super::Status;
use super::messages::{Give, Take};
use super::operation::{Called, Rpc, reply};
use super::transcode::{Transcoded, transcode};
use crate::call::Accepts;
use crate::guard::{self, Attempt};
use crate::proto::Fields;
use crate::routing::{Incoming, Operation};
use crate::{Cx, Guard, Guarded, Need, Optional, Protected, RequestId};
use axum::response::Response;
use http::request::Parts;
use std::future::Future;
use std::marker::PhantomData;

/// A handler that likes to know who calls.
trait Asking<A: Guard>: Send + Sync + 'static {
    /// What it is told.
    type Who: Send;
    /// The handler itself.
    type Handler: Sync;

    fn handler(&self) -> &Self::Handler;

    /// Who calls; the answer to whom does not prove it, and has to.
    fn who(
        needs: &'static [&'static [Need]],
        request: &Parts,
        id: &RequestId,
        api: &A,
    ) -> impl Future<Output = Result<Self::Who, Response>> + Send;
}

impl<A: Guard, F: Send + Sync + 'static> Asking<A> for Guarded<F> {
    type Who = A::Principal;
    type Handler = F;

    fn handler(&self) -> &F {
        &self.0
    }

    async fn who(
        needs: &'static [&'static [Need]],
        request: &Parts,
        id: &RequestId,
        api: &A,
    ) -> Result<A::Principal, Response> {
        guard::admit(needs, request, api).await.map_err(|attempt| guard::refusal(attempt, needs, id))
    }
}

impl<A: Guard, F: Send + Sync + 'static> Asking<A> for Optional<F> {
    type Who = Option<A::Principal>;
    type Handler = F;

    fn handler(&self) -> &F {
        &self.0
    }

    async fn who(
        needs: &'static [&'static [Need]],
        request: &Parts,
        id: &RequestId,
        api: &A,
    ) -> Result<Option<A::Principal>, Response> {
        match guard::admit(needs, request, api).await {
            Ok(who) => Ok(Some(who)),
            Err(Attempt::None) => Ok(None),
            Err(attempt) => Err(guard::refusal(attempt, needs, id)),
        }
    }
}

/// Tells these implementations from those of handlers that do not ask.
pub struct Asked<G>(PhantomData<G>);

impl<A, R, I, O, G, Answering> Operation<A, (Asked<G>, R, I, O)> for Called<R, G>
where
    A: Guard + Send,
    R: Rpc + Protected,
    I: Take<R::Input> + Send,
    O: Give<R::Output>,
    G: Asking<A>,
    G::Handler: Fn(A, Cx, G::Who, I) -> Answering,
    Answering: Future<Output = Result<O, Status>> + Send,
{
    const BODY: Accepts = Accepts::calls();

    async fn answer(&self, api: A, incoming: &mut Incoming<'_>) -> Response {
        let who = match G::who(R::NEEDS, &incoming.parts, &incoming.id, &api).await {
            Ok(who) => who,
            Err(refused) => return refused,
        };
        reply::<R, _, _, _>(incoming, |cx, input| self.handler.handler()(api, cx, who, input)).await
    }
}

impl<A, R, I, O, G, Answering> Operation<A, (Asked<G>, R, I, O)> for Transcoded<R, G>
where
    A: Guard + Send,
    R: Rpc<Input: Fields> + Protected,
    I: Take<R::Input> + Send,
    O: Give<R::Output>,
    G: Asking<A>,
    G::Handler: Fn(A, Cx, G::Who, I) -> Answering,
    Answering: Future<Output = Result<O, Status>> + Send,
{
    const BODY: Accepts = Self::body(I::MANY);

    async fn answer(&self, api: A, incoming: &mut Incoming<'_>) -> Response {
        let who = match G::who(R::NEEDS, &incoming.parts, &incoming.id, &api).await {
            Ok(who) => who,
            Err(refused) => return refused,
        };
        let handler = |cx, input| self.handler.handler()(api, cx, who, input);
        transcode::<R, _, _, _>(self.rule, incoming, handler).await
    }
}

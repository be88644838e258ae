//! Methods that ask who calls, before a message is read.

use super::Status;
use super::messages::{Give, Take};
use super::operation::{Called, Rpc, reply};
use super::transcode::{Transcoded, transcode};
use crate::call::Accepts;
use crate::proto::Fields;
use crate::routing::{Asked, Asking, Incoming, Operation};
use crate::{Cx, Guard, Protected};
use axum::response::Response;
use std::future::Future;

impl<A, R, I, O, G, Answering> Operation<A, (Asked, R, I, O)> for Called<R, G>
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

impl<A, R, I, O, G, Answering> Operation<A, (Asked, R, I, O)> for Transcoded<R, G>
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

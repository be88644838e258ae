//! One operation: reads its request record, calls its handler, writes what that returns.

use super::asking::{Asked, Asking};
use crate::call::{self, Accepts, Captures, FromCall};
use crate::config::Limits;
use crate::cx::{Cx, RequestId};
use crate::guard::{Guard, Protected};
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use futures_util::future::BoxFuture;
use http::request::Parts;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;

/// A request that has found its operation. It is large, and therefore stays where it is and is lent.
#[derive(Debug)]
pub struct Incoming<'r> {
    pub(crate) parts: Parts,
    pub(crate) body: Body,
    pub(crate) captures: Captures<'r>,
    pub(crate) id: RequestId,
    pub(crate) limits: &'r Limits,
}

impl Incoming<'_> {
    /// The request itself, which is gone then.
    pub(crate) fn take(&mut self) -> (Parts, Body) {
        let (nothing, ()) = http::Request::new(()).into_parts();
        (std::mem::replace(&mut self.parts, nothing), std::mem::take(&mut self.body))
    }
}

/// What can serve an operation: `async fn(api, Cx, Request) -> impl IntoResponse`, [`guarded`] or not.
///
/// `M` tells the implementations apart.
pub trait Operation<A, M>: Send + Sync + 'static {
    /// The bodies that it takes.
    const BODY: Accepts;

    /// Answers a request.
    fn answer(&self, api: A, incoming: &mut Incoming<'_>) -> impl Future<Output = Response> + Send;
}

impl<A, R, F, Answering> Operation<A, R> for F
where
    A: Send,
    R: FromCall + Send,
    F: Fn(A, Cx, R) -> Answering + Send + Sync + 'static,
    Answering: Future<Output: IntoResponse> + Send,
{
    const BODY: Accepts = R::BODY;

    async fn answer(&self, api: A, incoming: &mut Incoming<'_>) -> Response {
        once(self, api, incoming).await
    }
}

impl<A, R, G, Answering> Operation<A, (Asked, R)> for G
where
    A: Guard + Send,
    R: Protected + FromCall + Send,
    G: Asking<A>,
    G::Handler: Fn(A, Cx, G::Who, R) -> Answering,
    Answering: Future<Output: IntoResponse> + Send,
{
    const BODY: Accepts = R::BODY;

    async fn answer(&self, api: A, incoming: &mut Incoming<'_>) -> Response {
        match G::who(R::NEEDS, &incoming.parts, &incoming.id, &api).await {
            Ok(who) => once(|api, cx, request| self.handler()(api, cx, who, request), api, incoming).await,
            Err(refused) => refused,
        }
    }
}

/// Reads the request, calls the operation, writes what that returns.
async fn once<A, R, F, Answering>(operation: F, api: A, incoming: &mut Incoming<'_>) -> Response
where
    R: FromCall,
    F: FnOnce(A, Cx, R) -> Answering,
    Answering: Future<Output: IntoResponse>,
{
    let Incoming { parts, body, captures, id, limits } = incoming;
    match call::read(parts, std::mem::take(body), captures, limits).await {
        Ok(request) => {
            let (cx, name) = (Cx::new(id.clone(), R::ANSWER, &parts.headers), R::ANSWER.name(&parts.headers));
            let mut response = operation(api, cx, request).await.into_response();
            R::ANSWER.settle(name, &mut response);
            response
        }
        Err(refusal) => refusal.instance(id).into_response(),
    }
}

/// An operation without its types.
pub(super) trait Handle: fmt::Debug + Send + Sync {
    /// The bodies that it takes.
    fn accepts(&self) -> Accepts;

    fn answer<'a>(&'a self, incoming: &'a mut Incoming<'_>) -> BoxFuture<'a, Response>;
}

/// An operation and what serves it.
pub(super) struct Bound<A, O, M> {
    api: A,
    operation: O,
    marker: PhantomData<fn() -> M>,
}

impl<A, O, M> Bound<A, O, M> {
    pub(super) fn new(api: A, operation: O) -> Self {
        Self { api, operation, marker: PhantomData }
    }
}

impl<A, O, M> Handle for Bound<A, O, M>
where
    A: Clone + Send + Sync,
    O: Operation<A, M>,
{
    fn accepts(&self) -> Accepts {
        O::BODY
    }

    fn answer<'a>(&'a self, incoming: &'a mut Incoming<'_>) -> BoxFuture<'a, Response> {
        Box::pin(self.operation.answer(self.api.clone(), incoming))
    }
}

impl<A, O, M> fmt::Debug for Bound<A, O, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("operation")
    }
}

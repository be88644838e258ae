//! Handlers that like to know who calls, whatever they are asked by.

use crate::cx::RequestId;
use crate::guard::{self, Attempt, Guard, Need};
use axum::response::Response;
use http::request::Parts;
use std::future::Future;

/// An operation that asks for proof first; see [`guarded`].
#[derive(Clone, Copy, Debug)]
pub struct Guarded<F>(F);

/// An operation that likes to know who calls; see [`optional`].
#[derive(Clone, Copy, Debug)]
pub struct Optional<F>(F);

/// Has an operation ask its caller for proof before anything else of the request is read: `async fn(api, Cx, Principal, Request)`,
/// which answers as it would otherwise.
pub fn guarded<F>(operation: F) -> Guarded<F> {
    Guarded(operation)
}

/// The same where proof may be left out; what is shown must be good all the same. The principal is an `Option` then.
pub fn optional<F>(operation: F) -> Optional<F> {
    Optional(operation)
}

/// A handler that likes to know who calls.
pub trait Asking<A: Guard>: Send + Sync + 'static {
    /// What it is told.
    type Who: Send;
    /// The handler itself.
    type Handler: Sync;

    /// The handler itself.
    fn handler(&self) -> &Self::Handler;

    /// Who calls.
    ///
    /// # Errors
    /// The answer to whoever does not prove it, and has to.
    fn who(
        needs: &'static [&'static [Need]],
        request: &Parts,
        id: &RequestId,
        api: &A,
    ) -> impl Future<Output = Result<Self::Who, Response>> + Send;
}

/// Tells implementations for handlers that ask from those for handlers that do not.
#[derive(Clone, Copy, Debug)]
pub struct Asked;

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

//! What answers fields: generated code implements [`Graph`], the engine asks it.

use super::{Args, Error, From, Object, Out, Output, Result};
pub use crate::bridge::Within;
use crate::{Cx, Denied};
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use http::request::Parts;
use std::any::Any;
use std::sync::Arc;

/// A service that answers the fields of a schema.
pub trait Graph: Send + Sync + 'static {
    /// Answers one field of many objects of one type: as many answers as objects, in their order.
    ///
    /// A root is one object.
    ///
    /// # Errors
    /// Where no object has an answer.
    fn resolve<'a>(&'a self, ask: Ask<'a>) -> BoxFuture<'a, Result<Box<dyn Column>>>;

    /// The events of a field of the subscription root.
    ///
    /// # Errors
    /// Where there is nothing to subscribe to.
    fn subscribe<'a>(&'a self, ask: Ask<'a>) -> BoxFuture<'a, Result<Events>>;

    /// Who calls, as handlers of guarded fields are told: asked at most once a request for each set of scopes.
    ///
    /// `scopes`: any one of these, each of which is all in it; none: just who it is.
    ///
    /// # Errors
    /// Why the caller may not ask; nobody may, unless generated code asks the user's guard.
    fn allow<'a>(
        &'a self,
        scopes: &'a [Vec<String>],
        request: &'a Parts,
    ) -> BoxFuture<'a, std::result::Result<Arc<dyn Any + Send + Sync>, Denied>> {
        let _ = (scopes, request);
        Box::pin(async { Err(Denied::Unknown) })
    }

    /// The service around it, told once, before anything is asked.
    fn within(&self, service: Within) {
        let _ = service;
    }

    /// Whether the client of a socket may ask at all, as far as tells what it shows: asked once, before any operation of it.
    ///
    /// Among the extensions of the request are its [`ConnectionParams`](super::ConnectionParams).
    ///
    /// # Errors
    /// Why it may not; everybody may, unless generated code asks the user's guard about what is shown.
    fn connect<'a>(&'a self, request: &'a Parts) -> BoxFuture<'a, std::result::Result<(), Denied>> {
        let _ = request;
        Box::pin(async { Ok(()) })
    }
}

/// The events of a subscription.
pub type Events = BoxStream<'static, Result<Box<dyn Output>>>;

/// A question to a resolver.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// Who asks.
    pub asker: &'a Asker,
    /// The object type, by its position in [`Schema::objects`](super::Schema::objects).
    pub object: usize,
    /// The field, by its position in [`ObjectType::fields`](super::ObjectType::fields).
    pub field: usize,
    /// The objects that are asked; for a root, one that is nothing.
    pub of: &'a [&'a dyn Object],
    /// The arguments, which are the same for all of them.
    pub args: &'a Args,
}

impl<'a> Ask<'a> {
    /// The objects as what they are.
    ///
    /// # Errors
    /// When one is something else, which is our mistake.
    pub fn of<T: Object>(&self) -> Result<Vec<&'a T>> {
        let typed = |it: &&'a dyn Object| {
            let it: &'a dyn Any = *it;
            it.downcast_ref::<T>().ok_or_else(|| Error::internal("an object is of another type than it says"))
        };
        self.of.iter().map(typed).collect()
    }
}

impl Ask<'_> {
    /// Who calls.
    ///
    /// # Errors
    /// When nobody has proven it, which the engine does not let happen.
    pub fn principal<G: crate::Guard<Principal: Any + Send + Sync>>(&self) -> Result<&G::Principal> {
        let principal = self.asker.principal.as_deref().and_then(|it| it.downcast_ref());
        principal.ok_or_else(|| Error::internal("a guarded field is asked without a principal"))
    }
}

/// Who asks, for the whole of an operation.
#[derive(Clone, Debug, Default)]
pub struct Asker {
    /// The context of the request.
    pub cx: Cx,
    /// The request that carries the operation.
    pub from: Option<Arc<From>>,
    /// Who it is, where a field asks for proof.
    pub principal: Option<Arc<dyn Any + Send + Sync>>,
}

/// The answers of many objects.
pub trait Column: Send + Sync {
    /// How many there are.
    fn len(&self) -> usize;

    /// One of them; beyond the last, nothing.
    ///
    /// # Errors
    /// Why it has no answer.
    fn at(&self, index: usize) -> std::result::Result<Out<'_>, &Error>;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Answers in memory.
#[derive(Debug)]
pub struct Rows<T>(pub Vec<Result<T>>);

impl<T: Output> Column for Rows<T> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn at(&self, index: usize) -> std::result::Result<Out<'_>, &Error> {
        match self.0.get(index) {
            Some(Ok(it)) => Ok(it.out()),
            Some(Err(error)) => Err(error),
            None => Ok(Out::Null),
        }
    }
}

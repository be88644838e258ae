//! Operations of HTTP as methods of a service: a call becomes the request that says the same, and the answer a message.
//!
//! So there is one handler, and whoever it is asked by, the same is proven, validated and limited. What a message is, tables
//! say: no type of Rust is made for it.

mod answer;
mod data;
mod dynamic;
mod json;
mod layout;
mod message;
#[cfg(test)]
mod tests;

pub use crate::bridge::{Asking, Place, Written};
pub use answer::Answering;
pub use layout::{Entry, Holds, Layout, Literal, Tag};

use super::Status;
use super::operation::{Rpc, reply};
use crate::Cx;
use crate::call::Accepts;
use crate::routing::{Incoming, Operation};
use axum::response::Response;
use dynamic::{Dynamic, Laid};
use std::marker::PhantomData;

/// An operation that is a method of a service, too: its request record.
pub trait Bridged: Send + Sync + 'static {
    /// Its path: `/notes.v1.NotesService/GetNote`.
    const PROCEDURE: &'static str;
    /// Whether it has no side effects, so that a URL may ask it.
    const SAFE: bool = false;
    /// What is sent: a member for each parameter, and one for the body.
    const INPUT: &'static Layout;
    /// What is answered: a member for each type that a success may be of.
    const OUTPUT: &'static Layout;
    /// How HTTP asks for it.
    const ASKING: Asking;
    /// How HTTP answers, by status; a success that is not here has no body.
    const ANSWERING: &'static [Answering] = &[];
}

/// The message that is sent to a method.
struct Input<R>(PhantomData<R>);

/// The message that it answers.
struct Output<R>(PhantomData<R>);

impl<R: Bridged> Laid for Input<R> {
    const LAYOUT: &'static Layout = R::INPUT;
}

impl<R: Bridged> Laid for Output<R> {
    const LAYOUT: &'static Layout = R::OUTPUT;
}

/// A method as its service has it.
struct Method<R>(PhantomData<R>);

impl<R: Bridged> Rpc for Method<R> {
    type Input = Dynamic<Input<R>>;
    type Output = Dynamic<Output<R>>;
    const PROCEDURE: &'static str = R::PROCEDURE;
    const SAFE: bool = R::SAFE;
}

/// An operation that is asked by calls; see [`bridge`].
#[derive(Debug)]
pub struct Bridge<R, O> {
    operation: O,
    of: PhantomData<fn() -> R>,
}

/// Has an operation answer the calls of a method.
pub fn bridge<R: Bridged, O>(operation: O) -> Bridge<R, O> {
    Bridge { operation, of: PhantomData }
}

impl<A, R, M, O> Operation<A, (R, M)> for Bridge<R, O>
where
    A: Send,
    R: Bridged,
    O: Operation<A, M>,
{
    const BODY: Accepts = Accepts::calls();

    async fn answer(&self, api: A, incoming: &mut Incoming<'_>) -> Response {
        let (id, limits, headers) = (incoming.id.clone(), incoming.limits, incoming.parts.headers.clone());
        let ask = |cx: Cx, message: Dynamic<Input<R>>| async move {
            let (parts, body, captures) =
                crate::bridge::request(&R::ASKING, &headers, &message.contract()).map_err(Status::invalid_argument)?;
            let mut inner = Incoming { parts, body, captures, id, limits };
            let response = self.operation.answer(api, &mut inner).await;
            let (message, headers) = answer::message::<Output<R>>(response, R::ANSWERING).await?;
            for (name, value) in &headers {
                cx.send_header(name.clone(), value.clone());
            }
            Ok(message)
        };
        reply::<Method<R>, _, _, _>(incoming, ask).await
    }
}

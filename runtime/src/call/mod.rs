//! A request, read and checked as one: parameters and body, with everything that is wrong in one answer.

mod accepts;
mod body;
mod form;
mod param;
mod parts;
mod path;
mod produces;
mod query;
mod reader;
mod refusal;
mod renamed;
mod split;
mod stream;
mod styled;
mod tree;
mod values;

pub use accepts::Accepts;
pub use param::Param;
pub use parts::Parts;
pub use produces::Produces;
pub use reader::Call;
pub use stream::BodyStream;
pub use tree::Members;

pub(crate) use accepts::Delivery;
#[cfg(feature = "graphql")]
pub(crate) use body::parts_of;
#[cfg(any(feature = "graphql", feature = "grpc"))]
pub(crate) use body::whole;
pub(crate) use path::Captures;
pub(crate) use produces::best;
#[cfg(feature = "graphql")]
pub(crate) use produces::quality;
#[cfg(feature = "grpc")]
pub(crate) use produces::weight;
pub(crate) use query::{decoded, pairs};
#[cfg(any(feature = "graphql", feature = "grpc"))]
pub(crate) use refusal::Refusal;

use crate::config::Limits;
use axum::body::Body;
use http::request;
#[cfg(not(any(feature = "graphql", feature = "grpc")))]
use refusal::Refusal;

/// The request record of an operation: all that a handler is given.
pub trait FromCall: Sized {
    /// The bodies that the operation takes.
    const BODY: Accepts = Accepts::none();

    /// The media types that its successes are of.
    const ANSWER: Produces = Produces::json();

    /// The status of the answer to a request that can be read but breaks the rules.
    const INVALID: u16 = 422;

    /// Reads the record; `None` once the call has been told what is wrong.
    fn from_call(call: &mut Call<'_>) -> Option<Self>;
}

/// Reads a request record that keeps to the contract, or says what is wrong.
///
/// 400: the path or the body cannot be read. 406: the caller takes nothing that the operation has. 408: the body did not
/// come in time. 413: it is too large. 415: it is of a type that the operation does not take. 422, or
/// [`FromCall::INVALID`]: rules are broken, all of them listed.
pub(crate) async fn read<'a, 'r: 'a, T: FromCall>(
    parts: &'a request::Parts,
    body: Body,
    captures: &Captures<'r>,
    limits: &Limits,
) -> Result<T, Box<Refusal>> {
    let path = captures.decode(parts.uri.path())?;
    if !T::ANSWER.suits(&parts.headers) {
        return Err(Refusal::not_acceptable(T::ANSWER));
    }
    let body = body::receive(T::BODY, parts, body, limits).await?;
    let mut call = Call::new(parts, path, body);
    let record = T::from_call(&mut call);
    call.finish(record, T::INVALID)
}

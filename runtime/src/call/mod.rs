//! A request, read and checked as one: parameters and body, with everything that is wrong in one answer.

mod accepts;
mod body;
mod param;
mod query;
mod query_method;
mod reader;
mod refusal;

pub use accepts::Accepts;
pub use param::Param;
pub use query_method::query;
pub use reader::Call;

use crate::cx::RequestId;
use axum::RequestExt;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use refusal::Refusal;

/// The request record of an operation: all that a handler is given.
pub trait FromCall: Sized {
    /// The bodies that the operation takes.
    const BODY: Accepts = Accepts::none();

    /// The status of the answer to a request that can be read but breaks the rules.
    const INVALID: u16 = 422;

    /// Reads the record; `None` once the call has been told what is wrong.
    fn from_call(call: &mut Call<'_>) -> Option<Self>;
}

/// Extracts a request record that keeps to the contract, or answers with problem details.
///
/// 400: the path or the body cannot be read. 408: the body did not come in time. 413: it is too large. 415: it is of
/// a type that the operation does not take. 422, or [`FromCall::INVALID`]: rules are broken, all of them listed.
#[derive(Clone, Copy, Debug)]
pub struct Valid<T>(pub T);

impl<S: Send + Sync, T: FromCall> FromRequest<S> for Valid<T> {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        // Without a body to read, there is no need to watch its size.
        let request = if T::BODY.takes_any() { request.with_limited_body() } else { request };
        let (mut parts, body) = request.into_parts();
        match read(&mut parts, body).await {
            Ok(it) => Ok(Self(it)),
            Err(refusal) => Err(refusal.instance(RequestId::of(&parts.headers).as_ref()).into_response()),
        }
    }
}

async fn read<T: FromCall>(parts: &mut Parts, body: axum::body::Body) -> Result<T, Box<Refusal>> {
    let path = match RawPathParams::from_request_parts(parts, &()).await {
        Ok(it) => Some(it),
        Err(axum::extract::rejection::RawPathParamsRejection::InvalidUtf8InPathParam(_)) => {
            return Err(Refusal::bad_request("The path is not UTF-8."));
        }
        // The request did not come by a route.
        Err(_) => None,
    };
    let body = body::receive(T::BODY, parts, body).await?;
    let mut call = Call::new(parts, path.as_ref(), body);
    let record = T::from_call(&mut call);
    call.finish(record, T::INVALID)
}

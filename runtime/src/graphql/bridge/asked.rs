//! Operations asked from within: with what the caller proved, and what they answer.

use super::table::Asking;
use crate::bridge::{Within, request};
use crate::cx::RequestId;
use crate::graphql::{Asker, Error, Result};
use axum::response::Response;
use bytes::Bytes;
use http::header::{IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE, RANGE};
use http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;
use serde::Deserialize;
use serde_json::{Map, Value};

/// What is said of the answer to the request of GraphQL, and nothing of the operation.
const OF_THE_ANSWER: [http::HeaderName; 6] =
    [IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE, RANGE];

/// Who asks whom.
pub(super) struct Caller<'a> {
    within: &'a Within,
    headers: HeaderMap,
    id: RequestId,
}

impl<'a> Caller<'a> {
    /// # Errors
    /// Where it is not known who asks, or who is to be asked.
    pub(super) fn new(within: Option<&'a Within>, asker: &Asker) -> Result<Self> {
        let (within, from, id) = match (within, &asker.from, asker.cx.request_id()) {
            (Some(within), Some(from), Some(id)) => (within, from, id.clone()),
            _ => return Err(Error::internal("there is no service around the schema")),
        };
        let mut headers = from.parts.headers.clone();
        for it in &OF_THE_ANSWER {
            headers.remove(it);
        }
        Ok(Self { within, headers, id })
    }

    /// Asks an operation; a success has a body.
    ///
    /// # Errors
    /// What the operation says, as GraphQL says it.
    pub(super) async fn ask(&self, asking: &Asking, members: Map<String, Value>) -> Result<Bytes> {
        let asked = request(asking, &self.headers, &Value::Object(members));
        let (parts, body, _) = asked.map_err(|it| Error::new(Error::BAD_USER_INPUT, it))?;
        let response = self.within.ask(parts, body, self.id.clone()).await;
        let response = response.ok_or_else(|| Error::internal("the service is gone"))?;
        answer(response).await
    }

    /// The same of what answers in JSON.
    ///
    /// # Errors
    /// The same.
    pub(super) async fn json(&self, asking: &Asking, members: Map<String, Value>) -> Result<Value> {
        let bytes = self.ask(asking, members).await?;
        if bytes.is_empty() { Ok(Value::Null) } else { Ok(serde_json::from_slice(&bytes)?) }
    }
}

async fn answer(response: Response) -> Result<Bytes> {
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.map_err(Error::internal)?.to_bytes();
    if parts.status.is_success() { Ok(bytes) } else { Err(failure(parts.status, &bytes)) }
}

/// What is read of problem details (RFC 9457), and of the errors of Connect.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Problem {
    title: Option<String>,
    detail: Option<String>,
    message: Option<String>,
    errors: Vec<Value>,
}

/// A failure of HTTP as one of GraphQL: callers are told what HTTP tells them.
fn failure(status: StatusCode, bytes: &[u8]) -> Error {
    let problem: Problem = serde_json::from_slice(bytes).unwrap_or_default();
    let usual = status.canonical_reason().unwrap_or("It failed.").to_owned();
    let message = problem.detail.or(problem.message).or(problem.title).unwrap_or(usual);
    let code = match status {
        StatusCode::UNAUTHORIZED => "UNAUTHENTICATED",
        StatusCode::FORBIDDEN => "FORBIDDEN",
        StatusCode::NOT_FOUND | StatusCode::GONE => Error::NOT_FOUND,
        StatusCode::CONFLICT => "CONFLICT",
        StatusCode::PRECONDITION_FAILED => "PRECONDITION_FAILED",
        StatusCode::TOO_MANY_REQUESTS => "RATE_LIMITED",
        StatusCode::NOT_IMPLEMENTED => "NOT_IMPLEMENTED",
        it if it.is_client_error() => Error::BAD_USER_INPUT,
        // The layer of routes that fails has written down why.
        it => return Error::internal(format!("an operation answers {it}: {message}")),
    };
    let error = Error::new(code, message);
    if problem.errors.is_empty() { error } else { error.with("errors", problem.errors) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_say_what_http_says() {
        let told = |status: u16, body: &str| {
            let error = failure(StatusCode::from_u16(status).unwrap(), body.as_bytes());
            (error.code(), error.to_string())
        };
        let problem = r#"{"title":"Unprocessable Content","detail":"2 things are wrong.","errors":[{"pointer":"/a"}]}"#;
        assert_eq!(told(422, problem), (Error::BAD_USER_INPUT, "2 things are wrong.".to_owned()));
        assert_eq!(told(404, ""), (Error::NOT_FOUND, "Not Found".to_owned()));
        assert_eq!(told(409, r#"{"code":"already_exists","message":"It is there."}"#).1, "It is there.");
        assert_eq!(told(500, r#"{"detail":"secret"}"#), (Error::INTERNAL, "Something went wrong.".to_owned()));
    }
}

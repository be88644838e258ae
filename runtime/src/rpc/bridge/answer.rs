//! What an answer of HTTP says, as a message or as a failure.

use super::Written;
use super::dynamic::{Dynamic, Laid};
use crate::rpc::{Code, Status};
use axum::response::Response;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::BodyExt;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

/// How HTTP answers: an operation's successes that have a body.
#[derive(Debug)]
pub struct Answering {
    /// The status.
    pub status: u16,
    /// The member of the message that the body is.
    pub member: &'static str,
    /// How it is written.
    pub written: Written,
}

/// What can be read of problem details (RFC 9457).
#[derive(Default, Deserialize)]
#[serde(default)]
struct Problem {
    title: String,
    detail: Option<String>,
    errors: Vec<Violation>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Violation {
    #[serde(rename = "in")]
    place: String,
    pointer: String,
    code: String,
    detail: String,
}

/// The message that an answer is, and the headers that came with it.
pub(super) async fn message<L: Laid>(
    response: Response,
    successes: &[Answering],
) -> Result<(Dynamic<L>, HeaderMap), Status> {
    let (mut parts, body) = response.into_parts();
    let bytes = body.collect().await.map_err(Status::internal)?.to_bytes();
    if !parts.status.is_success() {
        return Err(failure(parts.status, &bytes));
    }
    for it in [CONTENT_TYPE, CONTENT_LENGTH] {
        parts.headers.remove(it);
    }
    let mut members = Map::new();
    if let Some(it) = successes.iter().find(|it| it.status == parts.status.as_u16()) {
        let value = match it.written {
            Written::Json(_) | Written::Form(_) => serde_json::from_slice(&bytes).map_err(Status::internal)?,
            Written::Text(_) => String::from_utf8_lossy(&bytes).into_owned().into(),
            Written::Bytes(_) => {
                serde_json::to_value(crate::types::Base64(bytes.to_vec())).map_err(Status::internal)?
            }
        };
        members.insert(it.member.to_owned(), value);
    }
    let message = Dynamic::of_contract(&Json::Object(members));
    let message = message.map_err(|it| Status::internal(format!("the answer at `{}`: {}", it.pointer, it.what)))?;
    Ok((message, parts.headers))
}

/// A failure that says what HTTP says: what is wrong field by field, or the body as it is.
fn failure(status: http::StatusCode, bytes: &[u8]) -> Status {
    let code = Code::of_status(status);
    let body: Json = serde_json::from_slice(bytes).unwrap_or_default();
    let problem = Problem::deserialize(&body).unwrap_or_default();
    let title = if problem.title.is_empty() { status.canonical_reason().unwrap_or_default() } else { &problem.title };
    let message = problem.detail.as_deref().unwrap_or(title);
    let violations: Vec<_> = problem.errors.into_iter().map(Violation::told).collect();
    match (violations.as_slice(), &body) {
        ([], Json::Object(_)) => Status::new(code, message).document(&body),
        ([], _) => Status::new(code, message),
        _ => Status::violations(&violations),
    }
}

impl Violation {
    /// Of the message that was sent: parameters are its members, and so is the body.
    fn told(self) -> crate::Violation {
        let within = if self.place == "body" { "/body" } else { "" };
        let pointer = format!("{within}{}", self.pointer);
        crate::Violation { place: "body", pointer, code: self.code.into(), detail: self.detail }
    }
}

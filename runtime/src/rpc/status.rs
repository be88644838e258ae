//! How a call failed, `google/rpc/status.proto`.

use crate::call::Refusal;
use crate::proto::{Struct, WellKnown};
use crate::status::{BadRequest, Code, Detail, FieldViolation, Wire};
use crate::{BoxError, Violation};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::error::Error;
use std::fmt;

/// How a call failed: a code, a sentence, and more for programs.
///
/// `?` makes one of any error: it is logged, and the caller learns that something is broken here and nothing else.
#[derive(Debug)]
pub struct Status {
    code: Code,
    message: String,
    details: Vec<Told>,
    source: Option<BoxError>,
}

/// What programs are told: a message, and the same as JSON.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told {
    pub(super) message: Detail,
    json: serde_json::Value,
}

/// A constructor a code.
macro_rules! constructors {
    ($($name:ident = $code:ident: $what:literal;)*) => {
        impl Status {$(
            #[doc = $what]
            pub fn $name(message: impl Into<String>) -> Self {
                Self::new(Code::$code, message)
            }
        )*}
    };
}

constructors! {
    cancelled = Cancelled: "The caller gave up.";
    unknown = Unknown: "Nothing is known of it.";
    invalid_argument = InvalidArgument: "The request is wrong, whatever the state of the service.";
    deadline_exceeded = DeadlineExceeded: "It took too long.";
    not_found = NotFound: "There is no such thing.";
    already_exists = AlreadyExists: "There is one already.";
    permission_denied = PermissionDenied: "The caller may not.";
    resource_exhausted = ResourceExhausted: "Something is used up: a quota, a size.";
    failed_precondition = FailedPrecondition: "The service is not in a state for this.";
    aborted = Aborted: "It collided with another call.";
    out_of_range = OutOfRange: "Beyond what there is.";
    unimplemented = Unimplemented: "Nobody serves this.";
    unavailable = Unavailable: "Not now.";
    data_loss = DataLoss: "Data is lost.";
    unauthenticated = Unauthenticated: "Who calls is not known.";
}

impl Status {
    /// A failure with a code and a sentence that the caller may read.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), details: Vec::new(), source: None }
    }

    /// A failure that is only for the log; its caller learns that something is broken.
    pub fn internal(error: impl Into<BoxError>) -> Self {
        Self { source: Some(error.into()), ..Self::new(Code::Internal, "Something went wrong here.") }
    }

    /// Adds a message for programs.
    #[must_use]
    pub fn detail<M: prost::Name + Serialize>(mut self, message: &M) -> Self {
        let mut json = serde_json::to_value(message).unwrap_or_default();
        if let Some(members) = json.as_object_mut() {
            members.insert("@type".to_owned(), M::type_url().into());
        }
        self.details.push(Told { message: Detail::new(message), json });
        self
    }

    /// Adds an object for programs, as `google.protobuf.Struct`.
    pub(super) fn document(mut self, object: &serde_json::Value) -> Self {
        let message = Detail::new(&Struct::to_wire(object));
        let json = serde_json::json!({ "@type": message.type_url, "value": object });
        self.details.push(Told { message, json });
        self
    }

    /// What is wrong with a request, field by field.
    pub fn violations(violations: &[Violation]) -> Self {
        let of = |it: &Violation| FieldViolation {
            field: field_path(&it.pointer),
            description: it.detail.clone(),
            reason: it.code.to_string(),
        };
        let details = BadRequest { field_violations: violations.iter().map(of).collect() };
        Self::invalid_argument("The request is not as its schema says.").detail(&details)
    }

    /// How it failed.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The sentence.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What programs are told.
    pub fn details(&self) -> impl ExactSizeIterator<Item = &Detail> {
        self.details.iter().map(|it| &it.message)
    }

    /// As HTTP tells it: the status that says the same, and a `google.rpc.Status` in JSON.
    pub(super) fn answer(&self) -> Response {
        (self.code.status(), axum::Json(self.json())).into_response()
    }

    /// A `google.rpc.Status` in JSON.
    pub(super) fn json(&self) -> serde_json::Value {
        let details: Vec<_> = self.details.iter().map(|it| &it.json).collect();
        serde_json::json!({ "code": self.code.number(), "message": self.message, "details": details })
    }

    /// Logs what nobody else is told.
    pub(super) fn log(&self, procedure: &'static str) {
        if let Some(error) = &self.source {
            tracing::error!(rpc.procedure = procedure, error = %error, "the handler failed");
        }
    }

    /// A request that the service does not take.
    pub(super) fn refused(it: &Refusal) -> Self {
        let problem = it.problem();
        Self::new(Code::of_status(problem.status), problem.detail.as_deref().unwrap_or(&problem.title))
    }

    pub(super) fn wire(&self) -> Wire {
        Wire { code: self.code.number(), message: self.message.clone(), details: self.details().cloned().collect() }
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for Status {
    fn from(error: E) -> Self {
        #[cfg(feature = "sql")]
        if let Some(status) = super::stored::status(&error) {
            return status;
        }
        Self::internal(error)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.message)
    }
}

/// A JSON pointer as a path of fields: `/items/3/name` is `items[3].name`.
fn field_path(pointer: &str) -> String {
    let mut path = String::new();
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        match part.parse::<usize>() {
            Ok(at) if !path.is_empty() => path.extend(["[", &at.to_string(), "]"]),
            _ => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&part);
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::field_path;

    #[test]
    fn pointers_become_paths() {
        assert_eq!(field_path("/items/3/name"), "items[3].name");
        assert_eq!(field_path("/a~1b"), "a/b");
        assert_eq!(field_path(""), "");
    }
}

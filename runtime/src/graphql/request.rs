//! What is asked, by whom, and what it is answered.

use crate::{Cx, Upload};
use http::request::Parts;
use serde_json::{Map, Value};

/// One operation that is asked for (GraphQL over HTTP §5).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// The document.
    pub query: String,
    /// Which of its operations, where it has several.
    pub operation_name: Option<String>,
    /// What its variables are.
    pub variables: Map<String, Value>,
    /// Whatever else is told, such as the hash of a persisted document.
    pub extensions: Map<String, Value>,
}

/// Whom an operation comes from: the request that carried it.
#[derive(Clone, Debug)]
pub struct From {
    /// The context of the request.
    pub cx: Cx,
    /// Its head.
    pub parts: Parts,
    /// The files that came with it; a variable that is `{"$upload": 0}` stands for the first.
    pub uploads: Vec<Upload>,
}

/// The kinds of operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// Reads.
    Query,
    /// Changes, one after the other.
    Mutation,
    /// Is told of events.
    Subscription,
}

/// For how long an answer holds, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CacheHint {
    /// Seconds; never 0.
    pub max_age: u32,
    /// Whether it is for the caller alone.
    pub private: bool,
}

/// What an operation is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// Whether it was begun: else there is no `data` at all (a request error, GraphQL §7.1.2).
    pub began: bool,
    /// Whether there is no error in it.
    pub is_whole: bool,
    /// The text: `{"data":…,"errors":[…]}`.
    pub body: Vec<u8>,
    /// For how long it holds, where the schema says so and nothing went wrong.
    pub cache: Option<CacheHint>,
    /// The code of the first request error.
    pub code: Option<&'static str>,
}

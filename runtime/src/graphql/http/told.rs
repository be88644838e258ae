//! What is noted of operations: their kinds and how they end, and, in the access log, their names.

use super::ask::Ask;
use crate::graphql::{OperationKind, Response};

/// An operation, as the access log tells of it.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// `query`, `mutation` or `subscription`.
    pub(crate) kind: &'static str,
    /// Its name, if the request says it.
    pub(crate) name: Option<String>,
}

/// The longest name that is written, in bytes: it is anything that a caller likes.
const LONGEST: usize = 100;

impl Told {
    pub(super) fn new(kind: OperationKind, ask: &Ask) -> Self {
        let name = ask.request.operation_name.clone();
        Self { kind: word(kind), name: name.filter(|it| it.len() <= LONGEST) }
    }
}

/// How a kind is written.
pub(super) const fn word(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Query => "query",
        OperationKind::Mutation => "mutation",
        OperationKind::Subscription => "subscription",
    }
}

/// How it ended, as metrics have it.
pub(super) const fn outcome(response: &Response) -> &'static str {
    match (response.began, response.is_whole) {
        (false, _) => "refused",
        (true, false) => "errors",
        (true, true) => "ok",
    }
}

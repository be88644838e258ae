//! What is noted of operations: their kinds and how they end, and, in the access log, their names.

use crate::graphql::{OperationKind, Prepared, Response};

/// An operation, as the access log tells of it.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// `query`, `mutation` or `subscription`.
    pub(crate) kind: &'static str,
    /// What its document calls it, where it does.
    pub(crate) name: Option<String>,
}

/// The longest name that is written, in bytes: it is anything that a caller likes.
const LONGEST: usize = 100;

impl Told {
    pub(super) fn new(prepared: &Prepared) -> Self {
        let name = prepared.name().filter(|it| it.len() <= LONGEST);
        Self { kind: word(prepared.kind()), name: name.map(str::to_owned) }
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

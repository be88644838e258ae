//! What the service asks of others: webhooks and callbacks.

use super::Operation;
use crate::{Span, TypeId};

/// An operation that others offer and this service calls. Its path is empty: the whole URL is known when it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing<R = TypeId> {
    /// What is sent, and what may be answered.
    pub operation: Operation<R>,
    /// When it is called, and how one learns where.
    pub occasion: Occasion,
}

/// When an operation of others is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// When something happens, under this name; who is told is agreed elsewhere (OpenAPI 3.1 §4.8.1, `webhooks`).
    Webhook(String),
    /// As a consequence of a request (OpenAPI 3.2 §4.18, "Callback Object").
    Callback {
        /// What the contract calls it.
        name: String,
        /// The name of the operation that was requested.
        of: String,
        /// Where it is sent.
        url: Target,
    },
}

/// A URL that is known once a request, or its answer, is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// As written.
    pub text: String,
    /// Its pieces, in order; none where the text cannot be understood, which has been reported.
    pub parts: Vec<TargetPart>,
    /// Where it is written.
    pub span: Span,
}

/// A piece of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetPart {
    /// Fixed text.
    Text(String),
    /// What an expression finds.
    Found(Expression),
}

/// Where a value is found once a request, or its answer, is known (OpenAPI 3.2 §4.21.4, "Runtime Expressions").
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// `$url`: the URL that was asked for.
    Url,
    /// `$method`.
    Method,
    /// `$statusCode`.
    Status,
    /// `$request.…`.
    Request(Source),
    /// `$response.…`.
    Response(Source),
}

/// Where in a message a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// In this header.
    Header(String),
    /// In this parameter of the query.
    Query(String),
    /// In this parameter of the path.
    Path(String),
    /// In the body, at this JSON pointer; an empty one is the whole body.
    Body(String),
}

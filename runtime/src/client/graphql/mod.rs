//! Asking services of GraphQL: what generated clients of documents stand on.
//!
//! <https://graphql.github.io/graphql-over-http/draft/> says how operations travel; subscriptions come as server-sent events,
//! <https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode>.

mod answer;
mod document;
mod error;
mod events;
mod service;

pub use answer::Answer;
pub use document::{Document, NoVariables};
pub use error::{Error, Location, PathPart, Refused};
pub use events::Events;
pub use service::Service;

pub use super::endpoint::Misconfigured;

/// What asking brings.
pub type Result<T> = std::result::Result<T, super::Error<Refused>>;

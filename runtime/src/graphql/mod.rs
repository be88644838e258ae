//! GraphQL: what generated services say of themselves, and the engine that answers operations with it.
//!
//! Answers are made level by level: a field that a resolver answers is asked once for all objects of its level, so that
//! a hundred orders cost one statement for their customers. What is asked for is checked, priced and planned before any
//! of it is executed.

mod args;
mod authorise;
pub mod bridge;
mod cache;
mod cache_control;
mod catalog;
mod coerce;
#[cfg(feature = "sql")]
mod connection;
mod cost;
mod document;
mod engine;
mod error;
mod execute;
mod generated;
mod grammar;
mod guarded;
pub(crate) mod http;
mod limits;
mod output;
mod plan;
mod request;
mod resolve;
mod schema;
mod settings;
mod trouble;
mod walk;

pub use ::http::request::Parts;
pub use args::Args;
#[cfg(feature = "sql")]
pub use connection::{ALL, Connected, Window, limit, offset};
pub use engine::{Engine, Prepared};
pub use error::{Each, Error, Result};
pub use generated::{Future, Stream, each, events, fill, keys, missing, present, row, rows, unknown};
pub use guarded::{Admitted, Allowed, Guarded, allow, connect};
pub use http::ConnectionParams;
pub use output::{List, Object, Out, Output};
pub use request::{CacheHint, From, OperationKind, Request, Response};
pub use resolve::{Ask, Asker, Column, Events, Graph, Rows, Within};
pub use schema::{Field, ObjectType, Schema};
pub use settings::{HttpStatus, Limits, Persisted, Settings, Sockets};

pub use crate::{graphql_object as object, graphql_texts as texts, graphql_variants as variants};

//! What of GraphQL may be set: `[graphql]`.

use crate::config::human;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How GraphQL is served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Whether it is served.
    pub enabled: bool,
    /// Where.
    pub path: String,
    /// Whether `__schema` and `__type` are answered; unless it is said, everywhere but in production.
    pub introspection: Option<bool>,
    /// Whether the page to try it out is served; unless it is said, everywhere but in production.
    pub graphiql: Option<bool>,
    /// How many documents are kept, read and planned, for whoever asks the same again.
    pub document_cache: usize,
    /// What one operation may ask for.
    pub limits: Limits,
    /// Documents that are named by their hashes.
    pub persisted: Persisted,
    /// The file of documents that are known from the start; none where it is empty.
    pub documents: String,
    /// Which statuses answers have.
    pub http_status: HttpStatus,
    /// Whether requests are refused that pages of other origins can send although they may not ask.
    pub csrf: bool,
    /// How sockets are kept.
    pub sockets: Sockets,
}

/// How sockets are kept: `graphql-transport-ws`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sockets {
    /// Whether there are any.
    pub enabled: bool,
    /// How long a client may take to say `connection_init`.
    #[serde(with = "human::duration")]
    pub init: Duration,
    /// After what silence a client is asked whether it is there, and how long it may take then to say so, or to take what it
    /// is sent.
    #[serde(with = "human::duration")]
    pub keepalive: Duration,
    /// How many operations of one client may be under way.
    pub operations: usize,
}

/// Which statuses answers have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HttpStatus {
    /// As clients are used to, and the audits of `graphql-http` ask for: what cannot be executed is 400, or 200 for those
    /// who ask for `application/json`.
    #[default]
    Established,
    /// As the newest draft of GraphQL over HTTP has it: 422 for what cannot be executed, 294 for what went wrong in part.
    Draft,
}

/// What one operation may ask for: more is refused before anything is executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// How deep fields may stand in one another, never more than 127; what is below `__schema` and `__type` has a limit
    /// of its own.
    pub depth: usize,
    /// How many fields may have an alias, those of a fragment as often as it is spread.
    pub aliases: usize,
    /// How many directives there may be, those of a fragment as often as it is spread.
    pub directives: usize,
    /// How many fields of the root there may be.
    pub root_fields: usize,
    /// How many words and signs a document may have.
    pub tokens: usize,
    /// What an operation may cost: an object 1, a list so often as it is long, which `@cost` and `@listSize` tell better;
    /// 0 for whatever it likes.
    pub complexity: u64,
    /// How many operations one request may carry.
    pub batch: usize,
}

/// Documents that are named by their hashes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Persisted {
    /// They are not.
    #[default]
    Off,
    /// Clients tell a document once, and its hash from then on.
    Automatic,
    /// Only those are answered that the service knows.
    Only,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            enabled: true,
            path: "/graphql".to_owned(),
            introspection: None,
            graphiql: None,
            document_cache: 1000,
            limits: Limits::default(),
            persisted: Persisted::Off,
            documents: String::new(),
            http_status: HttpStatus::Established,
            csrf: true,
            sockets: Sockets::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 15, aliases: 30, directives: 50, root_fields: 20, tokens: 5_000, complexity: 10_000, batch: 10 }
    }
}

impl Default for Sockets {
    fn default() -> Self {
        let (init, keepalive) = (Duration::from_secs(10), Duration::from_secs(20));
        Self { enabled: true, init, keepalive, operations: 100 }
    }
}

//! What the generated code tells the runtime about the service.

/// A service, as generated: constants only.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// The package's name; also names its binary, database and metrics.
    pub name: &'static str,
    /// The title in its contract.
    pub title: &'static str,
    /// The version of its contract.
    pub version: &'static str,
    /// The served OpenAPI 3.1 document, as JSON; empty where nothing but GraphQL is served.
    pub openapi: &'static str,
    /// Every operation, for `routes` and for metrics.
    pub operations: &'static [OperationInfo],
    /// Every migration, in order of version; none without a database.
    pub migrations: &'static [Migration],
}

/// One operation and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OperationInfo {
    /// The operation's id.
    pub name: &'static str,
    /// The method, upper case.
    pub method: &'static str,
    /// The path template: `/pets/{petId}`.
    pub path: &'static str,
}

/// One step of the database's schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migration {
    /// Steps are taken in this order.
    pub version: i64,
    /// What it does, in a word: `init`.
    pub name: &'static str,
    /// The SQL that takes it.
    pub up: &'static str,
    /// The SQL that takes it back, where that is possible.
    pub down: Option<&'static str>,
}

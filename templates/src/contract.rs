//! `tests/contract.rs` and `tests/contract/<tag>.rs`: every operation through the router.

use askama::Template;

#[derive(Template)]
#[template(path = "contract/main.rs.j2", escape = "none")]
pub struct Main<'a> {
    pub source: &'a str,
    pub krate: &'a str,
    pub modules: Vec<&'a str>,
}

#[derive(Template)]
#[template(path = "contract/file.rs.j2", escape = "none")]
pub struct File<'a> {
    pub source: &'a str,
    pub tag: &'a str,
    pub uses: Vec<String>,
    pub operations: Vec<Operation<'a>>,
    pub stories: Vec<String>,
}

pub struct Operation<'a> {
    pub docs: String,
    pub method: &'a str,
    /// The call that asks, up to the path: `get(`, `ask("HEAD", `.
    pub verb: String,
    /// A string literal, with samples for its parameters.
    pub path: String,
    /// A call that adds a valid body: `.json(&json!({…}))`, or nothing.
    pub body: String,
    /// The statuses that may be answered.
    pub statuses: String,
    pub refusals: Vec<Refusal>,
}

/// A request that must be refused.
pub struct Refusal {
    pub what: &'static str,
    /// A string literal.
    pub path: String,
    /// A call that adds a body, or nothing.
    pub body: String,
    pub status: u16,
}

#[derive(Template)]
#[template(path = "contract/story.rs.j2", escape = "none")]
pub struct Story<'a> {
    pub table: &'a str,
    pub a_noun: &'a str,
    /// String literals.
    pub collection: String,
    /// What has to be there before.
    pub setup: Vec<String>,
    /// JSON, an expression.
    pub body: String,
    /// The wire name of the key, a string literal.
    pub key: String,
    /// `/pets/`, a string literal.
    pub prefix: String,
    pub created: u16,
    pub located: bool,
    pub tagged: bool,
    pub get: bool,
    /// What is sent to PUT, an expression, and its status.
    pub replace: Option<(String, u16)>,
    /// A JSON literal of what is sent to PATCH, its media type as a string literal, and its status.
    pub patch: Option<(String, String, u16)>,
    /// The status of DELETE.
    pub delete: Option<u16>,
}

//! The files around the code: the package, its configuration, `main`.

use askama::Template;

#[derive(Template)]
#[template(path = "project/cargo.toml.j2", escape = "none")]
pub struct CargoToml<'a> {
    pub name: &'a str,
    pub title: &'a str,
    pub members: &'a str,
    pub dependencies: Vec<(&'a str, String)>,
    pub dev_dependencies: Vec<(&'a str, String)>,
}

#[derive(Template)]
#[template(path = "project/main.rs.j2", escape = "none")]
pub struct Main<'a> {
    pub title: &'a str,
    pub krate: &'a str,
}

#[derive(Template)]
#[template(path = "project/lib.rs.j2", escape = "none")]
pub struct Lib<'a> {
    pub title: &'a str,
    pub guard: bool,
}

#[derive(Template)]
#[template(path = "project/guard.rs.j2", escape = "none")]
pub struct GuardFile {
    /// Whether the handlers are mocks.
    pub mock: bool,
    /// The feature of the runtime that has all of these verifiers.
    pub feature: &'static str,
    pub verifiers: Vec<VerifierRef>,
}

/// A verifier of the runtime, in an example.
pub struct VerifierRef {
    /// `"bearer"`
    pub scheme: String,
    /// `tokens`
    pub field: &'static str,
    /// `Jwt::open_id("https://issuer", "audience")?`
    pub made: String,
    /// Whether it says what the caller may do; else it says a name.
    pub has_claims: bool,
}

#[derive(Template)]
#[template(path = "project/app.rs.j2", escape = "none")]
pub struct App<'a> {
    pub store: bool,
    /// Whether there are queries, which want the pool itself.
    pub queries: bool,
    /// Its type.
    pub pool: &'a str,
    /// The method of `Start` that opens the pool: `sqlite`.
    pub open: &'a str,
}

#[derive(Template)]
#[template(path = "project/generated.rs.j2", escape = "none")]
pub struct Generated<'a> {
    pub source: &'a str,
    pub modules: Vec<&'a str>,
    pub private: Vec<&'a str>,
    pub traits: Vec<TraitRef<'a>>,
    /// Modules of routes.
    pub routed: Vec<&'a str>,
    /// Whether there is a document of OpenAPI.
    pub described_by_openapi: bool,
    /// Whether there is a schema of GraphQL.
    pub graphql: bool,
    /// Whether operations answer one.
    pub bridged: bool,
    /// Whether there are descriptors.
    pub described: bool,
    pub name: &'a str,
    /// String literals.
    pub title: String,
    pub version: String,
    pub operations: Vec<OperationRef>,
    pub migrations: Vec<MigrationRef>,
}

pub struct TraitRef<'a> {
    /// `api` or `graphql`.
    pub place: &'a str,
    pub module: &'a str,
    pub name: &'a str,
}

/// String literals, each.
pub struct OperationRef {
    pub name: String,
    pub method: String,
    pub path: String,
}

pub struct MigrationRef {
    pub version: i64,
    /// A string literal.
    pub name: String,
    /// The file's name.
    pub up: String,
    pub down: Option<String>,
}

#[derive(Template)]
#[template(path = "project/config.toml.j2", escape = "none")]
pub struct ConfigToml<'a> {
    pub environment: &'a str,
    pub address: &'a str,
    /// The database's URL; `None`: from the environment.
    pub database: Option<String>,
    pub production: bool,
    /// Whether there are methods of protobuf.
    pub calls: bool,
}

#[derive(Template)]
#[template(path = "project/zephyrix.toml.j2", escape = "none")]
pub struct ZephyrixToml<'a> {
    pub name: &'a str,
    pub inputs: Vec<String>,
    pub database: &'a str,
    /// A TOML value.
    pub runtime: String,
    pub grpc: bool,
    pub graphql: bool,
}

#[derive(Template)]
#[template(path = "project/readme.md.j2", escape = "none")]
pub struct Readme<'a> {
    pub name: &'a str,
    pub title: &'a str,
    pub summary: &'a str,
    pub inputs: Vec<String>,
}

#[derive(Template)]
#[template(path = "project/gitignore.j2", escape = "none")]
pub struct Gitignore;

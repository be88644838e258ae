//! The model as others are told of it: one JSON document, versioned, for user templates, plugins and whoever else asks.
//!
//! Every key is always there, with `null` or nothing where there is nothing to say, and everything stands in the order written.
//! Types refer to one another by `id`, which is a position in `types`.
//!
//! The rule of versions: what is added keeps the version; what is taken away, renamed or comes to mean something else raises it.

mod assertions;
mod constraints;
mod entities;
mod graphql;
mod operations;
mod outgoing;
mod places;
mod protobuf;
mod queries;
mod security;
mod tables;
mod types;
mod values;

#[cfg(test)]
mod tests;

use crate::back::Job;
use crate::source::Sources;
use assertions::Assertion;
use entities::Entity;
use graphql::Graph;
use operations::Operation;
use outgoing::Outgoing;
use places::{Docs, Export};
use protobuf::ProtoFile;
use queries::Query;
use security::Scheme;
use serde::Serialize;
use tables::Database;
use types::Type;

/// The version of the document.
pub const VERSION: u32 = 1;

/// A service: what it is, and what it is called in Rust.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Document {
    /// What this document is.
    zephyrix: Head,
    /// The package's name.
    package: String,
    /// What the service says of itself.
    info: Info,
    /// Base addresses.
    servers: Vec<Server>,
    /// Groups of operations.
    tags: Vec<Tag>,
    /// Ways to prove who one is.
    schemes: Vec<Scheme>,
    /// Every type; its `id` is its position here.
    types: Vec<Type>,
    /// What schemas assert beyond types; its `id` is its position here.
    assertions: Vec<Assertion>,
    /// What can be asked of the service.
    operations: Vec<Operation>,
    /// What the service asks of others: webhooks and callbacks.
    outgoing: Vec<Outgoing>,
    /// What the service keeps.
    entities: Vec<Entity>,
    /// Statements of the user's own.
    queries: Vec<Query>,
    /// The database that the service needs.
    database: Database,
    /// The schema of GraphQL, where a source is one.
    graphql: Option<Graph>,
    /// Files of protobuf that were read, each after those that it imports.
    protobuf: Vec<ProtoFile>,
}

/// What a document is.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Head {
    /// The version of its form.
    ir: u32,
}

/// What the whole service says of itself.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Info {
    /// The title, as people call it.
    title: String,
    /// The version of the contract.
    version: String,
    /// What it is for.
    docs: Docs,
}

/// A base address under which the service can be reached.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Server {
    /// Absolute, or relative to where the document is served.
    url: String,
    /// What it is.
    description: Option<String>,
}

/// A group of operations.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Tag {
    /// As the schema calls it.
    name: String,
    /// What it is called in paths.
    slug: String,
    /// What it is about.
    docs: Docs,
    /// The names of its operations, in order.
    operations: Vec<String>,
    /// What it is in Rust.
    rust: RustTag,
}

/// A group in Rust.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RustTag {
    /// Its module below `handlers` and `generated::api`: `pets`.
    module: String,
    /// Its trait: `PetsApi`.
    #[serde(rename = "trait")]
    trait_name: String,
}

/// The document of a service.
pub(crate) fn document(job: Job<'_>, sources: &Sources) -> Document {
    let export = &Export::new(job.model, job.plan, sources);
    let model = job.model;
    let info = model.info();
    Document {
        zephyrix: Head { ir: VERSION },
        package: job.package.to_owned(),
        info: Info { title: info.title.clone(), version: info.version.clone(), docs: Docs::of(&info.docs) },
        servers: model.servers().iter().map(server).collect(),
        tags: tags(export),
        schemes: model.schemes().iter().map(|it| security::scheme(export, it)).collect(),
        types: types::all(export),
        assertions: model.assertions().map(|(id, it)| assertions::assertion(export, id, it)).collect(),
        operations: operations::all(export),
        outgoing: outgoing::all(export),
        entities: entities::all(export),
        queries: queries::all(export),
        database: tables::database(export, job.config.database),
        graphql: model.graph().map(|it| graphql::graph(export, it)),
        protobuf: model.protos().iter().map(protobuf::file).collect(),
    }
}

fn server(it: &zephyrix_ir::vocabulary::Server) -> Server {
    Server { url: it.url.clone(), description: it.description.clone() }
}

fn tags(export: &Export<'_>) -> Vec<Tag> {
    let tag = |(it, plan): (&zephyrix_ir::vocabulary::TagDef, &crate::plan::tags::TagPlan)| Tag {
        name: it.name.clone(),
        slug: plan.module.clone(),
        docs: Docs::of(&it.docs),
        operations: plan.operations.iter().map(|id| export.model[*id].name.clone()).collect(),
        rust: RustTag { module: plan.module.clone(), trait_name: plan.trait_name.clone() },
    };
    export.model.tags().iter().zip(&export.plan.tags).map(tag).collect()
}

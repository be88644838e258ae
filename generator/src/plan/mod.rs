//! What all back ends of a language must agree on, decided once: names, types, what an operation answers.

pub(crate) mod answers;
pub(crate) mod asking;
pub(crate) mod assertions;
pub(crate) mod bodies;
pub(crate) mod checks;
mod containment;
pub(crate) mod entities;
pub(crate) mod exported;
pub(crate) mod exposed;
pub(crate) mod formerly;
mod forms;
pub(crate) mod graphql;
pub(crate) mod headers;
pub(crate) mod inputs;
pub(crate) mod kept;
pub(crate) mod literals;
mod live;
pub(crate) mod manifest;
pub(crate) mod names;
pub(crate) mod operations;
pub(crate) mod outcomes;
pub(crate) mod parts;
mod patterns;
pub(crate) mod queries;
pub(crate) mod raw;
pub(crate) mod readings;
pub(crate) mod representations;
mod reserved;
pub(crate) mod rpc;
pub(crate) mod rules;
pub(crate) mod rust;
pub(crate) mod sample;
pub(crate) mod schema;
pub(crate) mod security;
pub(crate) mod size;
mod statuses;
pub(crate) mod storage;
pub(crate) mod tags;
mod unenforced;
pub(crate) mod uses;
pub(crate) mod wire;

use crate::config::Config;
use crate::previous::Previous;
use entities::EntityPlan;
use exported::{Decided, Exported};
use exposed::Exposed;
use graphql::ResolverPlan;
use operations::OperationPlan;
use queries::{QueryGroup, QueryPlan};
use raw::RawBody;
use rust::RustPlan;
use tags::TagPlan;
use zephyrix_ir::vocabulary::OperationId;
use zephyrix_ir::vocabulary::queries::Yields;
use zephyrix_ir::{Diagnostics, Model};

/// Every decision.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Names and types in the generated Rust.
    pub(crate) rust: RustPlan,
    /// Groups of operations.
    pub(crate) tags: Vec<TagPlan>,
    /// Entities, in order.
    pub(crate) entities: Vec<EntityPlan>,
    /// Operations of others that are called, in order.
    pub(crate) outgoing: Vec<OperationPlan>,
    /// Queries of the user's, by file.
    pub(crate) queries: Vec<QueryGroup>,
    operations: Vec<OperationPlan>,
    /// Object types of GraphQL of which resolvers answer fields, in order.
    pub(crate) resolvers: Vec<ResolverPlan>,
    /// What of it is served by gRPC without being described by protobuf.
    pub(crate) exported: Option<Exported>,
    /// What of it is served by GraphQL without being described by it.
    pub(crate) exposed: Option<Exposed>,
}

impl Plan {
    /// How an operation is written.
    pub(crate) fn operation(&self, id: OperationId) -> &OperationPlan {
        &self.operations[id.0 as usize]
    }

    /// Whether the service keeps anything in a database.
    pub(crate) fn has_database(&self) -> bool {
        !self.entities.is_empty() || !self.queries.is_empty()
    }

    /// Whether a query is about exact decimals.
    pub(crate) fn has_decimals(&self) -> bool {
        self.every_query().any(|it| it.parameters.iter().chain(&it.columns).any(|it| it.ty.is_decimal()))
    }

    /// Whether rows or messages are handed on as they come.
    pub(crate) fn has_streams(&self, model: &Model) -> bool {
        let mut calls = model.operations().filter_map(|(_, it)| it.rpc.as_ref());
        calls.any(|it| it.client_streaming || it.server_streaming)
            || self.every_query().any(|it| model.queries()[it.at].yields == Yields::Stream)
    }

    fn every_query(&self) -> impl Iterator<Item = &QueryPlan> {
        self.queries.iter().flat_map(|it| &it.queries)
    }

    /// Whether a request record holds raw bytes in memory.
    pub(crate) fn needs_bytes(&self) -> bool {
        let mut inputs = self.operations.iter().flat_map(|it| &it.inputs);
        self.rust.raw_body == &raw::HELD && inputs.any(|it| it.how.holds_bytes())
    }
}

/// Decides everything.
pub(crate) fn make(model: &Model, config: &Config, previous: &Previous, log: &mut Diagnostics) -> Plan {
    let mut rust = RustPlan::new(model, RawBody::of(config));
    unenforced::report(model, log);
    let tags = tags::plan(model);
    let operations = operations::plan(model, &tags, &mut rust, log);
    let entities = entities::plan(model, &mut rust);
    let outgoing = operations::outgoing(model, &mut rust, log);
    let queries = queries::plan(model, log);
    let resolvers = graphql::plan(model, &tags, &mut rust);
    let decided = Decided { model, tags: &tags, operations: &operations, rust: &rust };
    let exported = exported::plan(&decided, config, previous, log);
    let decided = exposed::Decided { model, operations: &operations, rust: &rust };
    let exposed = exposed::plan(decided, config, log);
    Plan { rust, tags, entities, outgoing, queries, operations, resolvers, exported, exposed }
}

//! Products: each fills views of `zephyrix_templates` and adds the rendered files.

mod api;
mod client;
mod contract;
mod deploy;
mod descriptors;
pub(crate) mod graphql;
mod handlers;
mod migrations;
mod models;
pub(crate) mod openapi;
mod project;
mod proto;
mod queries;
mod routes;
mod store;

use crate::config::Config;
use crate::files::FileSet;
use crate::plan::Plan;
use crate::previous::Previous;
use zephyrix_ir::Model;

/// Every product. To add one: a folder here, its `mod` line, its line in this table.
const ALL: &[&dyn Backend] = &[
    &models::Models,
    &api::Api,
    &routes::Routes,
    &store::Store,
    &queries::Queries,
    &migrations::Migrations,
    &openapi::OpenApi,
    &proto::Proto,
    &descriptors::Descriptors,
    &graphql::Graphql,
    &handlers::Handlers,
    &contract::Contract,
    &client::Client,
    &client::Senders,
    &project::Project,
    &deploy::Deploying,
];

/// What every back end is given. Nothing in it can be changed.
#[derive(Clone, Copy)]
pub(crate) struct Job<'a> {
    /// What the service is.
    pub(crate) model: &'a Model,
    /// What was decided for all back ends.
    pub(crate) plan: &'a Plan,
    /// What the user wants.
    pub(crate) config: &'a Config,
    /// What is there already.
    pub(crate) previous: &'a Previous,
    /// The sources by name, for headers: `petstore.yaml`.
    pub(crate) source: &'a str,
    /// The package's name.
    pub(crate) package: &'a str,
}

impl Job<'_> {
    /// Whether there is a client: one that is wanted, and has something to ask.
    fn has_client(self) -> bool {
        self.config.generate.client && (self.model.operations().next().is_some() || self.asks_graphql())
    }

    /// Whether documents of GraphQL say what a client asks.
    fn asks_graphql(self) -> bool {
        self.model.graph().is_some_and(|it| !it.operations.is_empty())
    }

    /// Whether nothing is served but GraphQL.
    fn is_graph_alone(self) -> bool {
        self.model.graph().is_some() && self.plan.tags.is_empty()
    }

    /// Whether anything is served by GraphQL.
    fn has_graphql(self) -> bool {
        self.model.graph().is_some() || self.plan.exposed.is_some()
    }

    /// Whether there are methods of protobuf, or operations that are served as such.
    fn has_calls(self) -> bool {
        self.plan.exported.is_some() || self.model.operations().any(|(_, it)| it.rpc.is_some())
    }
}

/// A product.
pub(crate) trait Backend: Sync {
    /// Whether it stands without the service.
    fn stands_alone(&self) -> bool {
        false
    }

    /// Adds its files.
    fn emit(&self, job: Job<'_>, files: &mut FileSet);
}

/// Every file of every product.
pub(crate) fn emit(job: Job<'_>) -> FileSet {
    let mut files = FileSet::default();
    for back in ALL.iter().filter(|it| job.config.generate.server || it.stands_alone()) {
        back.emit(job, &mut files);
    }
    files
}

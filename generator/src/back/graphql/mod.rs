//! `src/generated/graphql/`: the schema, a trait for each object type that resolvers answer fields of, and what asks them.

mod exposed;
mod object;

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use crate::plan::graphql::ResolverPlan;
use crate::plan::{literals, security};
use zephyrix_ir::vocabulary::{Graph, GraphObject, GraphRoot};
use zephyrix_templates::Template;
use zephyrix_templates::graphql::{Mod, ObjectRow, ResolverRef};

/// The product.
pub(super) struct Graphql;

impl Backend for Graphql {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        if let Some(exposed) = &job.plan.exposed {
            files.add("src/generated/graphql/schema.graphql", Owner::Generated, exposed.sdl.clone());
            files.rust("src/generated/graphql/mod.rs", Owner::Generated, &exposed::file(job, exposed));
        }
        let Some(graph) = job.model.graph() else { return };
        files.add("src/generated/graphql/schema.graphql", Owner::Generated, format!("{}\n", graph.sdl.trim_end()));
        for plan in &job.plan.resolvers {
            let path = format!("src/generated/graphql/{}.rs", plan.module);
            files.rust(path, Owner::Generated, &object::file(job, graph, plan));
        }
        files.rust("src/generated/graphql/mod.rs", Owner::Generated, &index(job, graph));
    }
}

fn index(job: Job<'_>, graph: &Graph) -> String {
    let subscribes = |it: &&ResolverPlan| it.object(graph).root == Some(GraphRoot::Subscription);
    let resolver = |it: &ResolverPlan| ResolverRef {
        at: it.at,
        module: it.module.clone(),
        trait_name: it.trait_name.clone(),
        resolves: !subscribes(&it),
    };
    let view = Mod {
        source: job.source,
        guarded: security::guarded(job.model),
        resolvers: job.plan.resolvers.iter().map(resolver).collect(),
        subscriptions: job.plan.resolvers.iter().find(subscribes).map(|it| it.module.clone()),
        objects: graph.objects.iter().map(row).collect(),
    };
    view.render().unwrap_or_default()
}

fn row(it: &GraphObject) -> ObjectRow {
    let field = |it: &zephyrix_ir::vocabulary::GraphField| {
        let how = if it.resolved.is_some() { "Resolved" } else { "Plain" };
        format!("{how}({})", literals::string(&it.name))
    };
    ObjectRow { name: literals::string(&it.name), fields: it.fields.iter().map(field).collect() }
}

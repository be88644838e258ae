//! `src/handlers/<object type>.rs`: resolvers, which are the user's.

mod connection;
mod federation;
mod scaffold;

use super::Job;
use crate::files::{FileSet, Merge, rust};
use crate::plan::graphql::{ResolverPlan, Signature, signature};
use crate::plan::literals;
use crate::plan::rust::Writing;
use crate::plan::uses::Uses;
use zephyrix_ir::vocabulary::{Graph, GraphField};
use zephyrix_templates::Template;
use zephyrix_templates::handlers::{Resolver, Resolvers};

/// A file for each object type of which resolvers answer fields.
pub(super) fn emit(job: Job<'_>, files: &mut FileSet) {
    let Some(graph) = job.model.graph() else { return };
    for plan in &job.plan.resolvers {
        let merge = Merge::Handlers { trait_name: plan.trait_name.clone(), methods: stubs(job, graph, plan) };
        files.merged(format!("src/handlers/{}.rs", plan.module), rust(&file(job, graph, plan)), merge);
    }
}

fn stubs(job: Job<'_>, graph: &Graph, plan: &ResolverPlan) -> Vec<(String, String)> {
    let stub = |(_, field, name): (usize, &GraphField, &str)| {
        let mut to = Writing::new(job.model, &job.plan.rust, Some("crate::generated::models"));
        to.uses = Uses::qualified();
        (name.to_owned(), super::alone(&method(job, graph, plan, field, name, &mut to)))
    };
    plan.fields(graph).map(stub).collect()
}

fn file(job: Job<'_>, graph: &Graph, plan: &ResolverPlan) -> String {
    let mut to = Writing::new(job.model, &job.plan.rust, Some("crate::generated::models"));
    to.uses.add("crate::app::App");
    to.uses.add(&format!("crate::generated::graphql::{}::{}", plan.module, plan.trait_name));
    let methods = plan.fields(graph).map(|(_, field, name)| method(job, graph, plan, field, name, &mut to)).collect();
    let name = &plan.object(graph).name;
    let view = Resolvers { uses: to.uses.lines(), name, trait_name: &plan.trait_name, methods };
    view.render().unwrap_or_default()
}

fn method(
    job: Job<'_>,
    graph: &Graph,
    plan: &ResolverPlan,
    field: &GraphField,
    name: &str,
    to: &mut Writing<'_>,
) -> String {
    let Some(resolved) = &field.resolved else { return String::new() };
    let Signature { of, request, answer } = signature(to, plan.object(graph), resolved);
    let (cx, graphql) = (to.uses.add("zephyrix::Cx"), to.uses.add("zephyrix::graphql"));
    let written = scaffold::body(job, plan.object(graph), resolved, to);
    let written = written.or_else(|| federation::body(job, field, resolved, to));
    let place = literals::string(&format!("src/handlers/{}.rs", plan.module));
    let view = Resolver {
        name,
        cx: &cx,
        guarded: field.guarded,
        of,
        request,
        answer,
        asks: written.is_some(),
        body: written
            .unwrap_or_else(|| format!("Err({graphql}::Error::unwritten({}, {place}))", literals::string(name))),
    };
    view.render().unwrap_or_default()
}

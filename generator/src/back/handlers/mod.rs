//! `src/handlers/<tag>.rs`: the user's. Working code where an operation serves an entity, else a stub.

mod scaffold;

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use crate::plan::answers;
use crate::plan::rust::Writing;
use crate::plan::tags::TagPlan;
use zephyrix_ir::vocabulary::OperationId;
use zephyrix_templates::Template;
use zephyrix_templates::handlers::{File, Method, Mod};

/// The product.
pub(super) struct Handlers;

impl Backend for Handlers {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        for tag in &job.plan.tags {
            files.rust(format!("src/handlers/{}.rs", tag.module), Owner::Merged, &file(job, tag));
        }
        let modules = job.plan.tags.iter().map(|it| it.module.as_str()).collect();
        files.rust("src/handlers/mod.rs", Owner::Merged, &Mod { modules }.render().unwrap_or_default());
    }
}

fn file(job: Job<'_>, tag: &TagPlan) -> String {
    let mut to = Writing::new(job.model, &job.plan.rust, Some("crate::generated::models"));
    to.uses.add("crate::app::App");
    to.uses.add(&format!("crate::generated::api::{}::{}", tag.module, tag.trait_name));
    to.uses.add("zephyrix::Cx");
    let methods = tag.operations.iter().map(|id| method(job, tag, *id, &mut to)).collect();
    let view = File { uses: to.uses.lines(), tag: &tag.name, trait_name: &tag.trait_name, methods };
    view.render().unwrap_or_default()
}

fn method(job: Job<'_>, tag: &TagPlan, id: OperationId, to: &mut Writing<'_>) -> String {
    let plan = job.plan.operation(id);
    let api = format!("crate::generated::api::{}", tag.module);
    to.uses.add(&format!("{api}::{}", plan.request));
    to.uses.add(&format!("{api}::{}", plan.error));
    let written = scaffold::body(job, id, to);
    let (pattern, body) = match written {
        Some(written) => written,
        None => {
            let unwritten = to.uses.add("zephyrix::Unwritten");
            let place = format!("src/handlers/{}.rs", tag.module);
            ("_request".to_owned(), format!("Err({unwritten}::new(\"{}\", \"{place}\").into())", plan.method))
        }
    };
    let method = Method {
        method: &plan.method,
        pattern,
        request: &plan.request,
        answer: answers::handed(to, plan),
        error: &plan.error,
        body,
    };
    method.render().unwrap_or_default()
}

//! `tests/contract.rs`: every operation through the router, with values made up from the contract.

mod heads;
mod parts;
mod requests;
mod stories;
mod styled;

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use crate::plan::tags::TagPlan;
use crate::plan::uses::Uses;
use zephyrix_templates::Template;
use zephyrix_templates::contract::{File, Main};

/// The product.
pub(super) struct Contract;

impl Backend for Contract {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        if !job.config.generate.tests {
            return;
        }
        let mut modules = Vec::new();
        for tag in &job.plan.tags {
            if let Some(text) = file(job, tag) {
                files.rust(format!("tests/contract/{}.rs", tag.module), Owner::Generated, &text);
                modules.push(tag.module.as_str());
            }
        }
        if !modules.is_empty() {
            let krate = job.package.replace('-', "_");
            let main = Main { source: job.source, krate: &krate, modules };
            files.rust("tests/contract.rs", Owner::Generated, &main.render().unwrap_or_default());
        }
    }
}

/// The tests of a tag; `None` when nothing can be made up for any of its operations.
fn file(job: Job<'_>, tag: &TagPlan) -> Option<String> {
    let operations: Vec<_> = tag.operations.iter().filter_map(|id| requests::operation(job, *id)).collect();
    let stories = stories::of(job, tag);
    if operations.is_empty() && stories.is_empty() {
        return None;
    }
    let mut uses = Uses::default();
    uses.add("super::app");
    let bodies = operations.iter().any(|it| it.body.contains("json!"));
    let refused = operations.iter().any(|it| it.refusals.iter().any(|it| it.body.contains("json!")));
    if bodies || refused || !stories.is_empty() {
        uses.add("serde_json::json");
    }
    let view = File { source: job.source, tag: &tag.name, uses: uses.lines(), operations, stories };
    Some(view.render().unwrap_or_default())
}

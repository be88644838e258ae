//! `src/generated/models.rs`: the types, each with its checks; `patterns.rs` beside it.

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use crate::items::{self, Side};
use crate::plan::rust::Writing;
use crate::plan::{assertions, literals};
use zephyrix_templates::Template;
use zephyrix_templates::models::{Assertion, File, Pattern};

/// The product.
pub(super) struct Models;

impl Backend for Models {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        let mut to = Writing::new(job.model, &job.plan.rust, None);
        let items = items::all(&mut to, Side::Server);
        let uses = to.uses.lines();
        let docs = "Types of the contract; each checks itself against it.";
        files.rust(
            "src/generated/models.rs",
            Owner::Generated,
            &print(&File { source: job.source, docs, uses, items }),
        );
        if let Some(file) = assertions(job) {
            files.rust("src/generated/assertions.rs", Owner::Generated, &print(&file));
        }
        if !job.plan.rust.patterns().is_empty() {
            files.rust("src/generated/patterns.rs", Owner::Generated, &print(&patterns(job)));
        }
    }
}

fn assertions(job: Job<'_>) -> Option<File<'_>> {
    let mut to = Writing::new(job.model, &job.plan.rust, None);
    to.uses.add("zephyrix::Subject");
    let mut items = Vec::new();
    for (id, it) in job.model.assertions() {
        let Some(name) = job.plan.rust.assertions.name(id) else { continue };
        let place = it.origin.split_once('#').map_or(it.origin.as_str(), |(_, pointer)| pointer);
        let docs = format!("`#{}` of the schema.", place.replace('`', "'"));
        let statements = assertions::statements(&mut to, it);
        items.push(print(&Assertion { docs, name, statements }));
    }
    let docs = "What schemas assert that no type says.";
    (!items.is_empty()).then(|| File { source: job.source, docs, uses: to.uses.lines(), items })
}

fn patterns(job: Job<'_>) -> File<'_> {
    let pattern = |(text, name): &(String, String)| print(&Pattern { name, literal: literals::string(text) });
    File {
        source: job.source,
        docs: "Patterns of the contract, as linear-time regular expressions.",
        uses: vec!["use zephyrix::Pattern;".to_owned()],
        items: job.plan.rust.patterns().iter().map(pattern).collect(),
    }
}

/// A template filled. Views hold plain strings, so this cannot fail; were it to, the empty file would not compile.
fn print(view: &impl Template) -> String {
    view.render().unwrap_or_default()
}

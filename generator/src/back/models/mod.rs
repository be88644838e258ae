//! `src/generated/models.rs`: the types, each with its checks; `patterns.rs` beside it.

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use crate::items::{self, Side};
use crate::plan::literals;
use crate::plan::rust::Writing;
use zephyrix_templates::Template;
use zephyrix_templates::models::{File, Pattern};

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
        if !job.plan.rust.patterns().is_empty() {
            files.rust("src/generated/patterns.rs", Owner::Generated, &print(&patterns(job)));
        }
    }
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

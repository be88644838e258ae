//! `src/generated/models.rs`: the types, each with its checks; `patterns.rs` beside it.

mod record;
mod scalar;
mod union;

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use crate::plan::literals;
use crate::plan::rust::Writing;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Shape, Type};
use zephyrix_templates::Template;
use zephyrix_templates::models::{File, Pattern};

/// The product.
pub(super) struct Models;

impl Backend for Models {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        let mut to = Writing::new(job.model, &job.plan.rust, None);
        let items = items(&mut to, true);
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

/// Every type with a name of its own, printed. `checked`: with `Validate`.
fn items(to: &mut Writing<'_>, checked: bool) -> Vec<String> {
    let types: Vec<(TypeId, &Type)> = to.model.types().collect();
    let items: Vec<String> = types.into_iter().filter_map(|(id, ty)| item(to, id, ty, checked)).collect();
    if !items.is_empty() {
        to.uses.all(&["serde::Deserialize", "serde::Serialize"]);
    }
    items
}

fn item(to: &mut Writing<'_>, id: TypeId, ty: &Type, checked: bool) -> Option<String> {
    to.rust.name(id)?;
    Some(match &ty.shape {
        Shape::Record { fields, rest } => record::print(to, id, ty, fields, rest, checked),
        Shape::Enum { values, .. } => scalar::enumeration(to, id, ty, values, checked),
        Shape::Union { variants, by } => union::print(to, id, ty, variants, by, checked),
        _ => scalar::newtype(to, id, ty, checked),
    })
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

/// The docs of a type: its own, or where it is written.
fn docs(ty: &Type) -> Vec<String> {
    let text = ty.docs.description.as_deref().or(ty.docs.summary.as_deref()).unwrap_or("");
    let mut lines = literals::doc(text);
    if lines.is_empty() {
        let place = ty.origin.split_once('#').map_or(ty.origin.as_str(), |(_, pointer)| pointer);
        lines = literals::doc(&format!("`#{place}` of the schema."));
    }
    if ty.deprecated {
        lines.extend([String::new(), "Deprecated: not to be used any more.".to_owned()]);
    }
    lines
}

/// A template filled. Views hold plain strings, so this cannot fail; were it to, the empty file would not compile.
fn print(view: &impl Template) -> String {
    view.render().unwrap_or_default()
}

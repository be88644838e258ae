//! What everything in the document refers to: places in sources, texts for people, types.

use crate::plan::Plan;
use crate::plan::rust::Writing;
use crate::source::Sources;
use serde::Serialize;
use zephyrix_ir::vocabulary::Shape;
use zephyrix_ir::{Model, Span, TypeId};

/// A place in a source.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Place {
    /// Its path from the project.
    file: String,
    /// From 1.
    line: usize,
    /// From 1, in characters.
    column: usize,
}

/// What the schema says about a thing for people to read.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Docs {
    /// One line.
    summary: Option<String>,
    /// Any number of paragraphs of CommonMark.
    description: Option<String>,
    /// The summary, or else the first line of the description; empty where nothing is said.
    line: String,
}

impl Docs {
    /// Of a thing.
    pub(super) fn of(it: &zephyrix_ir::vocabulary::Docs) -> Self {
        let line = it.first_line().unwrap_or_default().to_owned();
        Self { summary: it.summary.clone(), description: it.description.clone(), line }
    }
}

/// One type, where another thing refers to it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct TypeRef {
    /// Its position in `types`.
    id: usize,
    /// As the schema calls it; of what has no name, the words that say where it is written.
    name: String,
    /// What its values look like.
    kind: &'static str,
    /// The type in Rust as an expression: `Vec<Pet>`.
    rust: String,
}

impl TypeRef {
    /// The type in Rust as an expression.
    pub(super) fn rust(&self) -> &str {
        &self.rust
    }
}

/// What a document is made from.
pub(super) struct Export<'a> {
    pub(super) model: &'a Model,
    pub(super) plan: &'a Plan,
    sources: &'a Sources,
    known: usize,
    refs: Vec<TypeRef>,
}

impl<'a> Export<'a> {
    /// Everything that a document is made from.
    pub(super) fn new(model: &'a Model, plan: &'a Plan, sources: &'a Sources) -> Self {
        let mut to = Writing::new(model, &plan.rust, None);
        let of = |(id, it): (TypeId, &zephyrix_ir::vocabulary::Type)| TypeRef {
            id: id.index(),
            name: it.name.text(),
            kind: kind(&it.shape),
            rust: to.ty(id),
        };
        let refs = model.types().map(of).collect();
        Self { model, plan, sources, known: sources.iter().count(), refs }
    }

    /// A file being written, for whoever asks for the types in it.
    pub(super) fn writing(&self) -> Writing<'a> {
        Writing::new(self.model, &self.plan.rust, None)
    }

    /// A reference to a type.
    pub(super) fn ty(&self, id: TypeId) -> TypeRef {
        self.refs[id.index()].clone()
    }

    /// Where something is written; nothing of what no source says.
    pub(super) fn place(&self, span: Span) -> Option<Place> {
        if span.source.0 as usize >= self.known {
            return None;
        }
        let (line, column) = self.sources.position(span);
        Some(Place { file: self.sources.get(span.source).path.clone(), line, column })
    }
}

/// The word for a shape.
pub(super) fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Record { .. } => "record",
        Shape::Enum { .. } => "enum",
        Shape::Union { .. } => "union",
        Shape::List(_) => "list",
        Shape::Map(_) => "map",
        Shape::Tuple { .. } => "tuple",
        Shape::Scalar(_) => "scalar",
        Shape::Nullable(_) => "nullable",
        Shape::Any => "any",
        Shape::Stream(_) => "stream",
    }
}

/// A Rust name without what makes a keyword of it usable: for paths.
pub(super) fn slug(name: &str) -> String {
    name.trim_start_matches("r#").to_owned()
}

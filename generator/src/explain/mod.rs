//! A look inside the pipeline: what each stage made of the sources, as text for people.

mod entities;
mod graph;
mod plan;
mod routes;
mod schema;
mod vocabulary;

pub use routes::{Route, routes};

use crate::{Job, Sources, selected};
use zephyrix_ir::Diagnostics;

/// A stage of the pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// What the sources say, before any of it is checked.
    Draft,
    /// The database that the sources define, as DDL.
    Schema,
    /// The service, checked.
    Model,
    /// What was decided for all back ends: names and types in Rust.
    Plan,
    /// What the service keeps, and why it keeps no more.
    Entities,
}

/// What there is to say about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The thing, as the schema calls it.
    pub name: String,
    /// One or more lines.
    pub text: String,
}

impl Section {
    fn new(name: impl Into<String>, text: String) -> Self {
        Self { name: name.into(), text }
    }
}

/// What a stage made of the sources, thing by thing; `None` when an earlier stage found errors.
pub fn explain(sources: &mut Sources, job: Job<'_>, stage: Stage, log: &mut Diagnostics) -> Option<Vec<Section>> {
    let draft = selected(sources, job, log);
    if stage == Stage::Draft {
        return Some(vocabulary::draft(&draft));
    }
    if stage == Stage::Schema {
        return Some(draft.schema.as_ref().map(schema::sections).unwrap_or_default());
    }
    let model = zephyrix_ir::check(draft, log)?;
    Some(match stage {
        Stage::Draft | Stage::Schema | Stage::Model => vocabulary::model(&model),
        Stage::Plan => plan::sections(&model, &crate::plan::make(&model, job.config, job.previous, log)),
        Stage::Entities => entities::sections(&model, log),
    })
}

#[cfg(test)]
mod tests;

//! GraphQL: the schema definition language of the September 2025 specification, and operations that clients ask.
//!
//! ```text
//! every source ─► read ─► one schema ─► facts ─► lowering ─► types, and the graph of fields
//!                 parsed, joined,       what is plain,
//!                 judged                what is resolved
//! ```
//!
//! Grammar and rules are apollo-compiler's, and where they let pass what the specification does not, ours (`grammar.rs`,
//! `rules.rs`). All sources of a run are one schema.

mod applied;
mod documents;
mod facts;
mod federation;
mod finite;
mod grammar;
pub(crate) mod guarded;
mod help;
mod known;
mod lowering;
mod objects;
pub(crate) mod places;
pub(crate) mod read;
mod records;
mod refusals;
mod renames;
mod rules;
mod scalars;
mod sdl;
pub(crate) mod values;
mod words;

#[cfg(test)]
mod tests;

use super::{Frontend, Input};
use crate::source::{Source, Sources};
use zephyrix_ir::{Diagnostics, Draft, SourceId};

/// The front end.
pub(super) struct GraphQl;

impl Frontend for GraphQl {
    fn claims(&self, path: &str, text: &str) -> bool {
        let of_graphql = |it: &str| ["graphql", "graphqls", "gql"].iter().any(|known| it.eq_ignore_ascii_case(known));
        match path.rsplit('/').next().and_then(|it| it.rsplit_once('.')) {
            Some((_, extension)) => of_graphql(extension),
            // What is called by no kind is what its first words say.
            None => words::is_definition(text),
        }
    }

    fn lower(&self, input: Input<'_>, draft: &mut Draft, log: &mut Diagnostics) {
        let (documents, schema) = claimed(input.sources);
        let is_first = |all: &[Numbered<'_>]| all.first().is_some_and(|(first, _)| *first == input.source);
        if schema.is_empty() && is_first(&documents) {
            log.push(documents::without_schema(input.source));
        }
        // They are one schema: the first of them is lowered for all.
        if is_first(&schema)
            && let Some(read) = read::read(&schema, log)
        {
            let texts = Texts { schema: &schema, documents: &documents, serves: input.serves };
            lowering::lower(&read, &texts, draft, log);
        }
    }
}

/// The schema that sources define together, where they define one that makes sense.
pub(crate) fn schema(sources: &Sources) -> Option<read::Read> {
    read::read(&claimed(sources).1, &mut Diagnostics::default())
}

/// What there is of a run.
struct Texts<'a> {
    schema: &'a [Numbered<'a>],
    /// Operations that clients ask.
    documents: &'a [Numbered<'a>],
    /// Whether a service is made of the schema.
    serves: bool,
}

/// A source with its number.
type Numbered<'a> = (SourceId, &'a Source);

/// Every source that is ours: documents of operations, and those that are the schema.
fn claimed(sources: &Sources) -> (Vec<Numbered<'_>>, Vec<Numbered<'_>>) {
    let ours = sources.iter().filter(|(_, it)| GraphQl.claims(&it.path, &it.text));
    ours.partition(|(_, it)| words::is_executable(&it.text))
}

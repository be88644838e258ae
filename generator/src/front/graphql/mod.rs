//! GraphQL: the schema definition language of the September 2025 specification.
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
mod facts;
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
            Some((_, extension)) => of_graphql(extension) && !words::is_executable(text),
            // What is called by no kind is what its first words say.
            None => words::is_definition(text),
        }
    }

    fn lower(&self, input: Input<'_>, draft: &mut Draft, log: &mut Diagnostics) {
        let all = claimed(input.sources);
        // They are one schema: the first of them is lowered for all.
        if all.first().is_some_and(|(first, _)| *first == input.source)
            && let Some(schema) = read::read(&all, log)
        {
            lowering::lower(&schema, &all, draft);
        }
    }
}

/// The schema that sources define together, where they define one that makes sense.
pub(crate) fn schema(sources: &Sources) -> Option<read::Read> {
    read::read(&claimed(sources), &mut Diagnostics::default())
}

/// Every source that is ours.
fn claimed(sources: &Sources) -> Vec<(SourceId, &Source)> {
    sources.iter().filter(|(_, it)| GraphQl.claims(&it.path, &it.text)).collect()
}

//! OpenAPI 3.0, 3.1 and 3.2, and Swagger 2.0, which is read through the same code.

mod body;
mod context;
mod document;
mod documents;
mod expression;
mod identifiers;
mod known;
mod links;
mod operation;
mod outgoing;
mod parameter;
mod paths;
mod place;
mod recursive;
mod refs;
mod renames;
mod response;
mod schema;
mod security;
mod style;
mod swagger;
mod template;
pub(crate) mod trees;
mod version;

#[cfg(test)]
mod tests;

use super::{Frontend, Input};
use context::Cx;
use documents::Documents;
use zephyrix_ir::{Diagnostics, Draft};

/// The front end.
pub(super) struct OpenApi;

impl Frontend for OpenApi {
    fn claims(&self, path: &str, text: &str) -> bool {
        let extension = path.rsplit_once('.').map_or("", |(_, it)| it);
        let data = ["yaml", "yml", "json"].iter().any(|it| extension.eq_ignore_ascii_case(it));
        let says = |word: &str| {
            let quoted = text.contains(&format!("\"{word}\""));
            quoted || text.lines().any(|line| line.trim_start_matches('\'').starts_with(word))
        };
        data && (says("openapi") || says("swagger"))
    }

    fn lower(&self, input: Input<'_>, draft: &mut Draft, log: &mut Diagnostics) {
        let Some(docs) = Documents::load(input, log) else { return };
        let Some(root) = docs.root() else { return };
        let operations = draft.operations.iter().map(|it| (it.name.clone(), it.span)).collect();
        let mut cx = Cx { docs: &docs, root, draft, log, queue: schema::Queue::default(), operations };
        cx.document();
        cx.tell_of_assertions();
    }
}

//! Texts to one executable document that holds what every rule asks, or findings that say why not.

use super::super::places::Places;
use super::super::refusals::Said;
use super::super::rules;
use super::{literals, refusals};
use crate::source::Source;
use apollo_compiler::parser::Parser;
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Schema};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, SourceId};

/// A document that is valid, and where it is written.
pub(super) struct Read {
    pub(super) document: ExecutableDocument,
    pub(super) places: Places,
}

/// Reads all documents as one: fragments are for all of them, and so are names.
pub(super) fn read(schema: &Schema, sources: &[(SourceId, &Source)], log: &mut Diagnostics) -> Option<Read> {
    let first = sources.first()?.0;
    // What is not valid is not handed on.
    let schema = Valid::assume_valid_ref(schema);
    let mut errors = DiagnosticList::new(std::sync::Arc::default());
    let mut builder = ExecutableDocument::builder(Some(schema), &mut errors);
    for (id, source) in sources {
        // The path is how a place is found again.
        Parser::new().parse_into_executable_builder(source.text.as_str(), id.0.to_string(), &mut builder);
    }
    let document = builder.build();
    let places = Places::new(&document.sources, first);
    let texts: Vec<(SourceId, &str)> = sources.iter().map(|(id, it)| (*id, it.text.as_str())).collect();
    let mut said = Said { schema, places: &places, texts: &texts, log, told: refusals::told };
    let broken = said.all(&errors) || said.incomplete();
    for it in literals::all(&document) {
        rules::members(it, &mut said);
    }
    let unnamed = document.operations.anonymous.as_ref();
    if let Some(it) = unnamed.filter(|_| !broken) {
        let span = said.narrowed(places.span(it.location()), "");
        let found = Diagnostic::new(Code::GRAPHQL_UNNAMED, span, "an operation has no name");
        said.log.push(
            found.label("what would its method be called?").help(format!("name it: `{} Orders`", it.operation_type)),
        );
    }
    if broken || !errors.is_empty() || unnamed.is_some() {
        return None;
    }
    match document.validate(schema) {
        Ok(it) => Some(Read { document: it.into_inner(), places }),
        Err(it) => {
            Said { schema, places: &places, texts: &texts, log, told: refusals::told }.all(&it.errors);
            None
        }
    }
}

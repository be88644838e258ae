//! Texts to one schema that holds what every rule asks, or findings that say why not.

use super::places::Places;
use super::refusals::Said;
use super::{federation, known, rules};
use crate::source::Source;
use apollo_compiler::Schema;
use apollo_compiler::ast::OperationType;
use apollo_compiler::parser::Parser;
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::DiagnosticList;
use zephyrix_ir::{Code, Diagnostics, Severity, SourceId};

/// What begins the address that schemas of Federation 2 link to.
const FEDERATION: &str = "https://specs.apollo.dev/federation/";

/// A schema that is valid, and where it is written.
pub(crate) struct Read {
    pub(crate) schema: Schema,
    pub(crate) places: Places,
}

/// Reads all sources as one schema.
pub(super) fn read(sources: &[(SourceId, &Source)], log: &mut Diagnostics) -> Option<Read> {
    let first = sources.first()?.0;
    // What stands where a built-in scalar is defined once more is passed over, as graphql-js does.
    let mut builder = Schema::builder().ignore_builtin_redefinitions();
    for (id, source) in sources {
        // The path is how a place is found again.
        Parser::new().parse_into_schema_builder(source.text.as_str(), id.0.to_string(), &mut builder);
    }
    // A subgraph extends what others define; a schema may be extended where it is implied.
    let links = sources.iter().any(|(_, it)| it.text.contains(FEDERATION));
    if links || builder.iter_orphan_extension_types().next().is_none() {
        builder = builder.adopt_orphan_extensions();
    }
    let (mut schema, errors) = match builder.build() {
        Ok(schema) => (schema, None),
        Err(it) => (it.partial, Some(it.errors)),
    };
    implied(&mut schema);
    if links {
        federation::add(&mut schema);
    }
    let places = Places::new(&schema.sources, first);
    let texts: Vec<(SourceId, &str)> = sources.iter().map(|(id, it)| (*id, it.text.as_str())).collect();
    let mut said = Said::of_schema(&schema, &places, &texts, log);
    // What is missing of a text that cannot be read is missing everywhere.
    if errors.is_some_and(|it| said.all(&it)) || said.incomplete() {
        return None;
    }
    rules::all(&mut said);
    judged(schema, places, &texts, log)
}

/// Operations begin with the types of these names, unless a definition says otherwise.
fn implied(schema: &mut Schema) {
    if schema.schema_definition.location().is_some() {
        return;
    }
    let types = &schema.types;
    let definition = schema.schema_definition.make_mut();
    for (kind, root) in [
        (OperationType::Query, &mut definition.query),
        (OperationType::Mutation, &mut definition.mutation),
        (OperationType::Subscription, &mut definition.subscription),
    ] {
        let name = kind.default_type_name();
        if root.is_none() && types.get(&name).is_some_and(ExtendedType::is_object) {
            *root = Some(name.into());
        }
    }
}

/// The same with what every user knows, if no rule is broken.
fn judged(mut schema: Schema, places: Places, texts: &[(SourceId, &str)], log: &mut Diagnostics) -> Option<Read> {
    known::add(&mut schema);
    let (schema, errors) = match schema.validate() {
        Ok(it) => (it.into_inner(), DiagnosticList::new(apollo_compiler::parser::SourceMap::default())),
        Err(it) => (it.partial, it.errors),
    };
    Said::of_schema(&schema, &places, texts, log).all(&errors);
    let refused = log.all().iter().any(|it| it.severity == Severity::Error && is_ours(it.code));
    (!refused).then_some(Read { schema, places })
}

/// Whether a code is one of GraphQL's.
fn is_ours(code: &Code) -> bool {
    code.id.starts_with("ZX08")
}

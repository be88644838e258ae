//! Documents: operations that clients ask, held against the schema.
//!
//! ```text
//! every document ─► read ─► one executable document ─► selected ─► answers ─► records and unions
//!                   parsed, joined,                    fields as      text ─► what is sent
//!                   judged                             they are merged
//! ```
//!
//! What an operation selects becomes types like any other, called by the operation or fragment and the way to them.

mod answers;
mod literals;
mod read;
mod refusals;
mod selected;
mod text;

use super::lowering::{Lowering, docs};
use super::records::key;
use crate::source::Source;
use apollo_compiler::ast::{OperationType, VariableDefinition};
use apollo_compiler::executable::Operation;
use apollo_compiler::{ExecutableDocument, Name};
use selected::Collector;
use zephyrix_ir::vocabulary::{Docs, Field, GraphOperation, GraphRoot, Presence, Rest, Shape, TypeName};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, DraftType, Ref, SourceId, Span};

/// Every operation of the documents, or findings that say why not.
pub(super) fn lower(
    it: &mut Lowering<'_>,
    documents: &[(SourceId, &Source)],
    log: &mut Diagnostics,
) -> Vec<GraphOperation<Ref>> {
    let Some(read) = read::read(&it.read.schema, documents, log) else { return Vec::new() };
    let possible = it.facts.possible.clone();
    let selected = match Collector::new(&it.read.schema, &possible, &read.document).all() {
        Ok(it) => it,
        Err(name) => {
            log.push(too_much(read.places.span(name.location())));
            return Vec::new();
        }
    };
    let mut answers = answers::Answers { it, places: &read.places, fragments: &selected.fragments };
    let operations = selected.operations.iter();
    operations.map(|(operation, chosen)| answers.operation(&read.document, documents, operation, chosen)).collect()
}

/// Says that there is no schema that documents could be of.
pub(super) fn without_schema(source: SourceId) -> Diagnostic {
    let message = "there is no schema that these operations could be asked of";
    Diagnostic::new(Code::GRAPHQL_NO_SCHEMA, Span::new(source, 0, 0), message)
        .help("name the schema among the inputs, too: `zephyrix generate schema.graphql operations.graphql`")
}

fn too_much(span: Span) -> Diagnostic {
    let message = format!("this and what is before it select more than {} fields", selected::MOST);
    Diagnostic::new(Code::GRAPHQL_OPERATION, span, message)
        .help("ask for less at once: fragments that spread others multiply")
}

impl answers::Answers<'_, '_> {
    fn operation(
        &mut self,
        document: &ExecutableDocument,
        documents: &[(SourceId, &Source)],
        operation: &Operation,
        chosen: &selected::Chosen<'_>,
    ) -> GraphOperation<Ref> {
        let name = operation.name.as_ref().map_or("", |it| it.as_str());
        let span = self.places.span(operation.name.as_ref().and_then(Name::location));
        let data = self.data(name, span, chosen);
        let described = docs(operation.description.as_ref());
        let docs = if described.description.is_some() { described } else { commented(documents, span) };
        GraphOperation {
            variables: self.variables(name, span, &operation.variables),
            text: text::of(&self.it.read.schema, document, operation),
            root: match operation.operation_type {
                OperationType::Query => GraphRoot::Query,
                OperationType::Mutation => GraphRoot::Mutation,
                OperationType::Subscription => GraphRoot::Subscription,
            },
            name: name.to_owned(),
            span,
            docs,
            data,
        }
    }

    /// The record of an operation's variables, where there are any.
    fn variables(&mut self, name: &str, span: Span, all: &[apollo_compiler::Node<VariableDefinition>]) -> Option<Ref> {
        let fields: Vec<Field<Ref>> = all.iter().map(|it| self.variable(it)).collect();
        if fields.is_empty() {
            return None;
        }
        let to = Ref::new(key(&format!("operation:{name}:variables")), span);
        let record = Shape::Record { fields, rest: Rest::Ignored };
        let ty = DraftType::plain(TypeName::Declared(format!("{name} variables")), span, record);
        let docs = Docs { summary: None, description: Some(format!("What `{name}` is asked with.")) };
        self.it.draft.define(to.key.clone(), DraftType { docs, ..ty });
        Some(to)
    }

    /// One that has a default may be left out: what it is then, the document says.
    fn variable(&mut self, it: &VariableDefinition) -> Field<Ref> {
        let span = self.places.span(it.name.location());
        let ty = self.it.value_type(&it.ty, span);
        let presence = match (it.ty.is_non_null(), it.default_value.is_some()) {
            (true, false) => Presence::Required,
            (true, true) => Presence::Optional,
            (false, _) => Presence::OptionalNullable,
        };
        let mut docs = docs(it.description.as_ref());
        if let Some(default) = &it.default_value {
            let said = docs.description.map_or_else(String::new, |it| format!("{it}\n\n"));
            docs.description = Some(format!("{said}Unless told: `{default}`."));
        }
        Field { docs, ..Field::new(it.name.to_string(), span, ty, presence) }
    }
}

/// The comment right above an operation.
fn commented(documents: &[(SourceId, &Source)], name: Span) -> Docs {
    let source = documents.iter().find(|(id, _)| *id == name.source);
    let before = source.and_then(|(_, it)| it.text.get(..name.start as usize)).unwrap_or_default();
    let mut lines: Vec<&str> = before.lines().rev().skip(1).map_while(|it| it.trim().strip_prefix('#')).collect();
    lines.reverse();
    let text = lines.iter().map(|it| it.strip_prefix(' ').unwrap_or(it)).collect::<Vec<_>>().join("\n");
    Docs { summary: None, description: Some(text.trim().to_owned()).filter(|it| !it.is_empty()) }
}

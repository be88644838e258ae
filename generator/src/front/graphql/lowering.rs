//! A schema to the draft: named types, and the graph of fields.

use super::facts::{Facts, objects};
use super::read::Read;
use super::records::KEY;
use super::{Texts, documents, known, sdl};
use crate::source::Source;
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Name, Node};
use zephyrix_ir::vocabulary::{Docs, Graph, Info, Map as _, Scheme, SchemeKind};
use zephyrix_ir::{Diagnostics, Draft, DraftShape, Ref, SourceId, Span};

/// What every part of the lowering shares.
pub(super) struct Lowering<'a> {
    pub(super) read: &'a Read,
    pub(super) facts: Facts<'a>,
    pub(super) sources: &'a [(SourceId, &'a Source)],
    pub(super) draft: &'a mut Draft,
    /// What guarded fields ask for.
    pub(super) scopes: Vec<Vec<Vec<String>>>,
}

/// How callers prove who they are: a schema of GraphQL has no word for it.
const BEARER: &str = "bearer";

/// Adds all that a schema defines.
pub(super) fn lower(read: &Read, texts: &Texts<'_>, draft: &mut Draft, log: &mut Diagnostics) {
    let mut it = Lowering { read, facts: Facts::of(&read.schema), sources: texts.schema, draft, scopes: Vec::new() };
    it.info();
    // Of a schema that others serve, operations are all that is wanted.
    let whole = texts.serves || texts.documents.is_empty();
    let mut graph = Graph::default();
    if whole {
        for (name, ty) in &read.schema.types {
            if !ty.is_built_in() && !known::is_known(name, ty) {
                it.named(name, ty);
            }
        }
        graph.objects = objects(&read.schema).map(|(_, object)| it.object(object)).collect();
        graph.sdl = sdl::print(read);
    }
    graph.scopes = std::mem::take(&mut it.scopes);
    if !graph.scopes.is_empty() && !it.draft.schemes.iter().any(|it| it.name == BEARER) {
        let span = it.span(read.schema.schema_definition.location());
        let kind = SchemeKind::Bearer { format: None };
        it.draft.schemes.push(Scheme { name: BEARER.to_owned(), kind, docs: Docs::default(), span });
    }
    graph.operations = documents::lower(&mut it, texts.documents, log);
    it.needed();
    it.draft.graph = Some(graph);
}

/// A title has at most so many characters.
const TITLE: usize = 40;

/// A word as a title begins.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|it| it.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl Lowering<'_> {
    /// What the service says of itself: the description of the schema. Its title is the first line of that where it is one, or else
    /// what the first file is called.
    fn info(&mut self) {
        let definition = &self.read.schema.schema_definition;
        let docs = docs(definition.description.as_ref());
        let path = self.sources.first().map_or("", |(_, it)| it.path.as_str());
        let file = path.rsplit('/').next().unwrap_or(path);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let is_title = |it: &&str| it.chars().count() <= TITLE && !it.ends_with(['.', ':', ',', ';']);
        let title = docs.first_line().filter(is_title).map_or_else(|| capital(stem), str::to_owned);
        let span = self.span(definition.location());
        if self.draft.info.title.is_empty() {
            self.draft.info = Info { title, version: "1.0.0".to_owned(), docs, span };
        }
    }

    fn named(&mut self, name: &Name, ty: &ExtendedType) {
        match ty {
            ExtendedType::Scalar(it) => self.scalar(it),
            ExtendedType::Object(it) if self.facts.is_value(name) => self.object_record(it),
            // What only begins operations is no value.
            ExtendedType::Object(_) => {}
            ExtendedType::Interface(it) => self.union(name, it.description.as_ref()),
            ExtendedType::Union(it) => self.union(name, it.description.as_ref()),
            ExtendedType::Enum(it) => self.enumeration(it),
            ExtendedType::InputObject(it) => self.input(it),
        }
    }

    /// Defines what operations refer to and nothing has defined yet.
    fn needed(&mut self) {
        let mut at = 0;
        while let Some((_, ty)) = self.draft.types.get_index(at) {
            at += 1;
            let mut keys = Vec::new();
            if let DraftShape::Known(shape) = &ty.shape {
                shape.map(&mut |it: &Ref| keys.push(it.key.clone()));
            }
            for key in keys.iter().filter(|it| !self.draft.types.contains_key(*it)).collect::<Vec<_>>() {
                let named = key.strip_prefix(KEY).and_then(|it| self.read.schema.types.get_key_value(it));
                if let Some((name, ty)) = named {
                    self.named(name, ty);
                }
            }
        }
    }

    /// Where something is written.
    pub(super) fn span(&self, at: Option<SourceSpan>) -> Span {
        self.read.places.span(at)
    }

    /// `shop.graphql#Order`.
    pub(super) fn origin(&self, span: Span, name: &str) -> std::sync::Arc<str> {
        let source = self.sources.iter().find(|(id, _)| *id == span.source);
        format!("{}#{name}", source.map_or("", |(_, it)| it.path.as_str())).into()
    }
}

/// What a description says.
pub(super) fn docs(description: Option<&Node<str>>) -> Docs {
    let text = description.map(|it| it.as_str().trim()).filter(|it| !it.is_empty());
    Docs { summary: None, description: text.map(str::to_owned) }
}

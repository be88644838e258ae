//! A schema to the draft: named types, and the graph of fields.

use super::facts::{Facts, objects};
use super::known;
use super::read::Read;
use super::sdl;
use crate::source::Source;
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Name, Node};
use zephyrix_ir::vocabulary::{Docs, Graph, Info, Scheme, SchemeKind};
use zephyrix_ir::{Draft, SourceId, Span};

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
pub(super) fn lower(read: &Read, sources: &[(SourceId, &Source)], draft: &mut Draft) {
    let mut it = Lowering { read, facts: Facts::of(&read.schema), sources, draft, scopes: Vec::new() };
    it.info();
    for (name, ty) in &read.schema.types {
        if !ty.is_built_in() && !known::is_known(name, ty) {
            it.named(name, ty);
        }
    }
    let objects = objects(&read.schema).map(|(_, object)| it.object(object)).collect();
    let scopes = std::mem::take(&mut it.scopes);
    if !scopes.is_empty() && !it.draft.schemes.iter().any(|it| it.name == BEARER) {
        let span = it.span(read.schema.schema_definition.location());
        let kind = SchemeKind::Bearer { format: None };
        it.draft.schemes.push(Scheme { name: BEARER.to_owned(), kind, docs: Docs::default(), span });
    }
    it.draft.graph = Some(Graph { sdl: sdl::print(read), scopes, objects });
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

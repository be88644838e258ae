//! Everything with a name, language by language.

use super::case::is_words;
use super::documents::{Facts, Operation, entries};
use super::rule::Language;
use super::subject::Proto;
use super::things::{Kind, Thing};
use crate::front::graphql::read::Read;
use crate::tree::Node;
use apollo_compiler::ast::{FieldDefinition, InputValueDefinition};
use apollo_compiler::schema::ExtendedType;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use zephyrix_ir::vocabulary::{Docs, Shape, Type, TypeName};
use zephyrix_ir::{Model, SourceId, Span};

/// Where they are collected.
pub(super) struct Named(pub(super) Vec<Thing>);

impl Named {
    fn push(&mut self, language: Language, kind: Kind, span: Span, name: &str, within: &str, is_described: bool) {
        let whole = if within.is_empty() { name.to_owned() } else { format!("{within}.{name}") };
        let (name, path) = (name.to_owned(), String::new());
        self.0.push(Thing { kind, language, span, name, whole, path, is_described });
    }

    fn of_path(&mut self, kind: Kind, span: Span, name: &str, operation: &str, path: &str, is_described: bool) {
        let within = if kind == Kind::Parameter { operation } else { "" };
        self.push(Language::OpenApi, kind, span, name, within, is_described);
        if let Some(it) = self.0.last_mut() {
            path.clone_into(&mut it.path);
        }
    }

    /// Operations, paths, schemas and their parts.
    pub(super) fn documents(&mut self, facts: &Facts<'_>) {
        for path in facts.paths.iter().filter(|it| !it.is_webhook) {
            let mut from = 0;
            for part in path.entry.key.split(['?', '#']).next().unwrap_or("").split('/') {
                let (at, is_fixed) = (from, !part.contains(['{', '}', '.', ':', '*']));
                from += part.len() + 1;
                if is_fixed && is_words(part) {
                    let span = within(path.entry.key_span, &path.entry.key, at..at + part.len());
                    self.of_path(Kind::PathSegment, span, part, "", &path.entry.key, true);
                }
            }
        }
        for it in &facts.operations {
            self.operation(facts, it);
        }
        for (_, entry) in &facts.named {
            self.push(Language::OpenApi, Kind::Type, entry.key_span, &entry.key, "", is_described(&entry.node));
        }
        let names: HashMap<Span, &str> = facts.named.iter().map(|(_, it)| (it.node.span, &*it.key)).collect();
        for schema in &facts.schemas {
            let owner = names.get(&schema.node.span).copied().unwrap_or("");
            for entry in entries(schema.node.get("properties")) {
                // What a reference leads to is described there.
                let described = is_described(&entry.node) || entry.node.get("$ref").is_some();
                self.push(Language::OpenApi, Kind::Field, entry.key_span, &entry.key, owner, described);
            }
            for value in schema.node.get("enum").and_then(Node::as_list).unwrap_or_default() {
                if let Some(text) = value.as_text() {
                    self.push(Language::OpenApi, Kind::EnumValue, value.span, text, owner, true);
                }
            }
        }
    }

    fn operation(&mut self, facts: &Facts<'_>, it: &Operation<'_>) {
        let id = it.entry.node.get("operationId").filter(|it| it.as_text().is_some_and(|it| !it.trim().is_empty()));
        let name = id.and_then(Node::as_text).unwrap_or("");
        let span = id.map_or(it.entry.key_span, |it| it.span);
        let described = is_described(&it.entry.node) || is_described(it.item);
        self.of_path(Kind::Operation, span, name, "", it.path, described);
        for (_, node) in facts.parameters(it) {
            let (Some(name), Some(place)) = (node.get("name"), node.get("in").and_then(Node::as_text)) else {
                continue;
            };
            // Names of headers are nobody's choice, and a body has none.
            if let (Some(text), "query" | "path" | "cookie" | "formData") = (name.as_text(), place) {
                self.of_path(Kind::Parameter, name.span, text, it.name(), it.path, is_described(node));
            }
        }
    }

    /// Services, rpcs, messages and enums of files that are inputs.
    pub(super) fn protos(&mut self, model: &Model, protos: &[Proto], named: &HashSet<SourceId>) {
        let is_ours = |span: Span, sources: &HashSet<SourceId>| sources.contains(&span.source);
        for it in model.operations().map(|it| it.1).filter(|it| is_ours(it.span, named)) {
            if let Some(rpc) = &it.rpc {
                let service = rpc.service.rsplit('.').next().unwrap_or("");
                let described = said(&it.docs);
                self.push(Language::Protobuf, Kind::Operation, it.span, &rpc.method, service, described);
            }
        }
        for proto in protos {
            for (at, it) in (0..).zip(&proto.file.service) {
                let said = model.tags().iter().any(|tag| tag.name == it.name() && said(&tag.docs));
                self.push(Language::Protobuf, Kind::Service, proto.span(&[6, at, 1]), it.name(), "", said);
            }
        }
        for (_, ty) in model.types().filter(|(_, it)| it.proto.is_some() && is_ours(it.span, named)) {
            self.proto_type(ty);
        }
    }

    fn proto_type(&mut self, ty: &Type) {
        let TypeName::Declared(whole) = &ty.name else { return };
        let name = whole.rsplit('.').next().unwrap_or(whole);
        let within = whole.strip_suffix(name).unwrap_or("").trim_end_matches('.');
        self.push(Language::Protobuf, Kind::Type, ty.span, name, within, said(&ty.docs));
        match &ty.shape {
            Shape::Record { fields, .. } => {
                for it in fields {
                    self.push(Language::Protobuf, Kind::Field, it.span, it.written(), whole, said(&it.docs));
                }
            }
            Shape::Enum { values, .. } => {
                for it in values {
                    let name = it.value.as_text().unwrap_or("");
                    self.push(Language::Protobuf, Kind::EnumValue, it.span, name, whole, said(&it.docs));
                }
            }
            _ => {}
        }
    }

    /// Types of GraphQL and what they have; fields of roots are operations.
    pub(super) fn graph(&mut self, read: &Read) {
        let roots: Vec<&str> =
            read.schema.schema_definition.iter_root_operations().map(|(_, it)| it.as_str()).collect();
        for (name, ty) in read.schema.types.iter().filter(|(_, it)| !it.is_built_in()) {
            let Some(span) = name.location().and_then(|it| read.places.written(it)) else { continue };
            let is_root = roots.contains(&name.as_str());
            self.push(Language::GraphQl, Kind::Type, span, name, "", ty.description().is_some() || is_root);
            match ty {
                ExtendedType::Object(it) => it.fields.values().for_each(|it| self.graph_field(read, name, it, is_root)),
                ExtendedType::Interface(it) => {
                    it.fields.values().for_each(|it| self.graph_field(read, name, it, false));
                }
                ExtendedType::InputObject(it) => {
                    it.fields.values().for_each(|it| self.graph_given(read, Kind::Field, name, it));
                }
                ExtendedType::Enum(it) => {
                    for it in it.values.values() {
                        let Some(span) = it.value.location().and_then(|it| read.places.written(it)) else { continue };
                        let described = it.description.is_some();
                        self.push(Language::GraphQl, Kind::EnumValue, span, &it.value, name, described);
                    }
                }
                _ => {}
            }
        }
    }

    fn graph_field(&mut self, read: &Read, of: &str, it: &FieldDefinition, is_operation: bool) {
        let Some(span) = it.name.location().and_then(|it| read.places.written(it)) else { return };
        let kind = if is_operation { Kind::Operation } else { Kind::Field };
        self.push(Language::GraphQl, kind, span, &it.name, of, it.description.is_some());
        let within = format!("{of}.{}", it.name);
        it.arguments.iter().for_each(|it| self.graph_given(read, Kind::Parameter, &within, it));
    }

    fn graph_given(&mut self, read: &Read, kind: Kind, of: &str, it: &InputValueDefinition) {
        let Some(span) = it.name.location().and_then(|it| read.places.written(it)) else { return };
        self.push(Language::GraphQl, kind, span, &it.name, of, it.description.is_some());
    }

    /// Tables and columns.
    pub(super) fn tables(&mut self, model: &Model) {
        for table in model.schema().iter().flat_map(|it| &it.tables) {
            let of = &table.name.name;
            self.push(Language::Sql, Kind::Table, table.span, of, "", table.comment.is_some());
            for it in &table.columns {
                self.push(Language::Sql, Kind::Column, it.span, &it.name, of, it.comment.is_some());
            }
        }
    }
}

/// Whether a node says what it is for.
fn is_described(node: &Node) -> bool {
    let filled = |key| node.get(key).and_then(Node::as_text).is_some_and(|it| !it.trim().is_empty());
    filled("description") || filled("summary")
}

fn said(docs: &Docs) -> bool {
    docs.first_line().is_some()
}

/// Where a part of a key is written; the whole key, where it is written in another way.
fn within(key: Span, text: &str, part: Range<usize>) -> Span {
    let start = key.start as usize;
    match key.range().len().checked_sub(text.len()) {
        Some(quotes @ (0 | 2)) => Span::new(key.source, start + quotes / 2 + part.start, start + quotes / 2 + part.end),
        _ => key,
    }
}

impl Operation<'_> {
    /// What it is called, if it is.
    pub(super) fn name(&self) -> &str {
        self.entry.node.get("operationId").and_then(Node::as_text).unwrap_or("")
    }

    /// `GET /pets`.
    pub(super) fn shown(&self) -> String {
        format!("{} {}", self.entry.key.to_ascii_uppercase(), self.path)
    }

    /// A member of it.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.entry.node.get(key)
    }
}

//! What is defined, and nothing leads to.

use crate::front::graphql::read::Read;
use crate::front::openapi::trees::target;
use crate::lint::documents::Facts;
use crate::lint::sink::Sink;
use crate::lint::subject::Subject;
use apollo_compiler::ast::FieldDefinition;
use apollo_compiler::schema::ExtendedType;
use std::collections::HashSet;
use zephyrix_ir::Span;

/// Where what is referred to is written, and names that tags of unions are mapped to.
fn used<'a>(facts: &Facts<'a>) -> (HashSet<Span>, HashSet<&'a str>) {
    let (mut places, mut names) = (HashSet::new(), HashSet::new());
    for it in &facts.references {
        // A reference to a part of a component uses the whole.
        let (file, pointer) = it.to.split_once('#').unwrap_or((it.to, ""));
        let parts: Vec<&str> = pointer.split('/').collect();
        for end in 2..=parts.len() {
            let part = parts.get(..end).unwrap_or_default().join("/");
            places.extend(target(facts.trees, it.file, &format!("{file}#{part}")).map(|it| it.1.span));
        }
        if parts.len() < 2 {
            names.insert(it.to);
        }
    }
    (places, names)
}

/// Whether a component is used for being one of those that another one stands for: its heirs are found by a tag.
fn is_heir(facts: &Facts<'_>, file: usize, node: &crate::tree::Node) -> bool {
    let parts = node.get("allOf").and_then(crate::tree::Node::as_list).unwrap_or_default();
    parts.iter().filter_map(|it| facts.follow(file, it)).any(|it| it.1.get("discriminator").is_some())
}

pub(in crate::lint) fn unused_type(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let facts = subject.facts;
    let (places, names) = used(facts);
    for (file, entry) in facts.named.iter().filter(|it| serves(facts, it.0)) {
        if !places.contains(&entry.node.span)
            && !names.contains(&*entry.key)
            && !is_heir(facts, *file, &entry.node)
            && let Some(found) = sink.found(entry.key_span, format!("nothing leads to the schema `{}`", entry.key))
        {
            found.name(&*entry.key).help("refer to it, or take it out");
        }
    }
    if let Some(read) = subject.graph {
        graph(read, sink);
    }
}

pub(in crate::lint) fn unused_component(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let facts = subject.facts;
    let (places, _) = used(facts);
    for (_, kind, entry) in facts.components.iter().filter(|it| serves(facts, it.0)) {
        if !places.contains(&entry.node.span)
            && let Some(found) = sink.found(entry.key_span, format!("nothing leads to `{}` in `{kind}`", entry.key))
        {
            found.name(&*entry.key).help("refer to it, or take it out");
        }
    }
}

/// Whether a document has operations: one without is there to be referred to.
fn serves(facts: &Facts<'_>, file: usize) -> bool {
    facts.operations.iter().any(|it| it.root == file)
}

fn graph(read: &Read, sink: &mut Sink<'_>) {
    let reached = reached(read);
    for (name, ty) in read.schema.types.iter().filter(|(_, it)| !it.is_built_in()) {
        let Some(span) = name.location().and_then(|it| read.places.written(it)) else { continue };
        // A subgraph has what others lead to.
        let is_shared = ty.directives().iter().any(|it| it.name == "key");
        if !reached.contains(name.as_str())
            && !is_shared
            && let Some(found) = sink.found(span, format!("no field leads to the type `{name}`"))
        {
            found.name(name.as_str()).help("have a field lead to it, or take it out");
        }
    }
}

/// The names of all types that operations can meet.
fn reached(read: &Read) -> HashSet<&str> {
    let schema = &read.schema;
    let roots = schema.schema_definition.iter_root_operations().map(|(_, it)| it.as_str());
    let directives = schema.directive_definitions.values().flat_map(|it| &it.arguments);
    let mut open: Vec<&str> = roots.chain(directives.map(|it| it.ty.inner_named_type().as_str())).collect();
    let mut seen = HashSet::new();
    while let Some(name) = open.pop() {
        let Some(ty) = schema.types.get(name).filter(|_| seen.insert(name)) else { continue };
        let names: Vec<&str> = match ty {
            ExtendedType::Object(it) => {
                let interfaces = it.implements_interfaces.iter().map(|it| it.as_str());
                it.fields.values().flat_map(|it| types(it)).chain(interfaces).collect()
            }
            ExtendedType::Interface(it) => {
                let is_one = |ty: &&ExtendedType| match ty {
                    ExtendedType::Object(object) => object.implements_interfaces.contains(name),
                    ExtendedType::Interface(other) => other.implements_interfaces.contains(name),
                    _ => false,
                };
                let ones = schema.types.values().filter(is_one).map(|it| it.name().as_str());
                it.fields.values().flat_map(|it| types(it)).chain(ones).collect()
            }
            ExtendedType::Union(it) => it.members.iter().map(|it| it.as_str()).collect(),
            ExtendedType::InputObject(it) => it.fields.values().map(|it| it.ty.inner_named_type().as_str()).collect(),
            ExtendedType::Scalar(_) | ExtendedType::Enum(_) => Vec::new(),
        };
        open.extend(names);
    }
    seen
}

/// The types of a field and of its arguments.
fn types(it: &FieldDefinition) -> Vec<&str> {
    let arguments = it.arguments.iter().map(|it| it.ty.inner_named_type().as_str());
    arguments.chain([it.ty.inner_named_type().as_str()]).collect()
}

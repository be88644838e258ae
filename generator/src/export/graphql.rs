//! What GraphQL says beyond types: which fields somebody answers, and what documents ask.

use super::places::{Docs, Export, Place, TypeRef};
use super::types::{Field, RustField, field};
use crate::plan::names::snake;
use serde::Serialize;
use zephyrix_ir::vocabulary::{self as ir, GraphRoot};

/// A schema of GraphQL.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Graph {
    /// The whole of it in the schema definition language.
    sdl: String,
    /// Every object type, in order.
    objects: Vec<Object>,
    /// Every operation that documents name: what clients ask.
    documents: Vec<Document>,
}

/// An object type.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object {
    /// As written.
    name: String,
    /// Where its name is written.
    place: Option<Place>,
    /// What it is for.
    docs: Docs,
    /// `query`, `mutation` or `subscription`, where operations begin with it.
    root: Option<&'static str>,
    /// The record of what one has by itself; roots have none.
    #[serde(rename = "type")]
    ty: Option<TypeRef>,
    /// In the order written.
    fields: Vec<GraphField>,
}

/// A field of an object type.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct GraphField {
    /// As written.
    name: String,
    /// Where its name is written.
    place: Option<Place>,
    /// What it is for.
    docs: Docs,
    /// Not to be used any more.
    deprecated: bool,
    /// Whether it asks who calls.
    guarded: bool,
    /// Whether a resolver answers it; else it is a member of the object's record.
    resolved: bool,
    /// What the resolver is asked with.
    args: Vec<Field>,
    /// What the resolver answers.
    answer: Option<TypeRef>,
    /// Whether it may answer null.
    nullable: bool,
}

/// An operation of a document.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Document {
    /// As written.
    name: String,
    /// Where its name is written.
    place: Option<Place>,
    /// What it is for.
    docs: Docs,
    /// `query`, `mutation` or `subscription`.
    root: &'static str,
    /// What is sent.
    text: String,
    /// The record of its variables, where there are any.
    variables: Option<TypeRef>,
    /// The record of what it selects.
    data: TypeRef,
}

/// A schema.
pub(super) fn graph(export: &Export<'_>, it: &ir::Graph) -> Graph {
    let document = |it: &ir::GraphOperation| Document {
        name: it.name.clone(),
        place: export.place(it.span),
        docs: Docs::of(&it.docs),
        root: root(it.root),
        text: it.text.clone(),
        variables: it.variables.map(|id| export.ty(id)),
        data: export.ty(it.data),
    };
    Graph {
        sdl: it.sdl.clone(),
        objects: it.objects.iter().map(|it| object(export, it)).collect(),
        documents: it.operations.iter().map(document).collect(),
    }
}

fn object(export: &Export<'_>, it: &ir::GraphObject) -> Object {
    Object {
        name: it.name.clone(),
        place: export.place(it.span),
        docs: Docs::of(&it.docs),
        root: it.root.map(root),
        ty: it.ty.map(|id| export.ty(id)),
        fields: it.fields.iter().map(|it| graph_field(export, it)).collect(),
    }
}

fn graph_field(export: &Export<'_>, it: &ir::GraphField) -> GraphField {
    let argument = |it: &ir::Field| {
        let ty = export.ty(it.ty).rust().to_owned();
        let ty = if it.presence == ir::Presence::Required { ty } else { format!("Option<{ty}>") };
        field(export, it, RustField { name: snake(&it.name), ty })
    };
    let resolved = it.resolved.as_ref();
    GraphField {
        name: it.name.clone(),
        place: export.place(it.span),
        docs: Docs::of(&it.docs),
        deprecated: it.deprecated,
        guarded: it.guarded,
        resolved: resolved.is_some(),
        args: resolved.map(|it| it.args.iter().map(argument).collect()).unwrap_or_default(),
        answer: resolved.map(|it| export.ty(it.answer)),
        nullable: resolved.is_some_and(|it| it.nullable),
    }
}

fn root(it: GraphRoot) -> &'static str {
    match it {
        GraphRoot::Query => "query",
        GraphRoot::Mutation => "mutation",
        GraphRoot::Subscription => "subscription",
    }
}

//! Operations: what can be asked, and what is answered.

use super::places::{Docs, Export, Place, TypeRef, slug};
use super::protobuf::{Rpc, rpc};
use super::security::{Demand, demands};
use super::types::{Field, RustField, field};
use super::values::json;
use super::{Server, entities, server};
use crate::plan::answers::handed;
use crate::plan::inputs;
use crate::plan::operations::{InputPlan, OperationPlan};
use crate::plan::rust::{Writing, wrap};
use serde::Serialize;
use serde_json::Value as Json;
use zephyrix_ir::vocabulary::{self as ir, HttpPlace, LinkTo, Style};

/// One thing that can be asked.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Operation {
    /// Unique, as the schema calls it.
    name: String,
    /// What it is called in paths.
    slug: String,
    /// Where it is written.
    place: Option<Place>,
    /// The group it belongs to.
    tag: String,
    /// What it does.
    docs: Docs,
    /// Not to be used any more.
    deprecated: bool,
    /// Not for the public.
    internal: bool,
    /// Asking twice is as good as once.
    idempotent: bool,
    /// How it is reached over HTTP.
    http: Http,
    /// What it is asked with.
    inputs: Vec<Input>,
    /// What it may answer, in the order written.
    outcomes: Vec<Outcome>,
    /// Any one of these, each of which is every demand in it. None: open to all; an empty one: proof is optional.
    security: Vec<Vec<Demand>>,
    /// Which action on which entity it is, where it is one.
    serves: Option<entities::Serves>,
    /// What it is in protobuf, where it comes from there.
    rpc: Option<Rpc>,
    /// What it is in Rust.
    rust: RustOperation,
}

/// An operation in Rust.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RustOperation {
    /// Its method: `get_pet`.
    method: String,
    /// The module of its group: `pets`.
    module: String,
    /// The record it is asked with: `GetPet`.
    request: String,
    /// What it answers with: `Pet`, `Vec<Pet>`.
    answer: String,
    /// The enum of its failures: `GetPetError`.
    error: String,
}

/// How an operation is reached over HTTP.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Http {
    /// In capitals: `GET`.
    method: String,
    /// As the schema has it: `/pets/{petId}`.
    path: String,
    /// Servers of its own, which stand for the document's.
    servers: Vec<Server>,
}

/// Something that an operation is asked with.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Input {
    /// `path`, `query`, `header`, `cookie` or `body`.
    #[serde(rename = "in")]
    place: &'static str,
    /// How it is written as text; nothing for bodies.
    style: Option<StyleOf>,
    /// Not declared, but implied by what is.
    implied: bool,
    /// What a body may be written in.
    content: Vec<Content>,
    /// Name, type, presence, docs.
    #[serde(flatten)]
    field: Field,
}

/// How a value is written as text (OpenAPI 3.2 §4.12.2).
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StyleOf {
    /// OpenAPI's word; `filter` and `json` beside those.
    name: &'static str,
    /// Whether each item or member stands by itself.
    explode: bool,
}

/// One representation of a body.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Content {
    /// The media type.
    media: String,
    /// What it says; `null`: any bytes.
    #[serde(rename = "type")]
    ty: Option<TypeRef>,
}

/// One way an operation may end.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Outcome {
    /// `200`, `4XX`, `default`.
    status: String,
    /// Whether it says that the request succeeded.
    success: bool,
    /// What it means.
    docs: Docs,
    /// Where it is written.
    place: Option<Place>,
    /// Declared headers.
    headers: Vec<Field>,
    /// What the body may be written in; none: there is no body.
    content: Vec<Content>,
    /// What can be asked next.
    links: Vec<Link>,
}

/// What can be asked next.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Link {
    /// What the contract calls it.
    name: String,
    /// The operation, or where another document has it.
    to: String,
    /// What it is for.
    description: Option<String>,
    /// Values of that operation's inputs: constants, or runtime expressions as text.
    parameters: serde_json::Map<String, Json>,
}

/// Every operation.
pub(super) fn all(export: &Export<'_>) -> Vec<Operation> {
    export.model.operations().map(|(id, it)| one(export, it, export.plan.operation(id))).collect()
}

/// An operation, as it is planned.
pub(super) fn one(export: &Export<'_>, it: &ir::Operation, plan: &OperationPlan) -> Operation {
    let mut to = export.writing();
    Operation {
        name: it.name.clone(),
        slug: slug(&plan.method),
        place: export.place(it.span),
        tag: it.tag.clone(),
        docs: Docs::of(&it.docs),
        deprecated: it.deprecated,
        internal: it.hints.internal,
        idempotent: it.hints.idempotent,
        http: Http {
            method: it.http.method.token(),
            path: it.http.path.text.clone(),
            servers: it.http.servers.iter().map(server).collect(),
        },
        inputs: it.inputs.iter().zip(&plan.inputs).map(|(it, plan)| input(export, &mut to, it, plan)).collect(),
        outcomes: it.outcomes.iter().map(|it| outcome(export, it)).collect(),
        security: demands(export, &it.security),
        serves: it.serves.as_ref().map(|it| entities::serves(export, it)),
        rpc: it.rpc.as_deref().map(|it| rpc(export, it)),
        rust: RustOperation {
            method: plan.method.clone(),
            module: plan.module.clone(),
            request: plan.request.clone(),
            answer: handed(&mut to, plan),
            error: plan.error.clone(),
        },
    }
}

fn input(export: &Export<'_>, to: &mut Writing<'_>, it: &ir::Input, plan: &InputPlan) -> Input {
    let ty = wrap(plan.kind, inputs::ty(to, &plan.how, "Bytes"));
    let (style, content) = match &it.place {
        HttpPlace::Body(all) => (None, contents(export, all)),
        HttpPlace::Path(it) | HttpPlace::Query(it) | HttpPlace::Header(it) | HttpPlace::Cookie(it) => {
            (Some(style(*it)), Vec::new())
        }
    };
    Input {
        place: it.place.word(),
        style,
        implied: it.implied,
        content,
        field: field(export, &it.field, RustField { name: plan.name.clone(), ty }),
    }
}

fn contents(export: &Export<'_>, all: &[ir::Content]) -> Vec<Content> {
    let content = |it: &ir::Content| Content { media: it.media.as_str().to_owned(), ty: it.ty.map(|id| export.ty(id)) };
    all.iter().map(content).collect()
}

fn outcome(export: &Export<'_>, it: &ir::Outcome) -> Outcome {
    let header = |it: &ir::Header| {
        let ty = export.ty(it.field.ty);
        let rust = RustField { name: crate::plan::names::snake(&it.field.name), ty: ty.rust().to_owned() };
        field(export, &it.field, rust)
    };
    Outcome {
        status: it.status.word(),
        success: it.status.is_success(),
        docs: Docs::of(&it.docs),
        place: export.place(it.span),
        headers: it.headers.iter().map(header).collect(),
        content: contents(export, &it.content),
        links: it.links.iter().map(link).collect(),
    }
}

fn link(it: &ir::Link) -> Link {
    let to = match &it.to {
        LinkTo::Operation(name) => name.clone(),
        LinkTo::Route(method, path) => format!("{method} {path}"),
        LinkTo::Elsewhere(reference) => reference.clone(),
    };
    Link {
        name: it.name.clone(),
        to,
        description: it.description.clone(),
        parameters: it.parameters.iter().map(|(name, value)| (name.clone(), json(value))).collect(),
    }
}

fn style(it: Style) -> StyleOf {
    let (name, explode) = match it {
        Style::Form { explode } => ("form", explode),
        Style::Simple { explode } => ("simple", explode),
        Style::Label { explode } => ("label", explode),
        Style::Matrix { explode } => ("matrix", explode),
        Style::SpaceDelimited => ("spaceDelimited", false),
        Style::PipeDelimited => ("pipeDelimited", false),
        Style::DeepObject => ("deepObject", true),
        Style::Filter => ("filter", true),
        Style::Json => ("json", false),
    };
    StyleOf { name, explode }
}

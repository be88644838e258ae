//! A service that no schema of GraphQL describes, as GraphQL has it: what `graphql = true` adds.
//!
//! Types and root fields are made of the model; each says how the service's own operations answer it.

mod entities;
mod inputs;
mod operations;
mod pages;
mod relations;
mod rpc;
mod sdl;
mod types;
mod words;

use super::asking::{self, Place};
use super::operations::OperationPlan;
use super::rust::RustPlan;
use crate::config::Config;
use types::Types;
use zephyrix_ir::vocabulary::{Docs, Operation};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Model};

/// The schema that says the same.
#[derive(Debug, Default)]
pub(crate) struct Exposed {
    /// In the schema definition language.
    pub(crate) sdl: String,
    /// Roots among them; the first is that of queries.
    pub(crate) objects: Vec<Object>,
    pub(crate) inputs: Vec<InputObject>,
    pub(crate) enums: Vec<Enumeration>,
    pub(crate) unions: Vec<Union>,
    /// Scalars beyond those of the specification, with the page that says what they are.
    scalars: std::collections::BTreeMap<&'static str, Option<&'static str>>,
}

/// An object type.
#[derive(Debug)]
pub(crate) struct Object {
    pub(crate) name: String,
    docs: Docs,
    pub(crate) fields: Vec<Field>,
}

/// A field of one.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    docs: Docs,
    ty: String,
    arguments: Vec<Argument>,
    deprecated: bool,
    pub(crate) source: Source,
}

/// An input object type.
#[derive(Debug)]
pub(crate) struct InputObject {
    name: String,
    docs: Docs,
    pub(crate) fields: Vec<Argument>,
}

/// A field of one, or an argument.
#[derive(Clone, Debug)]
pub(crate) struct Argument {
    pub(crate) name: String,
    docs: Docs,
    ty: String,
    default: Option<String>,
    deprecated: bool,
    /// Where it goes; nothing for what is not handed on as it is.
    pub(crate) to: Option<To>,
    pub(crate) holds: Holds,
    pub(crate) null: Null,
}

/// An enum.
#[derive(Debug)]
pub(crate) struct Enumeration {
    name: String,
    docs: Docs,
    pub(crate) values: Vec<EnumerationValue>,
}

/// A value of one.
#[derive(Debug)]
pub(crate) struct EnumerationValue {
    pub(crate) name: String,
    /// In the contract.
    pub(crate) text: String,
    docs: Docs,
}

/// A union.
#[derive(Debug)]
pub(crate) struct Union {
    name: String,
    docs: Docs,
    pub(crate) tag: String,
    /// Values of the tag, each with an object type.
    pub(crate) types: Vec<(String, usize)>,
    pub(crate) otherwise: Option<usize>,
}

/// What a value is, whatever lists it is in; by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Plain,
    Whole,
    Enum(usize),
    Object(usize),
    Input(usize),
    Union(usize),
}

/// Where what is given goes.
#[derive(Clone, Debug)]
pub(crate) enum To {
    Member(String),
    Body(String),
    Others,
}

/// What null means.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Null {
    Kept,
    Dropped,
    Filled,
}

/// What answers a field.
#[derive(Debug)]
pub(crate) enum Source {
    /// A member of the object's JSON; with what it is where it is not there.
    Member(String, Holds, String),
    Others,
    Constant(String),
    Asked(Box<Call>),
    Related(Box<Related>),
}

/// How an operation is asked.
#[derive(Clone, Debug)]
pub(crate) struct Asking {
    /// What the table of it is called.
    pub(crate) constant: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) places: Vec<(String, Place)>,
}

impl Exposed {
    /// Every operation that is asked, once.
    pub(crate) fn asked(&self) -> impl Iterator<Item = &Asking> {
        let sources = self.objects.iter().flat_map(|it| &it.fields).map(|it| &it.source);
        let asked = sources.filter_map(|it| match it {
            Source::Asked(it) => Some((it.asking.constant.as_str(), &it.asking)),
            Source::Related(it) => Some((it.asking.constant.as_str(), &it.asking)),
            Source::Member(..) | Source::Others | Source::Constant(_) => None,
        });
        asked.collect::<std::collections::BTreeMap<_, _>>().into_values()
    }
}

impl Asking {
    fn new(it: &Operation, plan: &OperationPlan) -> Self {
        let inputs = it.inputs.iter().zip(&plan.inputs);
        let places = inputs.map(|(input, plan)| (plan.name.clone(), Place::of(input, &plan.how))).collect();
        let constant = plan.method.trim_start_matches("r#").to_uppercase();
        // Beside it are two of other names.
        let constant = if ["SCHEMA", "BRIDGE"].contains(&constant.as_str()) { constant + "_" } else { constant };
        Self { constant, method: it.http.method.token(), path: asking::template(&it.http.path), places }
    }
}

/// An operation that answers a field; its arguments are those of the field.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) asking: Asking,
    /// Whether a body is sent though nothing is said in it.
    pub(crate) bodied: bool,
    pub(crate) answer: Answer,
    /// The arguments that are handed on.
    pub(crate) arguments: Vec<Argument>,
}

/// What an answer is.
#[derive(Debug)]
pub(crate) enum Answer {
    Json(Holds),
    Found(Holds),
    Text,
    Bytes,
    Done,
    Page(Page),
}

/// A connection; by positions.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) listing: Listing,
    pub(crate) total: Option<String>,
    pub(crate) of: usize,
    pub(crate) connection: usize,
    pub(crate) edge: usize,
    pub(crate) info: usize,
}

/// How a list is paged.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    /// With how many unless told, and how many at most.
    pub(crate) limit: Option<(String, u64, u64)>,
    pub(crate) cursor: Option<String>,
    pub(crate) offset: Option<String>,
    pub(crate) items: Option<String>,
    pub(crate) next: Option<String>,
}

/// An operation that finds what belongs to an object.
#[derive(Debug)]
pub(crate) struct Related {
    pub(crate) key: usize,
    pub(crate) of: usize,
    pub(crate) many: bool,
    pub(crate) asking: Asking,
    pub(crate) by: String,
    pub(crate) finds: Finds,
}

/// How it is found.
#[derive(Debug)]
pub(crate) enum Finds {
    One,
    List(Listing),
    Lists(Listing, String),
    Included(Listing, Included),
}

/// What a list shows in its items where that is asked for: the runtime's `Included`.
#[derive(Debug)]
pub(crate) struct Included {
    pub(crate) key: String,
    pub(crate) by: String,
    pub(crate) name: String,
    pub(crate) more: String,
}

/// What is decided so far.
#[derive(Clone, Copy)]
pub(crate) struct Decided<'a> {
    pub(crate) model: &'a Model,
    pub(crate) operations: &'a [OperationPlan],
    pub(crate) rust: &'a RustPlan,
}

/// The service as GraphQL, where that is wanted and something can be told.
pub(crate) fn plan(decided: Decided<'_>, config: &Config, log: &mut Diagnostics) -> Option<Exposed> {
    if !config.graphql {
        return None;
    }
    if let Some(graph) = decided.model.graph() {
        let span = graph.objects.first().map(|it| it.span);
        let message = "`graphql = true` makes a schema, and there is one";
        let found = Diagnostic::new(Code::CONFIG, span, message).label("it is served as it is");
        log.push(found.help("leave `graphql = true` out of `zephyrix.toml`"));
        return None;
    }
    decided.model.operations().next()?;
    let mut types = Types::new(decided);
    operations::all(&mut types, log);
    relations::all(&mut types);
    Some(types.finish())
}

//! `src/generated/graphql/`: the schema, and traits of resolvers.

use askama::Template;

#[derive(Template)]
#[template(path = "graphql/mod.rs.j2", escape = "none")]
pub struct Mod<'a> {
    pub source: &'a str,
    /// What guarded fields ask for.
    pub guarded: Vec<String>,
    pub resolvers: Vec<ResolverRef>,
    /// The module of the root of subscriptions.
    pub subscriptions: Option<String>,
    pub objects: Vec<ObjectRow>,
}

/// An object type of which resolvers answer fields.
pub struct ResolverRef {
    /// Its position in the schema.
    pub at: usize,
    pub module: String,
    pub trait_name: String,
    /// Whether its fields are answered once, rather than by events.
    pub resolves: bool,
}

/// A row of the schema's table.
pub struct ObjectRow {
    pub name: String,
    /// `Plain("id")`, `Resolved("customer")`.
    pub fields: Vec<String>,
}

#[derive(Template)]
#[template(path = "graphql/bridge.rs.j2", escape = "none")]
pub struct Bridge<'a> {
    pub source: &'a str,
    pub uses: Vec<String>,
    /// Whether any object has a field by itself.
    pub plain: bool,
    pub asked: Vec<AskingRow>,
    pub objects: Vec<ObjectRow>,
    /// Expressions, all of them: what answers the fields of each object.
    pub sources: Vec<String>,
    pub inputs: Vec<String>,
    pub enums: Vec<String>,
    pub unions: Vec<String>,
}

/// How an operation is asked.
pub struct AskingRow {
    pub docs: String,
    pub constant: String,
    pub method: String,
    pub path: String,
    pub places: Vec<String>,
}

#[derive(Template)]
#[template(path = "graphql/object.rs.j2", escape = "none")]
pub struct File<'a> {
    pub source: &'a str,
    pub uses: Vec<String>,
    pub name: &'a str,
    pub docs: Vec<String>,
    pub trait_name: &'a str,
    pub module: &'a str,
    /// Whether a method is told who calls.
    pub guard: bool,
    /// Whether operations begin with it.
    pub root: bool,
    /// `resolve` or `subscribe`.
    pub asked: &'static str,
    /// What that answers.
    pub answers: &'static str,
    pub methods: Vec<Method<'a>>,
}

pub struct Method<'a> {
    /// The position of the field.
    pub at: usize,
    pub docs: Vec<String>,
    pub name: &'a str,
    pub guarded: bool,
    /// The type of the objects that are asked.
    pub of: Option<String>,
    /// The record of the arguments.
    pub request: Option<String>,
    pub answer: String,
    /// What makes the engine's answer of it: `row`, `rows` or `events`.
    pub told: &'static str,
    /// Whether that has to know how many are asked.
    pub counts: bool,
}

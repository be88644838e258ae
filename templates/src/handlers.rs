//! `src/handlers/`: the user's, written once.

use askama::Template;

#[derive(Template)]
#[template(path = "handlers/file.rs.j2", escape = "none")]
pub struct File<'a> {
    pub uses: Vec<String>,
    pub tag: &'a str,
    pub trait_name: &'a str,
    pub methods: Vec<String>,
}

#[derive(Template)]
#[template(path = "handlers/method.rs.j2", escape = "none")]
pub struct Method<'a> {
    pub method: &'a str,
    pub pattern: String,
    pub cx: &'a str,
    /// The type of who calls, where that is asked.
    pub principal: Option<String>,
    pub request: &'a str,
    pub answer: String,
    pub error: &'a str,
    pub body: String,
}

#[derive(Template)]
#[template(path = "handlers/mod.rs.j2", escape = "none")]
pub struct Mod<'a> {
    pub modules: Vec<&'a str>,
}

/// Resolvers of an object type of GraphQL.
#[derive(Template)]
#[template(path = "handlers/resolvers.rs.j2", escape = "none")]
pub struct Resolvers<'a> {
    pub uses: Vec<String>,
    pub name: &'a str,
    pub trait_name: &'a str,
    pub methods: Vec<String>,
}

#[derive(Template)]
#[template(path = "handlers/resolver.rs.j2", escape = "none")]
pub struct Resolver<'a> {
    pub name: &'a str,
    pub cx: &'a str,
    pub guarded: bool,
    /// The type of the objects that are asked.
    pub of: Option<String>,
    /// The record of the arguments.
    pub request: Option<String>,
    pub answer: String,
    /// Whether the body looks at what it is asked with.
    pub asks: bool,
    pub body: String,
}

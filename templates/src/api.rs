//! `src/generated/api/<tag>.rs`: what the user implements.

use crate::models::{Choice, HeaderRecord};
use askama::Template;

#[derive(Template)]
#[template(path = "api/file.rs.j2", escape = "none")]
pub struct File<'a> {
    pub source: &'a str,
    pub uses: Vec<String>,
    pub tag: &'a str,
    pub tag_docs: Vec<String>,
    pub trait_name: &'a str,
    /// Whether an operation asks who calls.
    pub guard: bool,
    pub module: &'a str,
    pub operations: Vec<Operation<'a>>,
    /// Methods of a service of protobuf.
    pub calls: Vec<Call<'a>>,
}

pub struct Call<'a> {
    pub docs: Vec<String>,
    pub method: &'a str,
    /// The type of who calls, where that is asked.
    pub principal: Option<String>,
    /// The type of a message, or of many.
    pub request: String,
    pub answer: String,
}

pub struct Operation<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    pub method: &'a str,
    pub request: &'a str,
    /// The type of who calls, where that is asked.
    pub principal: Option<String>,
    pub answer: String,
    pub error: &'a str,
    /// What its request record derives.
    pub derives: &'static str,
    pub fields: Vec<Field<'a>>,
    pub choice: Option<Choice<'a>>,
    pub headers: Vec<HeaderRecord<'a>>,
    pub several: Option<Several<'a>>,
    pub failures: Vec<Failure<'a>>,
}

pub struct Field<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    pub ty: String,
}

pub struct Several<'a> {
    pub name: &'a str,
    pub derives: &'static str,
    pub variants: Vec<Failure<'a>>,
}

pub struct Failure<'a> {
    pub docs: Vec<String>,
    pub variant: &'a str,
    /// `(Body)` or nothing.
    pub payload: String,
}

#[derive(Template)]
#[template(path = "api/mod.rs.j2", escape = "none")]
pub struct Mod<'a> {
    pub source: &'a str,
    pub docs: &'a str,
    pub modules: Vec<&'a str>,
}

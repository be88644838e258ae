//! `src/generated/queries/`: statements of the user's as functions.

use askama::Template;

#[derive(Template)]
#[template(path = "queries/mod.rs.j2", escape = "none")]
pub struct Index<'a> {
    pub source: &'a str,
    pub modules: Vec<&'a str>,
}

#[derive(Template)]
#[template(path = "queries/file.rs.j2", escape = "none")]
pub struct Group<'a> {
    /// The file, without its extension.
    pub file: &'a str,
    pub uses: Vec<String>,
    pub functions: Vec<Function<'a>>,
}

pub struct Function<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    /// The struct of a row; `None` where rows have one column, or there are none.
    pub row: Option<&'a String>,
    /// What the driver calls a row.
    pub row_type: &'a str,
    pub executor: String,
    pub arguments: Vec<Member<'a>>,
    /// The columns of a row.
    pub members: Vec<Member<'a>>,
    /// What it gives, errors aside; of a stream, one of its items.
    pub gives: String,
    /// The statement as a string literal.
    pub sql: String,
    /// What is bound, in order.
    pub binds: Vec<String>,
    /// `many`, `one`, `exec` or `stream`.
    pub kind: &'static str,
}

pub struct Member<'a> {
    pub name: &'a str,
    pub ty: String,
    /// The method that reads it.
    pub read: &'static str,
}

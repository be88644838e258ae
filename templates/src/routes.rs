//! `src/generated/routes/<tag>.rs` and `src/generated/paths.rs`: how HTTP carries the operations.

use askama::Template;

#[derive(Template)]
#[template(path = "routes/file.rs.j2", escape = "none")]
pub struct File<'a> {
    pub source: &'a str,
    pub uses: Vec<String>,
    pub tag: &'a str,
    pub trait_name: &'a str,
    pub routes: Vec<Route>,
    pub operations: Vec<Operation<'a>>,
}

pub struct Route {
    /// `get(`, or `method("COPY", ` where it is one of no name.
    pub on: String,
    /// A string literal in matchit's syntax.
    pub path: String,
    /// `list_pets`, or `guarded(list_pets)` where it asks who calls.
    pub operation: String,
}

pub struct Operation<'a> {
    pub docs: String,
    pub method: &'a str,
    pub request: &'a str,
    /// What the route answers with: the handler's answer with its status.
    pub answer: String,
    pub error: &'a str,
    /// `.map(Answer)` or nothing.
    pub map: String,
    /// The type of who calls, where that is asked.
    pub principal: Option<String>,
    /// What it asks its caller to prove, as an expression.
    pub needs: Option<String>,
    /// An `Accepts` expression, when there is a body.
    pub accepts: Option<String>,
    /// A `Produces` expression, when the answer is not just JSON.
    pub produces: Option<String>,
    /// The status of the answer to a request that breaks the contract.
    pub invalid: u16,
    pub inputs: Vec<Input<'a>>,
    pub choice: Option<Choice<'a>>,
    pub parts: Option<Parts>,
    pub headers: Vec<Headers<'a>>,
    pub several: Option<Several<'a>>,
    pub failures: Vec<Arm>,
}

pub struct Input<'a> {
    pub name: &'a str,
    pub read: String,
}

/// How a body of several types is read.
pub struct Choice<'a> {
    /// The enum.
    pub name: &'a str,
    pub arms: Vec<Chosen>,
    /// What reads it where no arm does.
    pub last: String,
}

pub struct Chosen {
    /// String literals.
    pub media: String,
    pub read: String,
}

/// How a body of parts is read.
pub struct Parts {
    /// What the parts are called among the fields.
    pub name: String,
    pub ty: String,
    pub fields: Vec<Part>,
    /// Whether other parts are refused.
    pub closed: bool,
    /// Whether there are rules for all of the parts.
    pub whole: bool,
}

pub struct Part {
    pub name: String,
    pub read: String,
}

/// How the headers of an answer are written.
pub struct Headers<'a> {
    pub name: &'a str,
    /// A call a header.
    pub lines: Vec<String>,
}

pub struct Several<'a> {
    pub name: &'a str,
    pub arms: Vec<Arm>,
}

pub struct Arm {
    /// `NotFound` or `Other(status, body)`.
    pub pattern: String,
    pub answer: String,
}

#[derive(Template)]
#[template(path = "routes/paths.rs.j2", escape = "none")]
pub struct Paths<'a> {
    pub source: &'a str,
    pub uses: Vec<String>,
    pub paths: Vec<Named<'a>>,
}

pub struct Named<'a> {
    pub docs: String,
    pub method: &'a str,
    /// `pet_id: &i64`, each.
    pub parameters: Vec<String>,
    /// A format string literal.
    pub format: String,
    /// Arguments of the format.
    pub arguments: Vec<String>,
}

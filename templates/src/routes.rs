//! `src/generated/routes/<tag>.rs` and `src/generated/paths.rs`: how HTTP carries the operations.

use askama::Template;

#[derive(Template)]
#[template(path = "routes/file.rs.j2", escape = "none")]
pub struct File<'a> {
    pub source: &'a str,
    pub uses: Vec<String>,
    pub tag: &'a str,
    pub trait_name: &'a str,
    /// `get("/pets", list_pets)`, `method("COPY", "/pets/{petId}", guarded(copy_pet))`, `rpc::<GetPet, _, _>(get_pet)`: a path is
    /// in matchit's syntax.
    pub routes: Vec<String>,
    pub operations: Vec<Operation<'a>>,
    /// Methods of a service of protobuf.
    pub calls: Vec<Call<'a>>,
    /// Operations as methods of one.
    pub bridges: Vec<Bridged<'a>>,
}

pub struct Call<'a> {
    pub method: &'a str,
    /// The type that stands for it.
    pub name: &'a str,
    /// Where it is called: `/library.v1.Library/GetBook`.
    pub procedure: String,
    /// Whether it has no side effects.
    pub safe: bool,
    /// The types of its messages.
    pub input: String,
    pub output: String,
    /// The same, or those of many.
    pub request: String,
    pub answer: String,
    /// The type of who calls, where that is asked.
    pub principal: Option<String>,
    /// What the caller has to prove, where it has to.
    pub needs: Option<String>,
    pub rules: Vec<Rule>,
}

/// How HTTP tells a message.
pub struct Rule {
    /// A constant.
    pub name: String,
    /// `POST /v1/shelves`.
    pub docs: String,
    /// `("name", "shelves/{shelf}")`, each.
    pub path: Vec<String>,
    pub body: String,
    pub answer: String,
}

/// An operation as a method of a service of protobuf.
pub struct Bridged<'a> {
    pub request: &'a str,
    /// `/petstore.v1.PetsService/GetPet`.
    pub procedure: String,
    pub safe: bool,
    /// Constants.
    pub input: String,
    pub output: String,
    /// String literals.
    pub method: String,
    pub path: String,
    /// Expressions.
    pub places: Vec<String>,
    pub answers: Vec<String>,
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
    /// The name under which it is looked for, where it may have several; `read` takes it from the variable.
    pub given: Option<String>,
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

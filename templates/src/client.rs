//! `client/`: the package of the service's client.

use crate::models::{Choice, HeaderRecord, New};
use askama::Template;

#[derive(Template)]
#[template(path = "client/cargo.toml.j2", escape = "none")]
pub struct CargoToml<'a> {
    pub source: &'a str,
    pub name: String,
    /// The feature of the runtime that is for services behind https.
    pub tls: &'a str,
    /// Name and TOML value.
    pub dependencies: Vec<(&'a str, String)>,
}

#[derive(Template)]
#[template(path = "client/lib.rs.j2", escape = "none")]
pub struct Lib<'a> {
    pub source: &'a str,
    pub title: &'a str,
    pub krate: String,
    /// What is asked first in an example: `Client`.
    pub first: String,
    /// A base URL to show, a string literal.
    pub base: String,
    /// Whether there are operations of HTTP.
    pub calls: bool,
    pub modules: Vec<String>,
    /// Modules that were called otherwise.
    pub shims: Vec<Shim>,
    pub bases: Vec<Base>,
    pub proofs: Vec<Proof>,
    /// Whether an answer is read as it comes.
    pub streams: bool,
}

/// Where operations are that are not where the others are.
pub struct Base {
    pub docs: Vec<String>,
    pub field: String,
    pub method: String,
    /// A string literal.
    pub url: String,
}

/// A way to prove who is asking.
pub struct Proof {
    pub docs: Vec<String>,
    pub method: String,
    /// `token: &str`.
    pub parameters: &'static str,
    /// The expression that sets it.
    pub body: String,
}

#[derive(Template)]
#[template(path = "client/file.rs.j2", escape = "none")]
pub struct File<'a> {
    pub source: &'a str,
    pub uses: Vec<String>,
    pub tag: &'a str,
    pub operations: Vec<Operation<'a>>,
    /// Types that were called otherwise.
    pub shims: Vec<Shim>,
}

/// Something that is there under an earlier name, too.
pub struct Shim {
    pub former: String,
    pub name: String,
}

/// Such a type.
#[derive(Template)]
#[template(path = "client/shim.rs.j2", escape = "none")]
pub struct ShimType<'a> {
    pub it: &'a Shim,
}

/// The modules of services that are called by gRPC.
#[derive(Template)]
#[template(path = "client/grpc/mod.rs.j2", escape = "none")]
pub struct GrpcMod<'a> {
    pub source: &'a str,
    pub modules: Vec<String>,
}

/// A service that is called by gRPC.
#[derive(Template)]
#[template(path = "client/grpc/file.rs.j2", escape = "none")]
pub struct GrpcFile<'a> {
    pub source: &'a str,
    pub uses: Vec<String>,
    pub tag: &'a str,
    pub name: String,
    pub methods: Vec<GrpcMethod>,
}

pub struct GrpcMethod {
    pub docs: Vec<String>,
    pub name: String,
    /// `request: &Book`.
    pub parameter: String,
    /// `grpc::Messages<Book>`.
    pub answer: String,
    /// Earlier names.
    pub formers: Vec<String>,
    /// What is handed on under these: `request`.
    pub handed: &'static str,
    /// The call: `call("/library.v1.Library/GetBook", request)`.
    pub call: String,
}

/// What documents of GraphQL are asked by.
#[derive(Template)]
#[template(path = "client/graphql/mod.rs.j2", escape = "none")]
pub struct GraphqlMod<'a> {
    pub source: &'a str,
    pub name: &'a str,
}

/// Operations of documents of GraphQL.
#[derive(Template)]
#[template(path = "client/graphql/operations.rs.j2", escape = "none")]
pub struct GraphqlOperations<'a> {
    pub source: &'a str,
    pub uses: Vec<String>,
    pub name: &'a str,
    pub operations: Vec<GraphqlOperation>,
}

pub struct GraphqlOperation {
    pub docs: Vec<String>,
    pub method: String,
    /// `, variables: &OrderVariables`; empty where there are none.
    pub parameter: String,
    /// What the variables are, as an expression.
    pub variables: &'static str,
    /// `Answer`, or `Events`.
    pub answer: &'static str,
    pub data: String,
    /// `ask`, or `subscribe`.
    pub call: &'static str,
    pub constant: String,
    /// These three as string literals.
    pub name: String,
    pub file: String,
    pub sha256: String,
    pub reads: bool,
}

/// What the service sends to others: webhooks, or callbacks.
#[derive(Template)]
#[template(path = "client/senders.rs.j2", escape = "none")]
pub struct Senders<'a> {
    pub source: &'a str,
    pub uses: Vec<String>,
    /// `webhooks`.
    pub what: &'a str,
    pub name: &'a str,
    pub targets: Vec<Target>,
    pub operations: Vec<Operation<'a>>,
}

/// A function from a request to the URL that it asked to be called at.
pub struct Target {
    pub docs: Vec<String>,
    pub name: String,
    /// `request: &Subscribe`.
    pub parameters: String,
    /// The URL as an `Option`.
    pub url: String,
}

pub struct Operation<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    pub method: String,
    /// Earlier names of the method.
    pub formers: Vec<String>,
    /// What it hands on under these: `request`, after a comma where there is one.
    pub handed: &'static str,
    /// What follows `&self`: `, request: &GetPet`; empty when nothing is asked for.
    pub parameters: String,
    pub answer: String,
    pub error: String,
    /// The expression that begins the call: `self.endpoint.call("GET", "/pets")`.
    pub call: String,
    /// Sends the call: `send`, or `open` where the answer is read as it comes.
    pub send: &'static str,
    /// Calls that put values into the request.
    pub steps: Vec<String>,
    pub arms: Vec<Arm>,
    pub request: Option<Request<'a>>,
    pub choice: Option<Choice<'a>>,
    pub headers: Vec<HeaderRecord<'a>>,
    pub several: Option<Several<'a>>,
    pub failures: Option<Failures<'a>>,
    pub pages: Option<Pages<'a>>,
}

pub struct Arm {
    pub pattern: String,
    pub answer: String,
}

/// A request record.
pub struct Request<'a> {
    pub name: &'a str,
    pub fields: Vec<Field>,
    /// Whether nothing is required, so that it has a default.
    pub default: bool,
    pub new: Option<New>,
}

pub struct Field {
    pub docs: Vec<String>,
    pub name: String,
    pub ty: String,
}

/// The ways to succeed, when there are several.
pub struct Several<'a> {
    pub name: &'a str,
    pub derives: &'static str,
    pub variants: Vec<Variant<'a>>,
}

/// The ways to fail.
pub struct Failures<'a> {
    pub name: &'a str,
    pub variants: Vec<Variant<'a>>,
    /// How each is shown.
    pub shown: Vec<Arm>,
}

pub struct Variant<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    /// `(Body)` or nothing.
    pub payload: String,
}

/// A list that comes in pages, as a stream.
pub struct Pages<'a> {
    pub method: String,
    pub item: String,
    pub request: &'a str,
    pub items: String,
    /// The cursor of the next page, as an `Option`.
    pub next: String,
    pub cursor: &'a str,
    /// Whether the request has other fields.
    pub others: bool,
}

//! `proto/…/<name>.proto` and `src/generated/messages.rs`: a service as protobuf has it.

use askama::Template;

#[derive(Template)]
#[template(path = "proto/file.proto.j2", escape = "none")]
pub struct File<'a> {
    pub source: &'a str,
    /// Lines of a comment.
    pub docs: Vec<String>,
    pub package: &'a str,
    pub imports: Vec<&'static str>,
    pub services: Vec<Service<'a>>,
    pub messages: Vec<Message<'a>>,
    pub enums: Vec<Enumeration<'a>>,
}

pub struct Service<'a> {
    /// Lines of a comment.
    pub docs: Vec<String>,
    pub name: &'a str,
    pub methods: Vec<Method<'a>>,
}

pub struct Method<'a> {
    /// Lines of a comment.
    pub docs: Vec<String>,
    pub name: &'a str,
    pub input: &'a str,
    pub output: &'a str,
    /// `idempotency_level = NO_SIDE_EFFECTS`, each.
    pub options: Vec<&'static str>,
}

pub struct Message<'a> {
    /// Lines of a comment.
    pub docs: Vec<String>,
    pub name: &'a str,
    pub deprecated: bool,
    /// `reserved 1, 3;`, each.
    pub reserved: Vec<String>,
    pub members: Vec<Member>,
}

/// A field, or a oneof.
pub struct Member {
    /// What it is called, where it is a oneof.
    pub oneof: Option<String>,
    pub fields: Vec<Field>,
}

pub struct Field {
    /// Lines of a comment.
    pub docs: Vec<String>,
    /// `optional string name = 1 [deprecated = true];`
    pub text: String,
}

pub struct Enumeration<'a> {
    /// Lines of a comment.
    pub docs: Vec<String>,
    pub name: &'a str,
    pub deprecated: bool,
    /// `reserved 1, 3;`, each.
    pub reserved: Vec<String>,
    pub zero: &'a str,
    /// `PET_STATUS_AVAILABLE = 1;`, each.
    pub values: Vec<Field>,
}

#[derive(Template)]
#[template(path = "proto/messages.rs.j2", escape = "none")]
pub struct Layouts<'a> {
    pub source: &'a str,
    pub uses: Vec<String>,
    pub layouts: Vec<Layout>,
    pub literals: Vec<Literals>,
}

pub struct Layout {
    /// `petstore.v1.Pet`.
    pub full: String,
    /// A constant.
    pub name: String,
    /// `record`, `list` or `choice`.
    pub form: &'static str,
    /// What tells which it is, where it is one of several.
    pub tag: Option<Tag>,
    /// Expressions.
    pub entries: Vec<String>,
}

/// Expressions.
pub struct Tag {
    pub member: String,
    pub values: String,
    pub otherwise: String,
}

pub struct Literals {
    /// `petstore.v1.PetStatus`.
    pub full: String,
    /// A constant.
    pub name: String,
    /// Expressions.
    pub values: Vec<String>,
}

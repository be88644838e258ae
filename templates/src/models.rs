//! `src/generated/models.rs` and `src/generated/patterns.rs`.

use askama::Template;

/// A body of several types: `it.name` is the operation's.
pub struct Choice<'a> {
    pub name: &'a str,
    pub derives: &'static str,
    pub variants: Vec<ChoiceVariant<'a>>,
}

pub struct ChoiceVariant<'a> {
    /// Its media types.
    pub docs: String,
    pub name: &'a str,
    pub ty: String,
}

#[derive(Template)]
#[template(path = "models/file.rs.j2", escape = "none")]
pub struct File<'a> {
    pub source: &'a str,
    pub docs: &'a str,
    pub uses: Vec<String>,
    pub items: Vec<String>,
}

#[derive(Template)]
#[template(path = "models/record.rs.j2", escape = "none")]
pub struct Record<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    /// Whether other members are refused.
    pub closed: bool,
    /// Whether its default is that of every field.
    pub derived: bool,
    /// The fields of its default, where that is not so.
    pub default: Option<Vec<String>>,
    pub new: Option<New>,
    pub fields: Vec<Field>,
    pub rest: Option<Rest>,
    pub defaults: Vec<DefaultFn<'a>>,
    /// Statements; `None`: no `Validate` at all.
    pub checks: Option<Vec<String>>,
}

pub struct Field {
    pub docs: Vec<String>,
    /// A string literal.
    pub wire: String,
    pub name: String,
    pub ty: String,
    /// `required`, `defaulted(Pet::default_status)`: a kind of the runtime's `record!`.
    pub kind: String,
}

/// The field that keeps every other member.
pub struct Rest {
    pub name: String,
    pub ty: String,
}

/// A constructor that takes what is required.
pub struct New {
    /// `pet_id: i64`.
    pub parameters: Vec<String>,
    /// `pet_id` or `name: name.into()`.
    pub fields: Vec<String>,
}

pub struct DefaultFn<'a> {
    pub function: String,
    pub ty: String,
    pub value: &'a str,
}

#[derive(Template)]
#[template(path = "models/message.rs.j2", escape = "none")]
pub struct Message<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    /// Its name in protobuf, a string literal.
    pub full: String,
    pub fields: Vec<MessageField>,
    /// `4 circle, 5 square`: fields of which at most one is there.
    pub oneofs: Vec<String>,
    /// Statements; `None`: no `Validate` at all.
    pub checks: Option<Vec<String>>,
}

pub struct MessageField {
    pub docs: Vec<String>,
    /// `1 "pageCount" "page_count"`: its number, and its names in JSON and in the schema.
    pub wire: String,
    pub name: String,
    pub ty: String,
    /// `proto::Implicit<proto::Text>`.
    pub kind: String,
}

#[derive(Template)]
#[template(path = "models/enumeration.rs.j2", escape = "none")]
pub struct Enumeration<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    pub values: Vec<EnumerationValue>,
    /// The variant of numbers that are not listed.
    pub unknown: Option<String>,
    /// `"AZURE" = 1`, each.
    pub aliases: Vec<String>,
}

pub struct EnumerationValue {
    pub docs: Vec<String>,
    pub name: String,
    pub number: i32,
    /// A string literal.
    pub text: String,
}

#[derive(Template)]
#[template(path = "models/alias.rs.j2", escape = "none")]
pub struct Alias<'a> {
    pub also: &'a str,
    pub name: &'a str,
}

#[derive(Template)]
#[template(path = "models/enum.rs.j2", escape = "none")]
pub struct Enum<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    pub variants: Vec<EnumVariant<'a>>,
    /// The variant that keeps what is not listed; `None`: only what is listed is read.
    pub unknown: Option<String>,
    /// Whether it checks itself, and can be read from a parameter.
    pub checked: bool,
}

pub struct EnumVariant<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    /// A string literal.
    pub wire: String,
}

#[derive(Template)]
#[template(path = "models/union.rs.j2", escape = "none")]
pub struct Union<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    pub variants: Vec<UnionVariant<'a>>,
    /// The tag's name as a string literal, when a tag selects.
    pub tag: Option<String>,
    /// What the tag's value selects; that of all other values comes last.
    pub arms: Vec<UnionArm<'a>>,
    /// Whether the last arm takes all values, a missing one too.
    pub open: bool,
    /// Whether all variants are tried: there is no tag, or it may be absent.
    pub tried: bool,
    /// The method that says whether a variant fits.
    pub fit: &'a str,
    /// The function that chooses among those that fit.
    pub choose: &'a str,
    /// `None`: no `Validate` at all.
    pub checks: Option<Vec<UnionCheck<'a>>>,
    /// Statements about the union as a whole.
    pub whole: Vec<String>,
}

pub struct UnionVariant<'a> {
    pub name: &'a str,
    pub ty: String,
    pub boxed: bool,
}

pub struct UnionArm<'a> {
    pub pattern: String,
    pub variant: &'a str,
}

pub struct UnionCheck<'a> {
    pub variant: &'a str,
    pub statement: String,
}

#[derive(Template)]
#[template(path = "models/newtype.rs.j2", escape = "none")]
pub struct Newtype<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    pub ty: String,
    pub checks: Option<Vec<String>>,
}

#[derive(Template)]
#[template(path = "models/pattern.rs.j2", escape = "none")]
pub struct Pattern<'a> {
    pub name: &'a str,
    pub literal: String,
}

#[derive(Template)]
#[template(path = "models/assertion.rs.j2", escape = "none")]
pub struct Assertion<'a> {
    pub docs: String,
    pub name: &'a str,
    pub statements: Vec<String>,
}

/// The headers of an answer.
pub struct HeaderRecord<'a> {
    pub name: &'a str,
    /// What they are of: `200`.
    pub statuses: &'a str,
    /// Whether none of them has to be there.
    pub default: bool,
    pub fields: Vec<HeaderField<'a>>,
}

pub struct HeaderField<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    pub ty: String,
    /// The call that reads it.
    pub read: String,
}

/// The messages that are known.
#[derive(Template)]
#[template(path = "models/registry.rs.j2", escape = "none")]
pub struct Registry<'a> {
    pub name: &'a str,
    /// Names in Rust, and in protobuf as string literals.
    pub messages: Vec<(&'a str, String)>,
}

/// A struct that no JSON is read as.
#[derive(Template)]
#[template(path = "models/object.rs.j2", escape = "none")]
pub struct Object<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    pub fields: Vec<Member>,
}

pub struct Member {
    pub docs: Vec<String>,
    pub name: String,
    pub ty: String,
}

/// An enum with a payload that no JSON is read as.
#[derive(Template)]
#[template(path = "models/variants.rs.j2", escape = "none")]
pub struct Variants<'a> {
    pub docs: Vec<String>,
    pub name: &'a str,
    pub variants: Vec<UnionVariant<'a>>,
}

/// How the engine of GraphQL looks at values of a type.
#[derive(Template)]
#[template(path = "models/output.rs.j2", escape = "none")]
pub struct Output<'a> {
    /// `object`, `variants` or `texts`: a macro of the runtime.
    pub kind: &'static str,
    pub name: &'a str,
    /// The position of an object type.
    pub index: Option<usize>,
    /// Its fields or variants, where it has any.
    pub lines: Option<Vec<String>>,
}

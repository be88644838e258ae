//! What values look like.

use super::relational::Name;
use super::{Constraint, Docs, Former, ProtoField, ProtoType, Value};
use crate::{Span, TypeId};
use std::sync::Arc;

/// What a type is called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeName {
    /// The schema gave it this name.
    Declared(String),
    /// The schema wrote it in place; these words say where, outermost first: `["Pet", "owner"]`.
    Inline(Vec<String>),
}

impl TypeName {
    /// As the schema wrote it, or the words in one.
    pub fn text(&self) -> String {
        match self {
            Self::Declared(name) => name.clone(),
            Self::Inline(words) => words.join(" "),
        }
    }
}

/// One type of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type<R = TypeId> {
    /// What it is called.
    pub name: TypeName,
    /// What it was called before, where it has a name in the schema.
    pub renamed_from: Vec<Former>,
    /// What it would be called in the other places where the schema says the very same.
    pub also: Vec<TypeName>,
    /// Where it is written, for people: `petstore.yaml#/components/schemas/Pet`.
    pub origin: Arc<str>,
    /// The same for diagnostics.
    pub span: Span,
    /// What it is for.
    pub docs: Docs,
    /// What its values look like.
    pub shape: Shape<R>,
    /// What must hold beyond the shape.
    pub constraints: Vec<Constraint<R>>,
    /// Values to show, and to test with.
    pub examples: Vec<Value>,
    /// Not to be used any more.
    pub deprecated: bool,
    /// The table that its values are kept in, where the schema says so (`x-zephyrix-table`).
    pub table: Option<Name>,
    /// What it is in protobuf, where it comes from there.
    pub proto: Option<Box<ProtoType>>,
}

impl<R> Type<R> {
    /// A type that no schema names: its shape and nothing else.
    pub fn unnamed(words: &[&str], span: Span, shape: Shape<R>) -> Self {
        Self {
            name: TypeName::Inline(words.iter().map(|it| (*it).to_owned()).collect()),
            renamed_from: Vec::new(),
            also: Vec::new(),
            origin: Arc::default(),
            span,
            docs: Docs::default(),
            shape,
            constraints: Vec::new(),
            examples: Vec::new(),
            deprecated: false,
            table: None,
            proto: None,
        }
    }
}

/// What the values of a type look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape<R = TypeId> {
    /// Named fields.
    Record {
        /// In the order written.
        fields: Vec<Field<R>>,
        /// What other members there may be.
        rest: Rest<R>,
    },
    /// One of some literals.
    Enum {
        /// In the order written.
        values: Vec<EnumValue>,
        /// Whether values that are not listed are to be expected.
        open: bool,
    },
    /// One of some types.
    Union {
        /// In the order written.
        variants: Vec<Variant<R>>,
        /// How to tell which.
        by: UnionBy,
    },
    /// Any number of one type.
    List(R),
    /// Members of any name, all of one type.
    Map(R),
    /// Items by position, then items of `rest` (or none).
    Tuple {
        /// The first items.
        items: Vec<R>,
        /// What may follow.
        rest: Option<R>,
    },
    /// A single value.
    Scalar(Scalar),
    /// The type, or null.
    Nullable(R),
    /// Whatever JSON can say.
    Any,
    /// A sequence of values that arrive one by one.
    Stream(R),
}

/// Members of a record beyond its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rest<R = TypeId> {
    /// Allowed and passed over.
    Ignored,
    /// Refused.
    Refused,
    /// Kept, each of this type.
    Kept(R),
}

/// Whether a field must be there, and whether it may be null: four different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// There, and not null.
    Required,
    /// There or not; not null.
    Optional,
    /// There; may be null.
    Nullable,
    /// There or not; may be null.
    OptionalNullable,
}

impl Presence {
    /// From the two facts.
    pub fn new(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (false, false) => Self::Optional,
            (true, true) => Self::Nullable,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// Whether it must be there.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::Nullable)
    }

    /// Whether it may be null.
    pub fn is_nullable(self) -> bool {
        matches!(self, Self::Nullable | Self::OptionalNullable)
    }
}

/// One member of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<R = TypeId> {
    /// As on the wire.
    pub name: String,
    /// What it was called before, on the wire: requests may still say so.
    pub renamed_from: Vec<Former>,
    /// Where it is written.
    pub span: Span,
    /// What its values look like.
    pub ty: R,
    /// Whether it must be there and may be null.
    pub presence: Presence,
    /// Taken when it is absent.
    pub default: Option<Value>,
    /// Only in answers.
    pub read_only: bool,
    /// Only in requests.
    pub write_only: bool,
    /// Never in logs.
    pub sensitive: bool,
    /// No two entities may share it (`x-zephyrix-unique`).
    pub unique: bool,
    /// Not to be used any more.
    pub deprecated: bool,
    /// What it is for.
    pub docs: Docs,
    /// What it is in protobuf, where it comes from there.
    pub proto: Option<Box<ProtoField>>,
}

impl<R> Field<R> {
    /// What it is called in the schema: its name, unless that is JSON's alone.
    pub fn written(&self) -> &str {
        self.proto.as_ref().map_or(&self.name, |it| &it.name)
    }

    /// A field of which nothing else is said.
    pub fn new(name: impl Into<String>, span: Span, ty: R, presence: Presence) -> Self {
        Self {
            name: name.into(),
            renamed_from: Vec::new(),
            span,
            ty,
            presence,
            default: None,
            read_only: false,
            write_only: false,
            sensitive: false,
            unique: false,
            deprecated: false,
            docs: Docs::default(),
            proto: None,
        }
    }
}

/// One literal of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// As on the wire.
    pub value: Value,
    /// What the schema calls it (`x-enum-varnames` and the like).
    pub name: Option<String>,
    /// What it means.
    pub docs: Docs,
    /// Where it is written.
    pub span: Span,
}

/// One possibility of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant<R = TypeId> {
    /// What it looks like.
    pub ty: R,
    /// The values of the tag that select it; empty unless the union goes by tag.
    pub tags: Vec<String>,
    /// Whether it is what values with any other tag, or with none, are.
    pub otherwise: bool,
    /// Where it is written.
    pub span: Span,
}

/// How to tell which variant of a union a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnionBy {
    /// A field says so (OpenAPI `discriminator`).
    Tag(Tag),
    /// Try them all; the value is valid when exactly one fits.
    ExactlyOne,
    /// Try them all; the value is of that which keeps most of it, of equals the first.
    AnyOf,
}

/// The field that selects a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its wire name.
    pub field: String,
    /// Where it is written.
    pub span: Span,
}

/// Values that have no parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `true`, `false`.
    Bool,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits; also whole numbers of no stated size.
    Int64,
    /// A whole number of 32 bits, none of them a sign.
    UInt32,
    /// A whole number of 64 bits, none of them a sign.
    UInt64,
    /// A binary float of 32 bits.
    Float32,
    /// A binary float of 64 bits; also numbers of no stated size.
    Float64,
    /// Unicode text.
    Text,
    /// Bytes as base64 in a text (`format: byte`, `contentEncoding: base64`).
    Base64,
    /// Raw bytes (`format: binary`), only as a whole body or part.
    Binary,
    /// A calendar date, RFC 3339 `full-date`.
    Date,
    /// A moment, RFC 3339 `date-time`.
    DateTime,
    /// A time of day, RFC 3339 `full-time`.
    Time,
    /// A span of time, RFC 3339 appendix A `duration`.
    Duration,
    /// A span of time in seconds, as JSON of protobuf writes it: `1.5s`.
    Seconds,
    /// Fields by their paths, with commas between them: `author.displayName,pages` (`google.protobuf.FieldMask`).
    FieldMask,
    /// A UUID, RFC 9562.
    Uuid,
    /// Only `null`.
    Null,
}

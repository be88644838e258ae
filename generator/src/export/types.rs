//! Types: what values look like.

use super::constraints::{Constraint, constraint};
use super::places::{Docs, Export, Place, TypeRef, slug};
use super::protobuf::{ProtoField, ProtoType, proto_field, proto_type};
use super::values::json;
use crate::plan::names::snake;
use crate::plan::rust::Writing;
use serde::Serialize;
use serde_json::Value as Json;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{self as ir, Map, Presence, Rest, Scalar, TypeName, UnionBy};

/// One type.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Type {
    /// Its position in `types`.
    id: usize,
    /// As the schema calls it; of what has no name, the words that say where it is written.
    name: String,
    /// Whether the schema gave it its name.
    declared: bool,
    /// What it is called in paths: only those that have a type of their own in Rust.
    slug: Option<String>,
    /// Where it is written, for people: `petstore.yaml#/components/schemas/Pet`.
    origin: String,
    /// The same for programs.
    place: Option<Place>,
    /// What it is for.
    docs: Docs,
    /// Not to be used any more.
    deprecated: bool,
    /// What its values look like.
    shape: Shape,
    /// What must hold beyond the shape.
    constraints: Vec<Constraint<TypeRef>>,
    /// Values to show.
    examples: Vec<Json>,
    /// What it is in Rust.
    rust: RustType,
    /// What it is in protobuf, where it comes from there.
    protobuf: Option<ProtoType>,
}

/// A type in Rust.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct RustType {
    /// As an expression: `Pet`, `Vec<Pet>`.
    #[serde(rename = "type")]
    ty: String,
    /// Its name in `crate::generated::models`, when it has a type of its own.
    name: Option<String>,
    /// What its fields or variants are called, in order.
    members: Vec<String>,
}

/// What the values of a type look like.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Shape {
    /// Named fields.
    Record {
        /// In the order written.
        fields: Vec<Field>,
        /// What other members there may be: `ignored`, `refused` or `kept`.
        rest: &'static str,
        /// What those are that are kept.
        kept: Option<TypeRef>,
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
        variants: Vec<Variant>,
        /// How to tell which: `tag`, `exactly_one` or `any_of`.
        by: &'static str,
        /// The field that says which.
        tag: Option<String>,
    },
    /// Any number of one type.
    List {
        /// Which.
        item: TypeRef,
    },
    /// Members of any name, all of one type.
    Map {
        /// Which.
        item: TypeRef,
    },
    /// Items by position.
    Tuple {
        /// The first items.
        items: Vec<TypeRef>,
        /// What may follow.
        rest: Option<TypeRef>,
    },
    /// A single value.
    Scalar {
        /// Of what kind.
        scalar: &'static str,
    },
    /// The type, or null.
    Nullable {
        /// Which.
        item: TypeRef,
    },
    /// Whatever JSON can say.
    Any,
    /// A sequence of values that arrive one by one.
    Stream {
        /// Of which type.
        item: TypeRef,
    },
}

/// A literal, which may be `null`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Literal {
    /// Which.
    value: Json,
}

/// One member of a record, or something that a request or an answer has.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself, and read by its name")]
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Field {
    /// As on the wire.
    pub(super) name: String,
    /// Where it is written.
    place: Option<Place>,
    /// What it is for.
    docs: Docs,
    /// What its values look like.
    #[serde(rename = "type")]
    ty: TypeRef,
    /// Whether it must be there and may be null: `required`, `optional`, `nullable` or `optional_nullable`.
    presence: &'static str,
    /// Whether it must be there.
    required: bool,
    /// Whether it may be null.
    nullable: bool,
    /// What is taken when it is absent, where something is.
    default: Option<Literal>,
    /// Only in answers.
    read_only: bool,
    /// Only in requests.
    write_only: bool,
    /// Never in logs.
    sensitive: bool,
    /// No two entities may share it.
    unique: bool,
    /// Not to be used any more.
    deprecated: bool,
    /// What it is in Rust.
    pub(super) rust: RustField,
    /// What it is in protobuf, where it comes from there.
    protobuf: Option<ProtoField>,
}

/// A field in Rust.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct RustField {
    /// Its name.
    pub(super) name: String,
    /// Its type with its presence: `Option<String>`.
    #[serde(rename = "type")]
    pub(super) ty: String,
}

/// One literal of an enum.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct EnumValue {
    /// As on the wire.
    value: Json,
    /// What the schema calls it, where it does.
    name: Option<String>,
    /// What it means.
    docs: Docs,
    /// Where it is written.
    place: Option<Place>,
}

/// One possibility of a union.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Variant {
    /// What it looks like.
    #[serde(rename = "type")]
    ty: TypeRef,
    /// The values of the tag that select it.
    tags: Vec<String>,
    /// Whether it is what values with any other tag, or with none, are.
    otherwise: bool,
    /// Where it is written.
    place: Option<Place>,
}

/// Every type.
pub(super) fn all(export: &Export<'_>) -> Vec<Type> {
    let mut to = export.writing();
    export.model.types().map(|(id, it)| one(export, &mut to, id, it)).collect()
}

fn one(export: &Export<'_>, to: &mut Writing<'_>, id: TypeId, it: &ir::Type) -> Type {
    let rust = &export.plan.rust;
    let name = rust.name(id).map(str::to_owned);
    Type {
        id: id.index(),
        name: it.name.text(),
        declared: matches!(it.name, TypeName::Declared(_)),
        slug: name.as_deref().map(|it| slug(&snake(it))),
        origin: it.origin.to_string(),
        place: export.place(it.span),
        docs: Docs::of(&it.docs),
        deprecated: it.deprecated,
        shape: shape(export, to, id, &it.shape),
        constraints: it.constraints.iter().map(|it| constraint(it.map(&mut |id| export.ty(*id)))).collect(),
        examples: it.examples.iter().map(json).collect(),
        rust: RustType { ty: to.ty(id), name, members: rust.members(id).to_vec() },
        protobuf: it.proto.as_deref().map(|it| proto_type(export, it)),
    }
}

fn shape(export: &Export<'_>, to: &mut Writing<'_>, id: TypeId, it: &ir::Shape) -> Shape {
    let ty = |id: &TypeId| export.ty(*id);
    match it {
        ir::Shape::Record { fields, rest } => {
            let names = export.plan.rust.members(id);
            let one = |(at, it): (usize, &ir::Field)| {
                let rust = RustField { name: names.get(at).cloned().unwrap_or_default(), ty: to.field(id, at, it) };
                field(export, it, rust)
            };
            let fields = fields.iter().enumerate().map(one).collect();
            let (rest, kept) = match rest {
                Rest::Ignored => ("ignored", None),
                Rest::Refused => ("refused", None),
                Rest::Kept(of) => ("kept", Some(export.ty(*of))),
            };
            Shape::Record { fields, rest, kept }
        }
        ir::Shape::Enum { values, open } => {
            Shape::Enum { values: values.iter().map(|it| value(export, it)).collect(), open: *open }
        }
        ir::Shape::Union { variants, by } => {
            let (by, tag) = match by {
                UnionBy::Tag(tag) => ("tag", Some(tag.field.clone())),
                UnionBy::ExactlyOne => ("exactly_one", None),
                UnionBy::AnyOf => ("any_of", None),
            };
            Shape::Union { variants: variants.iter().map(|it| variant(export, it)).collect(), by, tag }
        }
        ir::Shape::List(it) => Shape::List { item: ty(it) },
        ir::Shape::Map(it) => Shape::Map { item: ty(it) },
        ir::Shape::Tuple { items, rest } => {
            Shape::Tuple { items: items.iter().map(ty).collect(), rest: rest.as_ref().map(ty) }
        }
        ir::Shape::Scalar(it) => Shape::Scalar { scalar: scalar(*it) },
        ir::Shape::Nullable(it) => Shape::Nullable { item: ty(it) },
        ir::Shape::Any => Shape::Any,
        ir::Shape::Stream(it) => Shape::Stream { item: ty(it) },
    }
}

/// A field, as Rust has it.
pub(super) fn field(export: &Export<'_>, it: &ir::Field, rust: RustField) -> Field {
    Field {
        name: it.name.clone(),
        place: export.place(it.span),
        docs: Docs::of(&it.docs),
        ty: export.ty(it.ty),
        presence: presence(it.presence),
        required: it.presence.is_required(),
        nullable: it.presence.is_nullable(),
        default: it.default.as_ref().map(|it| Literal { value: json(it) }),
        read_only: it.read_only,
        write_only: it.write_only,
        sensitive: it.sensitive,
        unique: it.unique,
        deprecated: it.deprecated,
        rust,
        protobuf: it.proto.as_deref().map(proto_field),
    }
}

fn value(export: &Export<'_>, it: &ir::EnumValue) -> EnumValue {
    EnumValue { value: json(&it.value), name: it.name.clone(), docs: Docs::of(&it.docs), place: export.place(it.span) }
}

fn variant(export: &Export<'_>, it: &ir::Variant) -> Variant {
    Variant { ty: export.ty(it.ty), tags: it.tags.clone(), otherwise: it.otherwise, place: export.place(it.span) }
}

fn presence(it: Presence) -> &'static str {
    match it {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Nullable => "nullable",
        Presence::OptionalNullable => "optional_nullable",
    }
}

/// The word for a scalar.
pub(super) fn scalar(it: Scalar) -> &'static str {
    match it {
        Scalar::Bool => "bool",
        Scalar::Int32 => "int32",
        Scalar::Int64 => "int64",
        Scalar::UInt32 => "uint32",
        Scalar::UInt64 => "uint64",
        Scalar::Float32 => "float32",
        Scalar::Float64 => "float64",
        Scalar::Text => "text",
        Scalar::Base64 => "base64",
        Scalar::Binary => "binary",
        Scalar::Date => "date",
        Scalar::DateTime => "date_time",
        Scalar::Time => "time",
        Scalar::Duration => "duration",
        Scalar::Seconds => "seconds",
        Scalar::FieldMask => "field_mask",
        Scalar::Uuid => "uuid",
        Scalar::Null => "null",
    }
}

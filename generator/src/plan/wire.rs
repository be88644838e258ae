//! Fields of protobuf as the runtime's `message!` has them: what they are on the wire.

use super::rust::Writing;
use zephyrix_ir::vocabulary::{Cardinality, Field, ProtoField, ProtoKind, Shape};
use zephyrix_ir::{Model, TypeId};

/// What a field is on the wire: `proto::Implicit<proto::Text>`.
pub(crate) fn field(to: &mut Writing<'_>, owner: TypeId, it: &Field, proto: &ProtoField) -> String {
    to.uses.add("zephyrix::proto");
    let item = match to.model.shape(it.ty) {
        Shape::List(item) | Shape::Map(item) if is_many(&proto.cardinality) => *item,
        _ => it.ty,
    };
    let boxed = to.rust.is_boxed(to.model, owner, it.ty);
    let kind = value(to, proto, item, boxed);
    match &proto.cardinality {
        Cardinality::Implicit => format!("proto::Implicit<{kind}>"),
        Cardinality::Explicit => format!("proto::Optional<{kind}>"),
        Cardinality::Required => format!("proto::Required<{kind}>"),
        Cardinality::Repeated if is_packable(&proto.kind) => format!("proto::Expanded<{kind}>"),
        Cardinality::Repeated => format!("proto::Repeated<{kind}>"),
        Cardinality::Packed => format!("proto::Packed<{kind}>"),
        Cardinality::Map(key) => format!("proto::Map<proto::{}, {kind}>", scalar(key).unwrap_or("Text")),
    }
}

/// The Rust type of a map's keys.
pub(crate) fn key(kind: &ProtoKind) -> &'static str {
    match kind {
        ProtoKind::Bool => "bool",
        ProtoKind::Int32 | ProtoKind::SInt32 | ProtoKind::SFixed32 => "i32",
        ProtoKind::Int64 | ProtoKind::SInt64 | ProtoKind::SFixed64 => "i64",
        ProtoKind::UInt32 | ProtoKind::Fixed32 => "u32",
        ProtoKind::UInt64 | ProtoKind::Fixed64 => "u64",
        _ => "String",
    }
}

fn is_many(it: &Cardinality) -> bool {
    matches!(it, Cardinality::Repeated | Cardinality::Packed | Cardinality::Map(_))
}

fn is_packable(kind: &ProtoKind) -> bool {
    !matches!(kind, ProtoKind::String | ProtoKind::Bytes | ProtoKind::Message(_) | ProtoKind::Group(_))
}

fn value(to: &mut Writing<'_>, proto: &ProtoField, item: TypeId, boxed: bool) -> String {
    let message = |to: &mut Writing<'_>| {
        let ty = to.ty(item);
        if boxed { format!("Box<{ty}>") } else { ty }
    };
    match &proto.kind {
        ProtoKind::Enum(name) if is_null(name) => "proto::NullValue".to_owned(),
        ProtoKind::Enum(_) => format!("proto::Enum<{}>", to.ty(item)),
        ProtoKind::Message(name) if is_any(name) => {
            format!("proto::Any<{}>", to.rust.registry.as_deref().unwrap_or_default())
        }
        ProtoKind::Message(name) => match well_known(name) {
            Some(known) => known,
            None => format!("proto::Msg<{}>", message(to)),
        },
        ProtoKind::Group(_) => format!("proto::Group<{}, {}>", message(to), proto.number),
        other => format!("proto::{}", scalar(other).unwrap_or("Text")),
    }
}

/// Whether a field is a message of any type.
pub(crate) fn has_any(model: &Model) -> bool {
    let fields = model.types().filter_map(|(_, it)| match &it.shape {
        Shape::Record { fields, .. } => Some(fields),
        _ => None,
    });
    let mut kinds = fields.flatten().filter_map(|it| Some(&it.proto.as_ref()?.kind));
    kinds.any(|it| matches!(it, ProtoKind::Message(name) if is_any(name)))
}

fn is_any(name: &str) -> bool {
    name == "google.protobuf.Any"
}

fn is_null(name: &str) -> bool {
    name == "google.protobuf.NullValue"
}

/// The kind of a message that Rust has another type for.
fn well_known(name: &str) -> Option<String> {
    let name = name.strip_prefix("google.protobuf.")?;
    if ["Timestamp", "Duration", "FieldMask", "Struct", "Value", "ListValue"].contains(&name) {
        return Some(format!("proto::{name}"));
    }
    let wrapped = match name.strip_suffix("Value")? {
        "String" => "Text",
        it @ ("Bool" | "Int32" | "Int64" | "UInt32" | "UInt64" | "Float" | "Double" | "Bytes") => it,
        _ => return None,
    };
    Some(format!("proto::Wrapper<proto::{wrapped}>"))
}

/// The runtime's name of a scalar kind.
fn scalar(kind: &ProtoKind) -> Option<&'static str> {
    Some(match kind {
        ProtoKind::Double => "Double",
        ProtoKind::Float => "Float",
        ProtoKind::Int32 => "Int32",
        ProtoKind::Int64 => "Int64",
        ProtoKind::UInt32 => "UInt32",
        ProtoKind::UInt64 => "UInt64",
        ProtoKind::SInt32 => "SInt32",
        ProtoKind::SInt64 => "SInt64",
        ProtoKind::Fixed32 => "Fixed32",
        ProtoKind::Fixed64 => "Fixed64",
        ProtoKind::SFixed32 => "SFixed32",
        ProtoKind::SFixed64 => "SFixed64",
        ProtoKind::Bool => "Bool",
        ProtoKind::String => "Text",
        ProtoKind::Bytes => "Bytes",
        ProtoKind::Enum(_) | ProtoKind::Message(_) | ProtoKind::Group(_) => return None,
    })
}

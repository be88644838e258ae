//! What only protobuf knows.

use super::places::{Docs, Export, Place, TypeRef};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use zephyrix_ir::vocabulary::{self as ir, Behavior, Cardinality, Idempotency, ProtoKind};

/// A file of protobuf.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ProtoFile {
    /// As it is imported.
    name: String,
    /// A `google.protobuf.FileDescriptorProto`, encoded, in base64.
    descriptor: String,
}

/// What a type is in protobuf.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum ProtoType {
    /// A message.
    Message {
        /// With its package.
        name: String,
        /// Fields of which at most one is there.
        oneofs: Vec<Oneof>,
        /// What must hold of the whole (`buf.validate.message`).
        rules: Vec<Rule>,
        /// The resource it is, as AIP-123 has it: `pubsub.googleapis.com/Topic`.
        resource: Option<String>,
    },
    /// An enum.
    Enum {
        /// With its package.
        name: String,
        /// Of each value of the shape, in order.
        numbers: Vec<i32>,
    },
}

/// Fields of which at most one is there.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Oneof {
    /// As written.
    name: String,
    /// One of them must be there.
    required: bool,
    /// What it is for.
    docs: Docs,
    /// Where it is written.
    place: Option<Place>,
}

/// What must hold, by the rule's name.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Rule {
    /// What programs know it by: `string.min_len`.
    id: String,
    /// What people are told; empty where the rule says it.
    message: String,
}

/// A field of a message.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ProtoField {
    /// As written.
    name: String,
    /// Its number.
    number: u32,
    /// What its values are on the wire: `sint32`, `enum`, `message`, …
    kind: &'static str,
    /// The full name of an enum or message.
    of: Option<String>,
    /// `implicit`, `explicit`, `required`, `repeated`, `packed` or `map`.
    cardinality: &'static str,
    /// Which of the message's `oneofs` it belongs to.
    oneof: Option<usize>,
    /// `google.api.field_behavior`, in protobuf's words.
    behaviors: Vec<&'static str>,
    /// It must be there, and without presence not be the default.
    required: bool,
    /// What must hold of its value (`buf.validate.field`).
    rules: Vec<Rule>,
}

/// An operation as protobuf has it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Rpc {
    /// With its package.
    service: String,
    /// As written.
    method: String,
    /// The message it is asked with.
    input: TypeRef,
    /// The message it answers with.
    output: TypeRef,
    /// Any number of messages are asked with.
    client_streaming: bool,
    /// Any number of messages are answered with.
    server_streaming: bool,
    /// `unknown`, `no_side_effects` or `idempotent`.
    idempotency: &'static str,
    /// Whether an annotation says how HTTP tells it.
    annotated: bool,
}

/// A file.
pub(super) fn file(it: &ir::ProtoFile) -> ProtoFile {
    ProtoFile { name: it.name.clone(), descriptor: STANDARD.encode(&it.descriptor) }
}

/// A type.
pub(super) fn proto_type(export: &Export<'_>, it: &ir::ProtoType) -> ProtoType {
    let oneof = |it: &ir::ProtoOneof| Oneof {
        name: it.name.clone(),
        required: it.required,
        docs: Docs::of(&it.docs),
        place: export.place(it.span),
    };
    match it {
        ir::ProtoType::Message(it) => ProtoType::Message {
            name: it.name.clone(),
            oneofs: it.oneofs.iter().map(oneof).collect(),
            rules: it.rules.iter().map(rule).collect(),
            resource: it.resource.as_ref().map(|it| it.kind.clone()),
        },
        ir::ProtoType::Enum(it) => ProtoType::Enum { name: it.name.clone(), numbers: it.numbers.clone() },
    }
}

fn rule(it: &ir::RuleTest) -> Rule {
    Rule { id: it.id.clone(), message: it.message.clone() }
}

/// A field.
pub(super) fn proto_field(it: &ir::ProtoField) -> ProtoField {
    let (kind, of) = kind(&it.kind);
    ProtoField {
        name: it.name.clone(),
        number: it.number,
        kind,
        of: of.map(str::to_owned),
        cardinality: match it.cardinality {
            Cardinality::Implicit => "implicit",
            Cardinality::Explicit => "explicit",
            Cardinality::Required => "required",
            Cardinality::Repeated => "repeated",
            Cardinality::Packed => "packed",
            Cardinality::Map(_) => "map",
        },
        oneof: it.oneof,
        behaviors: it.behaviors.iter().map(|it| behavior(*it)).collect(),
        required: it.rules.required,
        rules: it.rules.tests.iter().map(rule).collect(),
    }
}

/// A call.
pub(super) fn rpc(export: &Export<'_>, it: &ir::Rpc) -> Rpc {
    Rpc {
        service: it.service.clone(),
        method: it.method.clone(),
        input: export.ty(it.input),
        output: export.ty(it.output),
        client_streaming: it.client_streaming,
        server_streaming: it.server_streaming,
        idempotency: match it.idempotency {
            Idempotency::Unknown => "unknown",
            Idempotency::NoSideEffects => "no_side_effects",
            Idempotency::Idempotent => "idempotent",
        },
        annotated: it.transcoding.stated,
    }
}

fn kind(it: &ProtoKind) -> (&'static str, Option<&str>) {
    match it {
        ProtoKind::Double => ("double", None),
        ProtoKind::Float => ("float", None),
        ProtoKind::Int32 => ("int32", None),
        ProtoKind::Int64 => ("int64", None),
        ProtoKind::UInt32 => ("uint32", None),
        ProtoKind::UInt64 => ("uint64", None),
        ProtoKind::SInt32 => ("sint32", None),
        ProtoKind::SInt64 => ("sint64", None),
        ProtoKind::Fixed32 => ("fixed32", None),
        ProtoKind::Fixed64 => ("fixed64", None),
        ProtoKind::SFixed32 => ("sfixed32", None),
        ProtoKind::SFixed64 => ("sfixed64", None),
        ProtoKind::Bool => ("bool", None),
        ProtoKind::String => ("string", None),
        ProtoKind::Bytes => ("bytes", None),
        ProtoKind::Enum(of) => ("enum", Some(of)),
        ProtoKind::Message(of) => ("message", Some(of)),
        ProtoKind::Group(of) => ("group", Some(of)),
    }
}

fn behavior(it: Behavior) -> &'static str {
    match it {
        Behavior::Optional => "OPTIONAL",
        Behavior::Required => "REQUIRED",
        Behavior::OutputOnly => "OUTPUT_ONLY",
        Behavior::InputOnly => "INPUT_ONLY",
        Behavior::Immutable => "IMMUTABLE",
        Behavior::UnorderedList => "UNORDERED_LIST",
        Behavior::NonEmptyDefault => "NON_EMPTY_DEFAULT",
        Behavior::Identifier => "IDENTIFIER",
    }
}

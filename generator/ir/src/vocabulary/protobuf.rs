//! What protobuf says beyond records and enums: numbers, wire types, and how an rpc is told by HTTP.
//!
//! A message is a record like any other. A `oneof` is its members, each optional, of which at most one is there: that is
//! what JSON has of it. Everything that only protobuf knows stands beside, so that who asks for it finds it and nobody
//! else has to. Names of fields are those of JSON (`lowerCamelCase` or `json_name`); those of the text are here.

use super::{Docs, HttpBinding, Input, MessageOneof, PathPart, RuleTest, Rules, Value};
use crate::{Span, TypeId};
use std::sync::Arc;

/// A file as others are told of it: server reflection, and clients that are made from descriptors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtoFile {
    /// As it is imported: `google/pubsub/v1/pubsub.proto`.
    pub name: String,
    /// A `google.protobuf.FileDescriptorProto`, encoded, with options and without source info.
    pub descriptor: Vec<u8>,
    /// Where those parts are written that no type and no operation has: package and syntax, names of services, what is reserved,
    /// ranges and fields of extensions; by their paths in the descriptor, as source info has them.
    pub places: Vec<(Vec<i32>, Span)>,
}

/// What a type is in protobuf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProtoType {
    /// Of a record.
    Message(ProtoMessage),
    /// Of an enum.
    Enum(ProtoEnum),
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtoMessage {
    /// With its package, without a leading dot: `google.pubsub.v1.Topic`.
    pub name: String,
    /// In the order written; those that only stand for `optional` are none.
    pub oneofs: Vec<ProtoOneof>,
    /// `google.api.resource`: the entity it is.
    pub resource: Option<ProtoResource>,
    /// What must hold of the whole (`buf.validate.message`).
    pub rules: Vec<RuleTest>,
    /// Fields that exclude one another without being a oneof.
    pub exclusive: Vec<MessageOneof>,
}

/// Fields of which at most one is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtoOneof {
    /// As written: `snake_case`.
    pub name: String,
    /// One of them must be there.
    pub required: bool,
    /// What it is for.
    pub docs: Docs,
    /// Where it is written.
    pub span: Span,
}

/// A resource as AIP-123 has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtoResource {
    /// `pubsub.googleapis.com/Topic`.
    pub kind: String,
    /// Templates of its names, without a leading slash: `projects/{project}/topics/{topic}`.
    pub patterns: Vec<String>,
    /// The field that holds its name; `name` unless said.
    pub name_field: String,
    /// `topic`, where it is said.
    pub singular: Option<String>,
    /// `topics`, where it is said.
    pub plural: Option<String>,
}

impl ProtoResource {
    /// Of each pattern that ends in a collection and a name in it: what is before (nothing for those that are in no other), the
    /// collection, and what the name is called. `shelves/{shelf}/books/{book}`: `shelves/{shelf}`, `books`, `book`.
    pub fn collections(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.patterns.iter().filter_map(|it| {
            let (above, last) = it.rsplit_once('/')?;
            let name = last.strip_prefix('{')?.strip_suffix('}').filter(|it| !it.contains(['{', '}']))?;
            let (parent, collection) = above.rsplit_once('/').unwrap_or(("", above));
            (!collection.is_empty() && !collection.contains('{')).then_some((parent, collection, name))
        })
    }
}

/// An enum. It is closed exactly when its shape is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtoEnum {
    /// With its package, without a leading dot.
    pub name: String,
    /// Of each value of the shape, in order. The first is the default.
    pub numbers: Vec<i32>,
    /// Further names of numbers that have one (`allow_alias`).
    pub aliases: Vec<(String, i32)>,
}

/// A field of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtoField {
    /// As written: `snake_case`. The field's own name is that of JSON; a reader takes both.
    pub name: String,
    /// 1 to 536,870,911.
    pub number: u32,
    /// What its values are on the wire; of a map, the values.
    pub kind: ProtoKind,
    /// Whether it may be absent, and how often it may be there.
    pub cardinality: Cardinality,
    /// Which of the message's `oneofs` it belongs to.
    pub oneof: Option<usize>,
    /// What stands for it where it is absent, if that is not the default of its kind (`[default = …]`).
    pub default: Option<Value>,
    /// `google.api.field_behavior` (AIP-203).
    pub behaviors: Vec<Behavior>,
    /// What must hold of its value (`buf.validate.field`).
    pub rules: Rules,
}

/// Whether a field may be absent, and how often it may be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cardinality {
    /// Absent and the default are the same, and neither is written: proto3 without `optional`.
    Implicit,
    /// Absent is something else than the default: proto2, `optional`, messages, members of a oneof.
    Explicit,
    /// Always there: `required` of proto2.
    Required,
    /// Any number of times, each a field of its own.
    Repeated,
    /// Any number of times, all in one field; readers take both.
    Packed,
    /// By key of this kind: an integer, `bool` or `string`. Each entry is a message with fields 1 and 2.
    Map(ProtoKind),
}

/// What a value is on the wire (protobuf's field types); names are full, without a leading dot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProtoKind {
    /// 64 bits.
    Double,
    /// 32 bits.
    Float,
    /// A varint.
    Int32,
    /// A varint; a text in JSON.
    Int64,
    /// A varint.
    UInt32,
    /// A varint; a text in JSON.
    UInt64,
    /// A varint, zigzag.
    SInt32,
    /// A varint, zigzag; a text in JSON.
    SInt64,
    /// 32 bits.
    Fixed32,
    /// 64 bits; a text in JSON.
    Fixed64,
    /// 32 bits.
    SFixed32,
    /// 64 bits; a text in JSON.
    SFixed64,
    /// A varint.
    Bool,
    /// With its length.
    String,
    /// With its length; base64 in JSON.
    Bytes,
    /// A varint; a name in JSON, or a number where it has none.
    Enum(Arc<str>),
    /// With its length. Well-known types are told by their names: the type that the field refers to is a scalar then.
    Message(Arc<str>),
    /// Between a start and an end tag: `group` of proto2, `DELIMITED` of editions.
    Group(Arc<str>),
}

impl ProtoKind {
    /// Whether JSON has a text for it where the model has a number: those of 64 bits, and wrappers of them.
    pub fn is_text_in_json(&self) -> bool {
        match self {
            Self::Int64 | Self::UInt64 | Self::SInt64 | Self::Fixed64 | Self::SFixed64 => true,
            Self::Message(name) => matches!(&**name, "google.protobuf.Int64Value" | "google.protobuf.UInt64Value"),
            _ => false,
        }
    }
}

/// What is said of a field by `google.api.field_behavior`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behavior {
    /// Need not be set.
    Optional,
    /// Must be set, to something else than its default.
    Required,
    /// Set by the service; passed over in requests.
    OutputOnly,
    /// Never in answers.
    InputOnly,
    /// Not to be changed once it is set.
    Immutable,
    /// Of a list: in any order.
    UnorderedList,
    /// Has a default that is not that of its kind.
    NonEmptyDefault,
    /// What tells resources apart.
    Identifier,
}

/// An operation as protobuf has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rpc<R = TypeId> {
    /// With its package: `google.pubsub.v1.Publisher`.
    pub service: String,
    /// As written: `CreateTopic`. It is called at `/<service>/<method>`.
    pub method: String,
    /// The message it is asked with.
    pub input: R,
    /// The message it answers with.
    pub output: R,
    /// Any number of messages are asked with.
    pub client_streaming: bool,
    /// Any number of messages are answered with.
    pub server_streaming: bool,
    /// `idempotency_level`.
    pub idempotency: Idempotency,
    /// How HTTP tells the request message, at the operation's own binding.
    pub transcoding: Transcoding,
    /// Further bindings, which ask the same.
    pub additional: Vec<Route<R>>,
    /// `google.longrunning.operation_info`: what the operation that is answered with ends in.
    pub long_running: Option<LongRunning>,
}

/// What asking twice does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Idempotency {
    /// Not said.
    #[default]
    Unknown,
    /// Nothing is changed: may be asked by `GET`.
    NoSideEffects,
    /// As good as once.
    Idempotent,
}

/// The names of messages, as written: in the scope of the rpc, or full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongRunning {
    /// What it ends with.
    pub response: String,
    /// What is told of it on the way.
    pub metadata: String,
}

/// Another binding of an rpc.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route<R = TypeId> {
    /// Method and path.
    pub http: HttpBinding,
    /// What such a request has, as in [`Operation`](super::Operation).
    pub inputs: Vec<Input<R>>,
    /// What these set.
    pub transcoding: Transcoding,
}

/// The names of fields from a message inwards, as written; none: the message itself.
pub type FieldPath = Vec<String>;

/// How an HTTP request tells a message (`google.api.http`): the inputs of the operation are ordinary ones, and this says what
/// each sets in the message. The same without annotation: `POST /<service>/<method>`, the message in the body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcoding {
    /// Whether an annotation says so.
    pub stated: bool,
    /// Fields that the path sets.
    pub path: Vec<PathField>,
    /// Fields that the query sets: the input's name, and the field.
    pub query: Vec<(String, FieldPath)>,
    /// What the body sets; `None`: there is no body.
    pub body: Option<FieldPath>,
    /// The field of the answer that is its body, where it is not the whole.
    pub response_body: Option<String>,
}

/// A field that is put together from the path: `shelves/{shelf}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathField {
    /// The field.
    pub field: FieldPath,
    /// Its segments, with slashes between them; holes are those of the path.
    pub template: Vec<PathPart>,
}

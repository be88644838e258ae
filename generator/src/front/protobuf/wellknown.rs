//! Messages that JSON has a form of its own for.

use prost_reflect::{Kind, MessageDescriptor};
use zephyrix_ir::Ref;
use zephyrix_ir::vocabulary::{Scalar, Shape};

/// The shape of a well-known type; `None` for any other message, and for those that are ordinary records.
pub(super) fn shape(name: &str) -> Option<Shape<Ref>> {
    let scalar = match name.strip_prefix("google.protobuf.")? {
        "Timestamp" => Scalar::DateTime,
        "Duration" => Scalar::Seconds,
        "FieldMask" => Scalar::FieldMask,
        "StringValue" => Scalar::Text,
        "BoolValue" => Scalar::Bool,
        "Int32Value" => Scalar::Int32,
        "Int64Value" => Scalar::Int64,
        "UInt32Value" => Scalar::UInt32,
        "UInt64Value" => Scalar::UInt64,
        "FloatValue" => Scalar::Float32,
        "DoubleValue" => Scalar::Float64,
        "BytesValue" => Scalar::Base64,
        "Any" | "Struct" | "Value" | "ListValue" | "NullValue" => return Some(Shape::Any),
        _ => return None,
    };
    Some(Shape::Scalar(scalar))
}

/// Whether a message can be all that an rpc sends, or answers: it is a message in Rust, too.
pub(super) fn stands_alone(name: &str, is_sent: bool) -> bool {
    match name.strip_prefix("google.protobuf.") {
        Some("Duration" | "FieldMask") => true,
        Some("StringValue" | "BoolValue" | "Int32Value" | "UInt32Value") => !is_sent,
        _ => shape(name).is_none(),
    }
}

/// Raw bytes with a media type of their own (`google.api.HttpBody`).
pub(super) fn is_raw(it: &MessageDescriptor) -> bool {
    it.full_name() == "google.api.HttpBody"
}

/// The scalar of a kind that is neither enum nor message.
pub(super) fn scalar(kind: &Kind) -> Option<Scalar> {
    Some(match kind {
        Kind::Double => Scalar::Float64,
        Kind::Float => Scalar::Float32,
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => Scalar::Int32,
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => Scalar::Int64,
        Kind::Uint32 | Kind::Fixed32 => Scalar::UInt32,
        Kind::Uint64 | Kind::Fixed64 => Scalar::UInt64,
        Kind::Bool => Scalar::Bool,
        Kind::String => Scalar::Text,
        Kind::Bytes => Scalar::Base64,
        Kind::Enum(_) | Kind::Message(_) => return None,
    })
}

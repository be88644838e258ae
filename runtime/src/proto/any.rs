//! Messages of any type, `google/protobuf/any.proto`; `serde_json::Value` in Rust.

use super::wellknown::{WellKnown, kind_of};
use super::{Bytes, Implicit, Text};
use crate::types::Base64;
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use serde_json::{Value as Json, json};

/// `google.protobuf.Any`: an object with `@type`, and its bytes as base64 in `value`.
///
/// ProtoJSON writes the members of the message instead; that takes its schema, which nobody has for any type at all.
#[derive(Clone, Copy, Debug)]
pub struct Any;

/// What is on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Packed {
    type_url: String,
    value: Base64,
}

crate::message!(Packed "google.protobuf.Any" {
    0: 1 "@type" "type_url" => type_url: Implicit<Text>,
    1: 2 "value" "value" => value: Implicit<Bytes>,
});

impl WellKnown for Any {
    type Value = Json;
    type Wire = Packed;

    fn to_wire(value: &Json) -> Packed {
        Packed::deserialize(value).unwrap_or_default()
    }

    fn from_wire(wire: Packed) -> Option<Json> {
        serde_json::to_value(wire).ok()
    }

    fn absent() -> Json {
        json!({})
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Json, D::Error> {
        let value = Json::deserialize(from)?;
        Packed::deserialize(&value).map_err(D::Error::custom)?;
        Ok(value)
    }

    fn write<S: Serializer>(value: &Json, to: S) -> Result<S::Ok, S::Error> {
        value.serialize(to)
    }
}

kind_of!(Any);

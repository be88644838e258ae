//! Values of fields, by what they hold: bytes and both kinds of JSON, each as the typed messages have it.

use super::layout::{Holds, Literal};
use super::message::Fields;
use crate::proto::{
    Bool, Bytes, Double, Float, Int32, Int64, Kind, Pack, Text, Timestamp, UInt32, UInt64, Value as AnyJson,
};
use crate::types::{Base64, DateTime};
use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{DecodeContext, WireType};
use serde_json::Value as Json;

/// A value of a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Data {
    Bool(bool),
    Int32(i32),
    Int64(i64),
    UInt32(u32),
    UInt64(u64),
    Float(f32),
    Double(f64),
    Text(String),
    Bytes(Base64),
    Timestamp(DateTime),
    Value(Json),
    Enum(i32),
    Message(Fields),
}

/// Which JSON is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// That of the contract.
    Contract,
    /// That of protobuf: ProtoJSON.
    Proto,
}

/// Everything about values that are not messages, by the kinds that typed messages have for them.
macro_rules! kinds {
    (numbers { $($number:ident = $number_kind:ty),* $(,)? } others { $($other:ident = $other_kind:ty),* $(,)? }) => {
        impl Data {
            /// What a field holds that is there and empty.
            pub(super) fn empty(holds: Holds) -> Self {
                match holds {
                    $(Holds::$number => Self::$number(<$number_kind as Kind>::absent()),)*
                    $(Holds::$other => Self::$other(<$other_kind as Kind>::absent()),)*
                    Holds::Enum(_) => Self::Enum(0),
                    Holds::Message(_) => Self::Message(Fields::default()),
                }
            }

            /// Whether a field without presence is left out with this value.
            pub(super) fn is_absent(&self) -> bool {
                match self {
                    $(Self::$number(it) => <$number_kind as Kind>::is_absent(it),)*
                    $(Self::$other(it) => <$other_kind as Kind>::is_absent(it),)*
                    Self::Enum(it) => *it == 0,
                    Self::Message(_) => false,
                }
            }

            /// Writes a field that is no message.
            pub(super) fn encode(&self, number: u32, to: &mut impl BufMut) {
                match self {
                    $(Self::$number(it) => <$number_kind as Kind>::encode(number, it, to),)*
                    $(Self::$other(it) => <$other_kind as Kind>::encode(number, it, to),)*
                    Self::Enum(it) => Int32::encode(number, it, to),
                    Self::Message(_) => {}
                }
            }

            /// How many bytes that takes.
            pub(super) fn encoded_len(&self, number: u32) -> usize {
                match self {
                    $(Self::$number(it) => <$number_kind as Kind>::encoded_len(number, it),)*
                    $(Self::$other(it) => <$other_kind as Kind>::encoded_len(number, it),)*
                    Self::Enum(it) => Int32::encoded_len(number, it),
                    Self::Message(_) => 0,
                }
            }

            /// Writes a number as part of a packed field.
            pub(super) fn pack(&self, to: &mut impl BufMut) {
                match self {
                    $(Self::$number(it) => <$number_kind as Pack>::put(it, to),)*
                    Self::Enum(it) => Int32::put(it, to),
                    _ => {}
                }
            }

            /// How many bytes that takes.
            pub(super) fn packed_len(&self) -> usize {
                match self {
                    $(Self::$number(it) => <$number_kind as Pack>::size(it),)*
                    Self::Enum(it) => Int32::size(it),
                    _ => 0,
                }
            }

            /// How a number stands in a packed field.
            pub(super) fn packed_as(holds: Holds) -> WireType {
                match holds {
                    $(Holds::$number => <$number_kind as Pack>::WIRE,)*
                    _ => WireType::Varint,
                }
            }

            /// Reads a value that is no message.
            pub(super) fn decode(holds: Holds, wire: WireType, from: &mut impl Buf) -> Result<Self, DecodeError> {
                let context = DecodeContext::default();
                let mut data = Self::empty(holds);
                match &mut data {
                    $(Self::$number(it) => <$number_kind as Kind>::merge(wire, it, from, context)?,)*
                    $(Self::$other(it) => <$other_kind as Kind>::merge(wire, it, from, context)?,)*
                    Self::Enum(it) => Int32::merge(wire, it, from, context)?,
                    Self::Message(_) => {}
                }
                Ok(data)
            }

            /// As JSON, where it is neither an enum nor a message.
            fn plain(&self, dialect: Dialect) -> Json {
                let written = match (self, dialect) {
                    $((Self::$number(it), Dialect::Proto) => <$number_kind as Kind>::write(it, serde_json::value::Serializer),)*
                    $((Self::$other(it), Dialect::Proto) => <$other_kind as Kind>::write(it, serde_json::value::Serializer),)*
                    $((Self::$number(it), Dialect::Contract) => serde_json::to_value(it),)*
                    $((Self::$other(it), Dialect::Contract) => serde_json::to_value(it),)*
                    (Self::Enum(_) | Self::Message(_), _) => Ok(Json::Null),
                };
                // What has no form in JSON, as a moment before year 1, cannot have been read.
                written.unwrap_or_default()
            }

            /// From JSON, where it is neither an enum nor a message.
            fn of_plain(holds: Holds, json: &Json, dialect: Dialect) -> Result<Self, serde_json::Error> {
                match (holds, dialect) {
                    $((Holds::$number, Dialect::Proto) => <$number_kind as Kind>::read(json).map(Self::$number),)*
                    $((Holds::$other, Dialect::Proto) => <$other_kind as Kind>::read(json).map(Self::$other),)*
                    $((Holds::$number, Dialect::Contract) => serde::Deserialize::deserialize(json).map(Self::$number),)*
                    $((Holds::$other, Dialect::Contract) => serde::Deserialize::deserialize(json).map(Self::$other),)*
                    (Holds::Enum(_) | Holds::Message(_), _) => Ok(Self::empty(holds)),
                }
            }
        }
    };
}

kinds! {
    numbers { Bool = Bool, Int32 = Int32, Int64 = Int64, UInt32 = UInt32, UInt64 = UInt64, Float = Float, Double = Double }
    others { Text = Text, Bytes = Bytes, Timestamp = Timestamp, Value = AnyJson }
}

impl Data {
    /// As JSON, where it is no message.
    pub(super) fn json(&self, holds: Holds, dialect: Dialect) -> Json {
        match (self, holds) {
            (Self::Enum(number), Holds::Enum(literals)) => literal(*number, literals, dialect),
            _ => self.plain(dialect),
        }
    }

    /// From JSON, where it is no message; or in words what is wrong.
    pub(super) fn of_json(holds: Holds, json: &Json, dialect: Dialect) -> Result<Self, String> {
        match holds {
            Holds::Enum(literals) => number(json, literals, dialect).map(Self::Enum),
            _ => Self::of_plain(holds, json, dialect).map_err(|it| it.to_string()),
        }
    }
}

/// A number that no literal has stays one, which the contract then refuses.
fn literal(number: i32, literals: &[Literal], dialect: Dialect) -> Json {
    match (literals.iter().find(|it| it.number == number), dialect) {
        (Some(it), Dialect::Contract) => it.text.into(),
        (Some(it), Dialect::Proto) => it.name.into(),
        (None, _) => number.into(),
    }
}

fn number(json: &Json, literals: &[Literal], dialect: Dialect) -> Result<i32, String> {
    let number = json.as_i64().and_then(|it| i32::try_from(it).ok()).filter(|_| dialect == Dialect::Proto);
    let called = |it: &&Literal| json.as_str() == Some(if dialect == Dialect::Proto { it.name } else { it.text });
    number
        .or_else(|| literals.iter().find(called).map(|it| it.number))
        .ok_or_else(|| "Is no value of its enum.".to_owned())
}

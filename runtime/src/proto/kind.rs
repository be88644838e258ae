//! What one value is, on the wire and in JSON.

use super::fields::scalar;
use crate::types::Mismatch;
use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{DecodeContext, WireType};
use serde::{Deserializer, Serializer};

/// A kind of value: one of protobuf's scalar types, an enum, a message.
///
/// The type of the Rust value does not tell it: an `i32` may be `int32`, `sint32` or `sfixed32`.
pub trait Kind {
    /// What Rust has for it.
    type Value;

    /// Whether null is one of its values in JSON, and does not mean that there is none.
    const TAKES_NULL: bool = false;

    /// The value of a field that is not there.
    fn absent() -> Self::Value;

    /// Whether a field without presence is left out with this value.
    fn is_absent(value: &Self::Value) -> bool;

    /// Writes a field.
    fn encode(number: u32, value: &Self::Value, to: &mut impl BufMut);

    /// Reads a field whose key is read already.
    ///
    /// # Errors
    /// When the bytes are not such a value.
    fn merge(
        wire: WireType,
        value: &mut Self::Value,
        from: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError>;

    /// How many bytes a field takes, its key included.
    fn encoded_len(number: u32, value: &Self::Value) -> usize;

    /// Reads the value from ProtoJSON.
    ///
    /// # Errors
    /// When it is not such a value.
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error>;

    /// Sets the value, or with a path a field of it, to what a text says; false where there is no such field.
    ///
    /// # Errors
    /// When the text is not such a value.
    fn set(value: &mut Self::Value, path: Option<&str>, text: &str) -> Result<bool, Mismatch> {
        if path.is_none() {
            *value = scalar::<Self>(text)?;
        }
        Ok(path.is_none())
    }

    /// Writes the value as ProtoJSON.
    ///
    /// # Errors
    /// When it has none, as a moment before year 1.
    fn write<S: Serializer>(value: &Self::Value, to: S) -> Result<S::Ok, S::Error>;
}

/// Kinds whose repeated fields may be packed: numbers, `bool`, enums.
pub trait Pack: Kind {
    /// How a single value is written.
    const WIRE: WireType;

    /// Writes a value without a key.
    fn put(value: &Self::Value, to: &mut impl BufMut);

    /// How many bytes that takes.
    fn size(value: &Self::Value) -> usize;
}

/// The functions of a [`Kind`] that prost has for each of its types, as they are; `.0` where the value is in a newtype.
macro_rules! by_prost {
    ($prost:ident $(.$inner:tt)?) => {
        fn encode(number: u32, value: &Self::Value, to: &mut impl ::prost::bytes::BufMut) {
            ::prost::encoding::$prost::encode(number, $crate::proto::kind::by_prost!(@inner value $(.$inner)?), to);
        }

        fn merge(
            wire: ::prost::encoding::WireType,
            value: &mut Self::Value,
            from: &mut impl ::prost::bytes::Buf,
            context: ::prost::encoding::DecodeContext,
        ) -> Result<(), ::prost::DecodeError> {
            ::prost::encoding::$prost::merge(wire, $crate::proto::kind::by_prost!(@value value $(.$inner)?), from, context)
        }

        fn encoded_len(number: u32, value: &Self::Value) -> usize {
            ::prost::encoding::$prost::encoded_len(number, $crate::proto::kind::by_prost!(@inner value $(.$inner)?))
        }
    };
    (@inner $value:ident) => { $value };
    (@inner $value:ident .$inner:tt) => { &$value.$inner };
    (@value $value:ident) => { $value };
    (@value $value:ident .$inner:tt) => { &mut $value.$inner };
}

pub(super) use by_prost;

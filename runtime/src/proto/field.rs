//! A field of a message: a kind of value, and whether there may be none of it, or several.

use crate::json::Writer;
use crate::types::Mismatch;
use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{DecodeContext, WireType};
use serde::{Deserialize, Deserializer, Serializer};
use std::fmt;

/// How a field is on the wire and in JSON; what Rust has for it is `Value`.
pub trait Field {
    /// What is in the struct.
    type Value;

    /// What a message has where the field is not there.
    fn absent() -> Self::Value;

    /// Writes the field, if there is something to write.
    fn encode(number: u32, value: &Self::Value, to: &mut impl BufMut);

    /// Reads the field, or one more of its values; its key is read already.
    ///
    /// # Errors
    /// When the bytes are not such a field.
    fn merge(
        wire: WireType,
        value: &mut Self::Value,
        from: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError>;

    /// How many bytes it takes, keys included.
    fn encoded_len(number: u32, value: &Self::Value) -> usize;

    /// Reads the field from ProtoJSON.
    ///
    /// # Errors
    /// When it is not such a field.
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error>;

    /// Sets the field, or with a path a field of it, to what a text says; of a list, it is one more. False where there is no such
    /// field.
    ///
    /// # Errors
    /// When the text is not such a value.
    fn set(value: &mut Self::Value, path: Option<&str>, text: &str) -> Result<bool, Mismatch>;

    /// Writes the field as ProtoJSON, if there is something to write.
    fn write<S: Serializer>(name: &'static str, value: &Self::Value, to: &mut Writer<S>);
}

/// A field that is read from JSON.
pub struct Slot<F: Field>(pub F::Value);

impl<'de, F: Field> Deserialize<'de> for Slot<F> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        F::read(from).map(Self)
    }
}

impl<F: Field> fmt::Debug for Slot<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field")
    }
}

//! Oneofs: enums by table.

use crate::json::Writer;
use crate::types::Mismatch;
use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{DecodeContext, WireType};
use serde::de::{DeserializeSeed, Deserializer};
use serde::ser::Serializer;
use std::fmt;
use std::marker::PhantomData;

/// At most one of some fields.
pub trait Oneof: Sized {
    /// Writes the field that is there.
    fn encode(&self, to: &mut impl BufMut);

    /// Reads a field, which takes the place of what was there; one message is merged into another of the same field.
    ///
    /// # Errors
    /// When the bytes are not such a field.
    fn merge(
        slot: &mut Option<Self>,
        number: u32,
        wire: WireType,
        from: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError>;

    /// How many bytes it takes, its key included.
    fn encoded_len(&self) -> usize;

    /// Reads the field of a number from ProtoJSON; null is none.
    ///
    /// # Errors
    /// When it is not such a field.
    fn read<'de, D: Deserializer<'de>>(number: u32, from: D) -> Result<Option<Self>, D::Error>;

    /// Sets the field of a number, or with a path a field of it, to what a text says; false where there is no such field.
    ///
    /// # Errors
    /// When the text is not such a value.
    fn set(slot: &mut Option<Self>, number: u32, path: Option<&str>, text: &str) -> Result<bool, Mismatch>;

    /// Writes the field that is there as ProtoJSON.
    fn write<S: Serializer>(&self, to: &mut Writer<S>);
}

/// Makes an enum a oneof: `oneof!(BookCover { 3 "image" => Image: Msg<Image>, 4 "color" => Color: Text })`, with the number and the
/// name in JSON of each.
#[macro_export]
macro_rules! oneof {
    ($name:ident { $($number:literal $json:literal => $variant:ident: $kind:ty),* $(,)? }) => {
        impl $crate::proto::Oneof for $name {
            fn encode(&self, to: &mut impl $crate::proto::prost::bytes::BufMut) {
                match self {
                    $(Self::$variant(it) => <$kind as $crate::proto::Kind>::encode($number, it, to),)*
                }
            }

            fn merge(
                slot: &mut Option<Self>,
                number: u32,
                wire: $crate::proto::prost::encoding::WireType,
                from: &mut impl $crate::proto::prost::bytes::Buf,
                context: $crate::proto::prost::encoding::DecodeContext,
            ) -> ::std::result::Result<(), $crate::proto::prost::DecodeError> {
                match (number, slot) {
                    $(($number, Some(Self::$variant(it))) => {
                        <$kind as $crate::proto::Kind>::merge(wire, it, from, context)
                    })*
                    $(($number, slot) => {
                        let mut it = <$kind as $crate::proto::Kind>::absent();
                        <$kind as $crate::proto::Kind>::merge(wire, &mut it, from, context)?;
                        *slot = Some(Self::$variant(it));
                        Ok(())
                    })*
                    _ => $crate::proto::prost::encoding::skip_field(wire, number, from, context),
                }
            }

            fn encoded_len(&self) -> usize {
                match self {
                    $(Self::$variant(it) => <$kind as $crate::proto::Kind>::encoded_len($number, it),)*
                }
            }

            fn read<'de, D: $crate::json::serde::Deserializer<'de>>(
                number: u32,
                from: D,
            ) -> ::std::result::Result<Option<Self>, D::Error> {
                match number {
                    $($number => Ok($crate::proto::maybe::<$kind, D>(from)?.map(Self::$variant)),)*
                    _ => Ok(None),
                }
            }

            fn set(
                slot: &mut Option<Self>,
                number: u32,
                path: Option<&str>,
                text: &str,
            ) -> ::std::result::Result<bool, $crate::types::Mismatch> {
                match (number, slot) {
                    $(($number, Some(Self::$variant(it))) => <$kind as $crate::proto::Kind>::set(it, path, text),)*
                    $(($number, slot) => {
                        let mut it = <$kind as $crate::proto::Kind>::absent();
                        let known = <$kind as $crate::proto::Kind>::set(&mut it, path, text)?;
                        *slot = Some(Self::$variant(it)).filter(|_| known);
                        Ok(known)
                    })*
                    _ => Ok(false),
                }
            }

            fn write<S: $crate::json::serde::Serializer>(&self, to: &mut $crate::json::Writer<S>) {
                match self {
                    $(Self::$variant(it) => $crate::proto::write::<$kind, S>($json, it, to),)*
                }
            }
        }
    };
}

/// Reads the member of a oneof that has a number.
pub(super) struct Member<O> {
    number: u32,
    marker: PhantomData<O>,
}

impl<O> Member<O> {
    pub(super) fn new(number: u32) -> Self {
        Self { number, marker: PhantomData }
    }
}

impl<'de, O: Oneof> DeserializeSeed<'de> for Member<O> {
    type Value = Option<O>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<O>, D::Error> {
        O::read(self.number, from)
    }
}

impl<O> fmt::Debug for Member<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "field {}", self.number)
    }
}

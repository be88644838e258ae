//! Messages that have a type of their own in Rust, and a form of their own in JSON.

use super::{Field as _, Implicit, Kind};
use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{DecodeContext, WireType};
use serde::{Deserializer, Serializer};
use std::marker::PhantomData;

/// A message that Rust has another type for.
pub trait WellKnown {
    /// What Rust has.
    type Value;
    /// What is on the wire.
    type Wire: prost::Message + Default;

    /// Whether null is one of its values in JSON.
    const TAKES_NULL: bool = false;

    /// The message of a value.
    fn to_wire(value: &Self::Value) -> Self::Wire;

    /// The value of a message; `None` where it is beyond what the message's documentation allows.
    fn from_wire(wire: Self::Wire) -> Option<Self::Value>;

    /// The value of a message without fields.
    fn absent() -> Self::Value;

    /// Reads it from ProtoJSON.
    ///
    /// # Errors
    /// When it is not such a value.
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error>;

    /// Writes it as ProtoJSON.
    ///
    /// # Errors
    /// When it has none.
    fn write<S: Serializer>(value: &Self::Value, to: S) -> Result<S::Ok, S::Error>;
}

/// Makes a [`WellKnown`] message a [`Kind`](super::Kind).
macro_rules! kind_of {
    ($name:ty $(, where $($bound:tt)*)?) => {
        impl$(<$($bound)*>)? $crate::proto::Kind for $name {
            type Value = <Self as $crate::proto::wellknown::WellKnown>::Value;

            const TAKES_NULL: bool = <Self as $crate::proto::wellknown::WellKnown>::TAKES_NULL;

            fn absent() -> Self::Value {
                <Self as $crate::proto::wellknown::WellKnown>::absent()
            }

            fn is_absent(_: &Self::Value) -> bool {
                false
            }

            fn encode(number: u32, value: &Self::Value, to: &mut impl ::prost::bytes::BufMut) {
                ::prost::encoding::message::encode(number, &Self::to_wire(value), to);
            }

            fn merge(
                wire: ::prost::encoding::WireType,
                value: &mut Self::Value,
                from: &mut impl ::prost::bytes::Buf,
                context: ::prost::encoding::DecodeContext,
            ) -> Result<(), ::prost::DecodeError> {
                $crate::proto::wellknown::merge::<Self>(wire, value, from, context)
            }

            fn encoded_len(number: u32, value: &Self::Value) -> usize {
                ::prost::encoding::message::encoded_len(number, &Self::to_wire(value))
            }

            fn read<'de, D: ::serde::Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error> {
                <Self as $crate::proto::wellknown::WellKnown>::read(from)
            }

            fn write<S: ::serde::Serializer>(value: &Self::Value, to: S) -> Result<S::Ok, S::Error> {
                <Self as $crate::proto::wellknown::WellKnown>::write(value, to)
            }
        }
    };
}

/// Makes the type that Rust has for a [`WellKnown`] message a message itself: what a call may send or answer.
macro_rules! message_of {
    ($name:ty) => {
        impl ::prost::Message for $name {
            fn encode_raw(&self, to: &mut impl ::prost::bytes::BufMut) {
                Self::to_wire(self).encode_raw(to);
            }

            fn merge_field(
                &mut self,
                tag: u32,
                wire: ::prost::encoding::WireType,
                from: &mut impl ::prost::bytes::Buf,
                context: ::prost::encoding::DecodeContext,
            ) -> Result<(), ::prost::DecodeError> {
                let mut message = Self::to_wire(self);
                message.merge_field(tag, wire, from, context)?;
                *self = Self::from_wire(message).ok_or_else($crate::proto::wellknown::out_of_range)?;
                Ok(())
            }

            fn encoded_len(&self) -> usize {
                Self::to_wire(self).encoded_len()
            }

            fn clear(&mut self) {
                *self = Self::absent();
            }
        }

        #[cfg(feature = "http")]
        impl $crate::Validate for $name {
            fn validate(&self, _: &mut $crate::Check) {}
        }

        impl $crate::proto::Fields for $name {
            fn set(&mut self, path: &str, text: &str) -> Result<bool, $crate::types::Mismatch> {
                let mut message = Self::to_wire(self);
                let is_set = $crate::proto::Fields::set(&mut message, path, text)?;
                let beyond = || $crate::types::Mismatch::new("format", "Must be within what its type allows.");
                *self = Self::from_wire(message).ok_or_else(beyond)?;
                Ok(is_set)
            }
        }
    };
}

pub(super) use {kind_of, message_of};

pub(super) fn merge<W: WellKnown>(
    wire: WireType,
    value: &mut W::Value,
    from: &mut impl Buf,
    context: DecodeContext,
) -> Result<(), DecodeError> {
    let mut message = W::to_wire(value);
    prost::encoding::message::merge(wire, &mut message, from, context)?;
    *value = W::from_wire(message).ok_or_else(out_of_range)?;
    Ok(())
}

#[cold]
#[allow(deprecated)] // There is no other way to say what is wrong but is no matter of bytes.
pub(super) fn out_of_range() -> DecodeError {
    DecodeError::new("a value is beyond what its type allows")
}

/// A scalar in a message, so that it may be absent, `google/protobuf/wrappers.proto`; the scalar itself in JSON.
#[derive(Debug)]
pub struct Wrapper<K>(PhantomData<K>);

/// What is on the wire of a wrapper.
#[derive(Debug)]
pub struct Wrapped<T, K> {
    value: T,
    marker: PhantomData<fn() -> K>,
}

impl<K: Kind> Default for Wrapped<K::Value, K> {
    fn default() -> Self {
        Self { value: K::absent(), marker: PhantomData }
    }
}

impl<K: Kind<Value: Send + Sync>> prost::Message for Wrapped<K::Value, K> {
    fn encode_raw(&self, to: &mut impl BufMut) {
        Implicit::<K>::encode(1, &self.value, to);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire: WireType,
        from: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            1 => K::merge(wire, &mut self.value, from, context),
            _ => prost::encoding::skip_field(wire, number, from, context),
        }
    }

    fn encoded_len(&self) -> usize {
        Implicit::<K>::encoded_len(1, &self.value)
    }

    fn clear(&mut self) {
        self.value = K::absent();
    }
}

impl<K: Kind<Value: Clone + Send + Sync>> WellKnown for Wrapper<K> {
    type Value = K::Value;
    type Wire = Wrapped<K::Value, K>;

    fn to_wire(value: &K::Value) -> Self::Wire {
        Wrapped { value: value.clone(), marker: PhantomData }
    }

    fn from_wire(wire: Self::Wire) -> Option<K::Value> {
        Some(wire.value)
    }

    fn absent() -> K::Value {
        K::absent()
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<K::Value, D::Error> {
        K::read(from)
    }

    fn write<S: Serializer>(value: &K::Value, to: S) -> Result<S::Ok, S::Error> {
        K::write(value, to)
    }
}

kind_of!(Wrapper<K>, where K: Kind<Value: Clone + Send + Sync>);

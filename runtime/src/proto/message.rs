//! Messages: structs by table.

use super::field::Slot;
use super::fields::Fields;
use super::kind::{Kind, by_prost};
use crate::json::Members;
use crate::types::Mismatch;
use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{self as wire, DecodeContext, WireType};
use serde::de::{DeserializeOwned, Deserializer, MapAccess};
use serde::ser::{Serialize, Serializer};
use std::marker::PhantomData;

/// Makes a struct a message: `prost::Message` for its bytes, `Deserialize` and `Serialize` for ProtoJSON, and `Default`.
///
/// ```text
/// message!(Book "library.v1.Book" {
///     0: 1 "name" "name" => name: Implicit<Text>,
///     1: 2 "pageCount" "page_count" => page_count: Implicit<Int32>,
///     2: 3 "image" "image" => image: Optional<Msg<Image>>,
///     3: 4 "color" "color" => color: Optional<Text>,
/// } [3 image, 4 color]);
/// ```
///
/// Each field has its position, number, name in JSON and name in the schema, and after `|` what it was called before. Those of a oneof, each an `Option`, are named after
/// all: at most one of them is there, the last that is read.
#[macro_export]
macro_rules! message {
    ($name:ident $full:literal {
        $($at:literal: $number:literal $json:literal $proto:literal $(| $former:literal)* => $field:ident: $kind:ty),* $(,)?
    } $([$($group_number:literal $group:ident),* $(,)?])*) => {
        impl ::std::default::Default for $name {
            fn default() -> Self {
                Self {
                    $($field: <$kind as $crate::proto::Field>::absent(),)*
                }
            }
        }

        #[allow(unused_variables, clippy::manual_range_patterns)]
        impl $crate::proto::prost::Message for $name {
            fn encode_raw(&self, to: &mut impl $crate::proto::prost::bytes::BufMut) {
                $(<$kind as $crate::proto::Field>::encode($number, &self.$field, to);)*
            }

            fn merge_field(
                &mut self,
                number: u32,
                wire: $crate::proto::prost::encoding::WireType,
                from: &mut impl $crate::proto::prost::bytes::Buf,
                context: $crate::proto::prost::encoding::DecodeContext,
            ) -> ::std::result::Result<(), $crate::proto::prost::DecodeError> {
                $(if matches!(number, $($group_number)|*) {
                    $(if number != $group_number {
                        self.$group = None;
                    })*
                })*
                match number {
                    $($number => <$kind as $crate::proto::Field>::merge(wire, &mut self.$field, from, context)
                        .map_err(|error| $crate::proto::within(error, stringify!($name), $proto)),)*
                    _ => $crate::proto::prost::encoding::skip_field(wire, number, from, context),
                }
            }

            fn encoded_len(&self) -> usize {
                0 $(+ <$kind as $crate::proto::Field>::encoded_len($number, &self.$field))*
            }

            fn clear(&mut self) {
                *self = Self::default();
            }
        }

        #[allow(unused_variables)]
        impl $crate::proto::Fields for $name {
            #[allow(unreachable_patterns)] // Many a name is the same in JSON.
            fn set(&mut self, path: &str, text: &str) -> ::std::result::Result<bool, $crate::types::Mismatch> {
                let (name, rest) = $crate::proto::first(path);
                let known = match name {
                    $($json | $proto => <$kind as $crate::proto::Field>::set(&mut self.$field, rest, text)?,)*
                    _ => false,
                };
                $(if $crate::proto::several(&[$(self.$group.is_some()),*]) {
                    return Err($crate::types::Mismatch::new("oneof", $crate::proto::SEVERAL));
                })*
                Ok(known)
            }
        }

        impl $crate::proto::prost::Name for $name {
            const NAME: &'static str = stringify!($name);
            const PACKAGE: &'static str = "";

            fn full_name() -> ::std::string::String {
                $full.into()
            }

            fn type_url() -> ::std::string::String {
                ::std::concat!("type.googleapis.com/", $full).into()
            }
        }

        #[allow(unused_mut)]
        impl<'de> $crate::json::Record<'de> for $name {
            const TABLE: &'static $crate::json::Table = &$crate::json::Table {
                name: stringify!($name),
                fields: &[$($json),*],
                names: &[$($json,)* $($(::std::concat!($json, "\0", $former),)*)*],
                also: &[$($proto),*],
                required: &[],
                closed: false,
                keeps: false,
            };

            fn read<A: $crate::json::serde::de::MapAccess<'de>>(
                mut members: $crate::json::Members<A>,
            ) -> ::std::result::Result<Self, A::Error> {
                let mut message = Self::default();
                while let Some(at) = members.next()? {
                    match at {
                        $($at => message.$field = $crate::proto::field::<$kind, A>(&mut members)?,)*
                        _ => members.pass()?,
                    }
                }
                $(if $crate::proto::several(&[$(message.$group.is_some()),*]) {
                    return Err($crate::json::serde::de::Error::custom($crate::proto::SEVERAL));
                })*
                Ok(message)
            }
        }

        impl<'de> $crate::json::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::json::serde::Deserializer<'de>>(
                from: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::json::record(from)
            }
        }

        #[allow(unused_mut)]
        impl $crate::json::serde::Serialize for $name {
            fn serialize<S: $crate::json::serde::Serializer>(&self, to: S) -> ::std::result::Result<S::Ok, S::Error> {
                let mut to = $crate::json::Writer::new(to);
                $(<$kind as $crate::proto::Field>::write($json, &self.$field, &mut to);)*
                to.finish()
            }
        }
    };
}

/// A message in a field.
#[derive(Debug)]
pub struct Msg<M>(PhantomData<M>);

/// A message between two tags of a number: `group` of proto2, `DELIMITED` of editions.
#[derive(Debug)]
pub struct Group<M, const NUMBER: u32>(PhantomData<M>);

/// What both have in common.
macro_rules! message_kind {
    () => {
        type Value = M;

        fn absent() -> M {
            M::default()
        }

        /// A message that is there is never left out.
        fn is_absent(_: &M) -> bool {
            false
        }

        fn read<'de, D: Deserializer<'de>>(from: D) -> Result<M, D::Error> {
            M::deserialize(from)
        }

        fn set(value: &mut M, path: Option<&str>, text: &str) -> Result<bool, Mismatch> {
            path.map_or(Ok(false), |path| value.set(path, text))
        }

        fn write<S: Serializer>(value: &M, to: S) -> Result<S::Ok, S::Error> {
            value.serialize(to)
        }
    };
}

impl<M: prost::Message + Default + Fields + Serialize + DeserializeOwned> Kind for Msg<M> {
    message_kind!();
    by_prost!(message);
}

impl<M: prost::Message + Default + Fields + Serialize + DeserializeOwned, const NUMBER: u32> Kind for Group<M, NUMBER> {
    message_kind!();

    fn encode(number: u32, value: &M, to: &mut impl BufMut) {
        wire::group::encode(number, value, to);
    }

    fn merge(wire: WireType, value: &mut M, from: &mut impl Buf, context: DecodeContext) -> Result<(), DecodeError> {
        wire::group::merge(NUMBER, wire, value, from, context)
    }

    fn encoded_len(number: u32, value: &M) -> usize {
        wire::group::encoded_len(number, value)
    }
}

/// Reads a member that is a field.
///
/// # Errors
/// When it is not such a field, or was there before.
pub fn field<'de, F: super::Field, A: MapAccess<'de>>(members: &mut Members<A>) -> Result<F::Value, A::Error> {
    let mut slot = None;
    members.required::<Slot<F>>(&mut slot)?;
    Ok(slot.map_or_else(F::absent, |it| it.0))
}

/// Whether more than one field of a oneof is there.
pub fn several(given: &[bool]) -> bool {
    given.iter().filter(|it| **it).count() > 1
}

/// What is wrong then.
pub const SEVERAL: &str = "More than one field of a oneof is given.";

/// Says in which message and field something was found wrong.
#[cold]
pub fn within(mut error: DecodeError, message: &'static str, field: &'static str) -> DecodeError {
    error.push(message, field);
    error
}

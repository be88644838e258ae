//! Messages: structs by table.

use super::field::Slot;
use super::fields::Fields;
use super::kind::{Kind, by_prost};
use super::oneof::{Member, Oneof};
use crate::json::Members;
use crate::types::Mismatch;
use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{self as wire, DecodeContext, WireType};
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess};
use serde::ser::{Serialize, Serializer};
use std::marker::PhantomData;

/// Makes a struct a message: `prost::Message` for its bytes, `Deserialize` and `Serialize` for ProtoJSON, and `Default`.
///
/// ```text
/// message!(Book "library.v1.Book" {
///     0: 1 "name" "name" => name: Implicit<Text>,
///     1: 2 "pageCount" "page_count" => page_count: Implicit<Int32>,
/// } cover: BookCover {
///     2: 3 "image" "image",
///     3: 4 "color" "color",
/// });
/// ```
///
/// Each member has its position, number, name in JSON and name in the schema; a oneof its field and enum, made by
/// [`oneof!`](crate::oneof), with the members that are in it. A oneof whose members are fields, each an `Option`, is written
/// after all that, by number and field: `[3 image, 4 color]`.
#[macro_export]
macro_rules! message {
    ($name:ident $full:literal {
        $($at:literal: $number:literal $json:literal $proto:literal => $field:ident: $kind:ty),* $(,)?
    } $($one:ident: $of:ident {
        $($one_at:literal: $one_number:literal $one_json:literal $one_proto:literal),* $(,)?
    })* $([$($group_number:literal $group:ident),* $(,)?])*) => {
        impl ::std::default::Default for $name {
            fn default() -> Self {
                Self {
                    $($field: <$kind as $crate::proto::Field>::absent(),)*
                    $($one: None,)*
                }
            }
        }

        #[allow(unused_variables, clippy::manual_range_patterns)]
        impl $crate::proto::prost::Message for $name {
            fn encode_raw(&self, to: &mut impl $crate::proto::prost::bytes::BufMut) {
                $(<$kind as $crate::proto::Field>::encode($number, &self.$field, to);)*
                $(if let Some(it) = &self.$one {
                    $crate::proto::Oneof::encode(it, to);
                })*
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
                    $($($one_number)|* => $crate::proto::Oneof::merge(&mut self.$one, number, wire, from, context)
                        .map_err(|error| $crate::proto::within(error, stringify!($name), stringify!($one))),)*
                    _ => $crate::proto::prost::encoding::skip_field(wire, number, from, context),
                }
            }

            fn encoded_len(&self) -> usize {
                0 $(+ <$kind as $crate::proto::Field>::encoded_len($number, &self.$field))*
                    $(+ self.$one.as_ref().map_or(0, $crate::proto::Oneof::encoded_len))*
            }

            fn clear(&mut self) {
                *self = Self::default();
            }
        }

        impl $crate::proto::Fields for $name {
            #[allow(unreachable_patterns)] // Many a name is the same in JSON.
            fn set(&mut self, path: &str, text: &str) -> ::std::result::Result<bool, $crate::types::Mismatch> {
                let (name, rest) = $crate::proto::first(path);
                match name {
                    $($json | $proto => <$kind as $crate::proto::Field>::set(&mut self.$field, rest, text),)*
                    $($($one_json | $one_proto => {
                        $crate::proto::Oneof::set(&mut self.$one, $one_number, rest, text)
                    })*)*
                    _ => Ok(false),
                }
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

        impl<'de> $crate::json::Record<'de> for $name {
            const TABLE: &'static $crate::json::Table = &$crate::json::Table {
                name: stringify!($name),
                fields: &[$($json,)* $($($one_json,)*)*],
                also: &[$($proto,)* $($($one_proto,)*)*],
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
                        $($($one_at => $crate::proto::one($one_number, &mut message.$one, &mut members)?,)*)*
                        _ => members.pass()?,
                    }
                }
                $($crate::proto::at_most_one(&[$(message.$group.is_some()),*])?;)*
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

        impl $crate::json::serde::Serialize for $name {
            fn serialize<S: $crate::json::serde::Serializer>(&self, to: S) -> ::std::result::Result<S::Ok, S::Error> {
                let mut to = $crate::json::Writer::new(to);
                $(<$kind as $crate::proto::Field>::write($json, &self.$field, &mut to);)*
                $(if let Some(it) = &self.$one {
                    $crate::proto::Oneof::write(it, &mut to);
                })*
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

/// Reads a member that is in a oneof.
///
/// # Errors
/// When it is not such a field, or another of the oneof was there before.
pub fn one<'de, O: Oneof, A: MapAccess<'de>>(
    number: u32,
    slot: &mut Option<O>,
    members: &mut Members<A>,
) -> Result<(), A::Error> {
    let Some(given) = members.seeded(Member::new(number))? else { return Ok(()) };
    if slot.replace(given).is_some() {
        return Err(A::Error::custom(TOO_MANY));
    }
    Ok(())
}

/// Refuses an object that has more than one member of a oneof.
///
/// # Errors
/// When it has.
pub fn at_most_one<E: Error>(given: &[bool]) -> Result<(), E> {
    if given.iter().filter(|it| **it).count() > 1 {
        return Err(E::custom(TOO_MANY));
    }
    Ok(())
}

const TOO_MANY: &str = "More than one field of a oneof is given.";

/// Says in which message and field something was found wrong.
#[cold]
pub fn within(mut error: DecodeError, message: &'static str, field: &'static str) -> DecodeError {
    error.push(message, field);
    error
}

//! Enums: numbers with names.

use super::fields::scalar;
use super::json;
use super::kind::{Kind, Pack};
use crate::types::Mismatch;
use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{self as wire, DecodeContext, WireType};
use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;
use std::fmt;
use std::marker::PhantomData;

/// An enum of protobuf.
pub trait Enumeration: Copy + 'static {
    /// Every value's name and number; those after the first of a number are aliases.
    const VALUES: &'static [(&'static str, i32)];

    /// The value of a number; `None` where a closed enum has no such.
    fn of(number: i32) -> Option<Self>;

    /// The value's number.
    fn number(self) -> i32;
}

/// Makes an enum of variants one of protobuf: `enumeration!(Color { Red = 0 "RED", Blue = 1 "BLUE" } else Unrecognized)`.
///
/// The first is the default. With `else` it is open, and has a variant that keeps a number that is not listed.
/// `also { "AZURE" = 1 }` names aliases.
#[macro_export]
macro_rules! enumeration {
    ($name:ident { $first:ident = $zero:literal $first_text:literal $(, $variant:ident = $number:literal $text:literal)* $(,)? }
        $(else $unknown:ident)? $(also { $($alias:literal = $aliased:literal),* $(,)? })?) => {
        impl $crate::proto::Enumeration for $name {
            const VALUES: &'static [(&'static str, i32)] =
                &[($first_text, $zero), $(($text, $number),)* $($(($alias, $aliased),)*)?];

            #[allow(unreachable_code)]
            fn of(number: i32) -> Option<Self> {
                Some(match number {
                    $zero => Self::$first,
                    $($number => Self::$variant,)*
                    _ => {
                        $(return Some(Self::$unknown(number));)?
                        return None;
                    }
                })
            }

            fn number(self) -> i32 {
                match self {
                    Self::$first => $zero,
                    $(Self::$variant => $number,)*
                    $(Self::$unknown(number) => number,)?
                }
            }
        }

        impl ::std::default::Default for $name {
            fn default() -> Self {
                Self::$first
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::proto::show(*self, f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::types::Mismatch;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                $crate::proto::value_of(text)
            }
        }

        impl $crate::FromText for $name {
            fn from_text(text: &str) -> ::std::result::Result<Self, $crate::types::Mismatch> {
                $crate::proto::value_of(text)
            }
        }

        impl<'de> $crate::json::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::json::serde::Deserializer<'de>>(
                from: D,
            ) -> ::std::result::Result<Self, D::Error> {
                <$crate::proto::Enum<Self> as $crate::proto::Kind>::read(from)
            }
        }

        impl $crate::json::serde::Serialize for $name {
            fn serialize<S: $crate::json::serde::Serializer>(&self, to: S) -> ::std::result::Result<S::Ok, S::Error> {
                <$crate::proto::Enum<Self> as $crate::proto::Kind>::write(self, to)
            }
        }
    };
}

/// Writes a value's name, or its number where it has none.
///
/// # Errors
/// Those of the formatter.
pub fn show<E: Enumeration>(value: E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match name(value) {
        Some(name) => f.write_str(name),
        None => write!(f, "{}", value.number()),
    }
}

fn name<E: Enumeration>(value: E) -> Option<&'static str> {
    E::VALUES.iter().find(|it| it.1 == value.number()).map(|it| it.0)
}

/// The value that a text names, by name or number.
///
/// # Errors
/// When it names none.
pub fn value_of<E: Enumeration>(text: &str) -> Result<E, Mismatch> {
    let named = E::VALUES.iter().find(|it| it.0 == text).map(|it| it.1);
    let value = named.or_else(|| text.parse().ok()).and_then(E::of);
    value.ok_or_else(|| Mismatch::new("enum", one_of::<E>()))
}

fn one_of<E: Enumeration>() -> String {
    let names: Vec<&str> = E::VALUES.iter().map(|it| it.0).collect();
    format!("Must be one of {}.", names.join(", "))
}

/// An enum in a field.
#[derive(Debug)]
pub struct Enum<E>(PhantomData<E>);

impl<E: Enumeration + Default> Kind for Enum<E> {
    type Value = E;

    fn absent() -> E {
        E::default()
    }

    fn is_absent(value: &E) -> bool {
        value.number() == 0
    }

    fn encode(number: u32, value: &E, to: &mut impl BufMut) {
        wire::int32::encode(number, &value.number(), to);
    }

    fn merge(wire: WireType, value: &mut E, from: &mut impl Buf, context: DecodeContext) -> Result<(), DecodeError> {
        let mut number = 0;
        wire::int32::merge(wire, &mut number, from, context)?;
        // A closed enum passes over what it does not know.
        *value = E::of(number).unwrap_or(*value);
        Ok(())
    }

    fn encoded_len(number: u32, value: &E) -> usize {
        wire::int32::encoded_len(number, &value.number())
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<E, D::Error> {
        from.deserialize_any(Reader(PhantomData))
    }

    fn set(value: &mut E, path: Option<&str>, text: &str) -> Result<bool, Mismatch> {
        if path.is_none() {
            // Nothing tells a number from a name but how it looks.
            let numbered = text.parse().ok().and_then(E::of);
            *value = numbered.map_or_else(|| scalar::<Self>(text), Ok)?;
        }
        Ok(path.is_none())
    }

    fn write<S: Serializer>(value: &E, to: S) -> Result<S::Ok, S::Error> {
        match name(*value) {
            Some(name) => to.serialize_str(name),
            None => to.serialize_i32(value.number()),
        }
    }
}

impl<E: Enumeration + Default> Pack for Enum<E> {
    const WIRE: WireType = WireType::Varint;

    fn put(value: &E, to: &mut impl BufMut) {
        super::Int32::put(&value.number(), to);
    }

    fn size(value: &E) -> usize {
        super::Int32::size(&value.number())
    }
}

struct Reader<E>(PhantomData<E>);

impl<E: Enumeration> Visitor<'_> for Reader<E> {
    type Value = E;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&one_of::<E>())
    }

    fn visit_str<X: Error>(self, text: &str) -> Result<E, X> {
        let named = E::VALUES.iter().find(|it| it.0 == text).and_then(|it| E::of(it.1));
        named.ok_or_else(|| X::custom(one_of::<E>()))
    }

    fn visit_i64<X: Error>(self, number: i64) -> Result<E, X> {
        let known = i32::try_from(number).ok().and_then(E::of);
        known.ok_or_else(|| X::custom(one_of::<E>()))
    }

    fn visit_u64<X: Error>(self, number: u64) -> Result<E, X> {
        self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn visit_f64<X: Error>(self, number: f64) -> Result<E, X> {
        json::integer(number).and_then(|it| self.visit_i64(it))
    }
}

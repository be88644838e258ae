//! Records of JSON by table: what serde's derive does, in a fraction of the code that the compiler has to look at.
//!
//! A generated record is a plain struct and one call of [`record!`](crate::record), which names each member, its field
//! and how it is read and written. All that does not depend on the types of fields is here, once.

pub(super) mod read;
mod write;

pub use read::{Members, Record, Table, record};
pub use write::Writer;

/// Makes a struct a record of JSON: `Deserialize` and `Serialize`.
///
/// `record!(Pet { 0 "id" => id: required, 1 "tag" => tag: optional })` with, for each member, its position, name, field
/// and kind:
///
/// | kind | field | read | written |
/// |---|---|---|---|
/// | `required` | `T` | must be there | always |
/// | `optional` | `Option<T>` | may be absent; null only where `T` is `Option` | unless `None` |
/// | `defaulted(make)` | `T` | `make()` where absent | always |
/// | `lenient` | `Option<T>` | may be absent or null | unless `None` |
/// | `nullable` | `Option<T>` | may be absent or null | always |
///
/// A member that was called otherwise is read under its earlier names, too: `0 "colour" | "color" => …`.
///
/// `closed Pet { … }` refuses other members, `Pet { … } ..rest` keeps them in a map.
#[macro_export]
macro_rules! record {
    ($name:ident { $($fields:tt)* } $(..$rest:ident)?) => {
        $crate::record!(@all false, $name { $($fields)* } $(..$rest)?);
    };
    (closed $name:ident { $($fields:tt)* }) => {
        $crate::record!(@all true, $name { $($fields)* });
    };
    (@all $closed:literal, $name:ident {
        $($at:literal $wire:literal $(| $former:literal)* => $field:ident: $kind:ident $(($make:expr))?),* $(,)?
    } $(..$rest:ident)?) => {
        impl<'de> $crate::json::Record<'de> for $name {
            const TABLE: &'static $crate::json::Table = &$crate::json::Table {
                name: stringify!($name),
                fields: &[$($wire),*],
                names: &[$($wire,)* $($(::std::concat!($wire, "\0", $former),)*)*],
                also: &[],
                required: &[$($crate::record!(@required $kind)),*],
                closed: $closed,
                keeps: $crate::record!(@keeps $($rest)?),
            };

            #[allow(irrefutable_let_patterns)]
            fn read<A: $crate::json::serde::de::MapAccess<'de>>(
                mut members: $crate::json::Members<A>,
            ) -> ::std::result::Result<Self, A::Error> {
                $(let mut $field = None;)*
                $(let mut $rest = ::std::collections::BTreeMap::new();)?
                while let Some(at) = members.next()? {
                    match at {
                        $($at => members.$kind(&mut $field),)*
                        _ => $crate::record!(@other members $($rest)?),
                    }?;
                }
                let ($($crate::record!(@pattern $kind $field),)*) = ($($field,)*) else {
                    return Err(members.missing());
                };
                Ok(Self { $($field: $crate::record!(@value $field $($make)?),)* $($rest)? })
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
                $(to.$kind($wire, &self.$field);)*
                $(to.entries(&self.$rest);)?
                to.finish()
            }
        }
    };
    (@keeps) => { false };
    (@keeps $rest:ident) => { true };
    (@required required) => { true };
    (@required $kind:ident) => { false };
    (@pattern required $field:ident) => { Some($field) };
    (@pattern $kind:ident $field:ident) => { $field };
    (@value $field:ident) => { $field };
    (@value $field:ident $make:expr) => { $field.unwrap_or_else($make) };
    (@other $members:ident) => { $members.pass() };
    (@other $members:ident $rest:ident) => { $members.keep(&mut $rest) };
}

//! Messages that say whatever JSON can say, `google/protobuf/struct.proto`; `serde_json::Value` in Rust.

use super::kind::Kind;
use super::wellknown::{WellKnown, kind_of};
use super::{Bool, Double, Enum, Enumeration, Map, Msg, Optional, Repeated, Text};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What is on the wire of a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Wire {
    null: Option<Null>,
    number: Option<f64>,
    text: Option<String>,
    bool: Option<bool>,
    object: Option<Members>,
    list: Option<Items>,
}

crate::message!(Wire "google.protobuf.Value" {
    0: 1 "nullValue" "null_value" => null: Optional<Enum<Null>>,
    1: 2 "numberValue" "number_value" => number: Optional<Double>,
    2: 3 "stringValue" "string_value" => text: Optional<Text>,
    3: 4 "boolValue" "bool_value" => bool: Optional<Bool>,
    4: 5 "structValue" "struct_value" => object: Optional<Msg<Members>>,
    5: 6 "listValue" "list_value" => list: Optional<Msg<Items>>,
} [1 null, 2 number, 3 text, 4 bool, 5 object, 6 list]);

/// What is on the wire of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Members {
    fields: BTreeMap<String, Wire>,
}

crate::message!(Members "google.protobuf.Struct" {
    0: 1 "fields" "fields" => fields: Map<Text, Msg<Wire>>,
});

/// What is on the wire of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Items {
    values: Vec<Wire>,
}

crate::message!(Items "google.protobuf.ListValue" {
    0: 1 "values" "values" => values: Repeated<Msg<Wire>>,
});

/// Null as an enum of one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Null {
    /// Null.
    Null,
}

crate::enumeration!(Null { Null = 0 "NULL_VALUE" });

impl Wire {
    fn of(json: &Json) -> Self {
        let none = Self::default();
        match json {
            Json::Null => Self { null: Some(Null::Null), ..none },
            Json::Bool(it) => Self { bool: Some(*it), ..none },
            Json::Number(it) => Self { number: it.as_f64(), ..none },
            Json::String(it) => Self { text: Some(it.clone()), ..none },
            Json::Array(all) => Self { list: Some(Items::of(all)), ..none },
            Json::Object(all) => Self { object: Some(Members::of(all)), ..none },
        }
    }

    fn json(self) -> Json {
        let Self { number, text, bool, object, list, null: _ } = self;
        let number = number.map(|it| serde_json::Number::from_f64(it).map_or(Json::Null, Json::Number));
        let scalar = number.or(text.map(Json::String)).or(bool.map(Json::Bool));
        scalar.or(object.map(Members::json)).or(list.map(Items::json)).unwrap_or_default()
    }
}

impl Members {
    fn of(all: &serde_json::Map<String, Json>) -> Self {
        Self { fields: all.iter().map(|(name, it)| (name.clone(), Wire::of(it))).collect() }
    }

    fn json(self) -> Json {
        Json::Object(self.fields.into_iter().map(|(name, it)| (name, it.json())).collect())
    }
}

impl Items {
    fn of(all: &[Json]) -> Self {
        Self { values: all.iter().map(Wire::of).collect() }
    }

    fn json(self) -> Json {
        Json::Array(self.values.into_iter().map(Wire::json).collect())
    }
}

/// A kind of JSON: its message, its first value, and what it is in words.
macro_rules! dynamic {
    ($($(#[$docs:meta])* $name:ident = $wire:ident, $absent:expr, $to:expr, $is:expr, $expected:literal;)*) => {$(
        $(#[$docs])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl WellKnown for $name {
            type Value = Json;
            type Wire = $wire;
            const TAKES_NULL: bool = $is(&Json::Null);

            fn to_wire(value: &Json) -> $wire {
                $to(value)
            }

            fn from_wire(wire: $wire) -> Option<Json> {
                Some(wire.json())
            }

            fn absent() -> Json {
                $absent
            }

            fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Json, D::Error> {
                let value = Json::deserialize(from)?;
                if $is(&value) { Ok(value) } else { Err(D::Error::custom($expected)) }
            }

            fn write<S: Serializer>(value: &Json, to: S) -> Result<S::Ok, S::Error> {
                if $is(value) { value.serialize(to) } else { Err(S::Error::custom($expected)) }
            }
        }

        kind_of!($name);
    )*};
}

const fn anything(_: &Json) -> bool {
    true
}

const fn is_object(json: &Json) -> bool {
    matches!(json, Json::Object(_))
}

const fn is_list(json: &Json) -> bool {
    matches!(json, Json::Array(_))
}

dynamic! {
    /// `google.protobuf.Value`: anything.
    Value = Wire, Json::Null, Wire::of, anything, "";
    /// `google.protobuf.Struct`: an object.
    Struct = Members, Json::Object(serde_json::Map::new()),
        |it: &Json| it.as_object().map(Members::of).unwrap_or_default(), is_object, "Must be an object.";
    /// `google.protobuf.ListValue`: a list.
    ListValue = Items, Json::Array(Vec::new()),
        |it: &Json| it.as_array().map(Vec::as_slice).map(Items::of).unwrap_or_default(), is_list, "Must be an array.";
}

/// `google.protobuf.NullValue`: null, and nothing else.
#[derive(Clone, Copy, Debug)]
pub struct NullValue;

impl Kind for NullValue {
    type Value = Json;
    const TAKES_NULL: bool = true;

    fn absent() -> Json {
        Json::Null
    }

    fn is_absent(_: &Json) -> bool {
        true
    }

    fn encode(number: u32, _: &Json, to: &mut impl prost::bytes::BufMut) {
        Enum::<Null>::encode(number, &Null::Null, to);
    }

    fn merge(
        wire: prost::encoding::WireType,
        _: &mut Json,
        from: &mut impl prost::bytes::Buf,
        context: prost::encoding::DecodeContext,
    ) -> Result<(), prost::DecodeError> {
        Enum::<Null>::merge(wire, &mut Null::Null, from, context)
    }

    fn encoded_len(number: u32, _: &Json) -> usize {
        Enum::<Null>::encoded_len(number, &Null::Null)
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Json, D::Error> {
        match Json::deserialize(from)? {
            Json::Null => Ok(Json::Null),
            Json::String(it) if it == Null::VALUES[0].0 => Ok(Json::Null),
            _ => Err(D::Error::custom("Must be null.")),
        }
    }

    fn write<S: Serializer>(_: &Json, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_unit()
    }
}

//! Messages of any type, `google/protobuf/any.proto`; `serde_json::Value` in Rust, as ProtoJSON has it.

use super::wellknown::{WellKnown, kind_of};
use super::{
    Bool, Bytes, Double, Duration, FieldMask, Float, Implicit, Int32, Int64, ListValue, Struct, Text, Timestamp,
    UInt32, UInt64, Value, Wrapper,
};
use crate::types::Base64;
use prost::Message;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use serde_json::{Value as Json, json};
use std::cell::Cell;
use std::marker::PhantomData;

/// The messages that a service knows, so that an [`Any`] of one is its members in JSON.
pub trait Registry: 'static {
    /// By full name.
    const MESSAGES: &'static [Registered];
}

/// A message that is known.
#[derive(Clone, Copy, Debug)]
pub struct Registered {
    name: &'static str,
    /// Whether it has a form of its own in JSON, which is in `value` then.
    is_value: bool,
    json: fn(&[u8]) -> Option<Json>,
    bytes: fn(Json) -> Option<Vec<u8>>,
}

impl Registered {
    /// A message by its full name.
    pub const fn of<M: Message + Default + Serialize + DeserializeOwned>(name: &'static str) -> Self {
        Self {
            name,
            is_value: false,
            json: |bytes| {
                let message = M::decode(bytes).ok()?;
                by_text(|to| message.serialize(to).is_ok())
            },
            bytes: |json| Some(serde_json::from_value::<M>(json).ok()?.encode_to_vec()),
        }
    }

    const fn value<K: WellKnown>(name: &'static str) -> Self {
        Self {
            name,
            is_value: true,
            json: |bytes| {
                let value = K::from_wire(K::Wire::decode(bytes).ok()?)?;
                by_text(|to| K::write(&value, to).is_ok())
            },
            bytes: |json| Some(K::to_wire(&K::read(json).ok()?).encode_to_vec()),
        }
    }
}

/// JSON of what is written: of a `float`, a text has fewer digits than the `double` that it would be among other values.
fn by_text(write: impl FnOnce(&mut serde_json::Serializer<&mut Vec<u8>>) -> bool) -> Option<Json> {
    let mut text = Vec::new();
    if write(&mut serde_json::Serializer::new(&mut text)) { serde_json::from_slice(&text).ok() } else { None }
}

/// Those that JSON has a form of its own for.
const VALUES: [Registered; 15] = [
    Registered::value::<Duration>("google.protobuf.Duration"),
    Registered::value::<Timestamp>("google.protobuf.Timestamp"),
    Registered::value::<FieldMask>("google.protobuf.FieldMask"),
    Registered::value::<Struct>("google.protobuf.Struct"),
    Registered::value::<Value>("google.protobuf.Value"),
    Registered::value::<ListValue>("google.protobuf.ListValue"),
    Registered::value::<Wrapper<Double>>("google.protobuf.DoubleValue"),
    Registered::value::<Wrapper<Float>>("google.protobuf.FloatValue"),
    Registered::value::<Wrapper<Int64>>("google.protobuf.Int64Value"),
    Registered::value::<Wrapper<UInt64>>("google.protobuf.UInt64Value"),
    Registered::value::<Wrapper<Int32>>("google.protobuf.Int32Value"),
    Registered::value::<Wrapper<UInt32>>("google.protobuf.UInt32Value"),
    Registered::value::<Wrapper<Bool>>("google.protobuf.BoolValue"),
    Registered::value::<Wrapper<Text>>("google.protobuf.StringValue"),
    Registered::value::<Wrapper<Bytes>>("google.protobuf.BytesValue"),
];

/// Makes a type the [`Registry`] of some messages: `registry!(Known { Book = "library.v1.Book" })`.
#[macro_export]
macro_rules! registry {
    ($name:ident { $($message:ty = $full:literal),* $(,)? }) => {
        impl $crate::proto::Registry for $name {
            const MESSAGES: &'static [$crate::proto::Registered] =
                &[$($crate::proto::Registered::of::<$message>($full)),*];
        }
    };
}

/// `google.protobuf.Any`: an object with `@type`, and the members of the message; or `value`, where that has a form of its own.
///
/// Of a message that `R` does not know, or of bytes that are none of it, `value` has the bytes in base64. What a handler makes that is
/// no message goes as one of no type and no bytes.
#[derive(Clone, Copy, Debug)]
pub struct Any<R>(PhantomData<R>);

/// What is on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Packed {
    type_url: String,
    value: Base64,
}

crate::message!(Packed "google.protobuf.Any" {
    0: 1 "@type" "type_url" => type_url: Implicit<Text>,
    1: 2 "value" "value" => value: Implicit<Bytes>,
});

/// So many messages of any type may be in one another.
const DEEPEST: usize = 32;

thread_local! {
    // Neither prost nor serde hands anything on to what is inside of a message: bytes of a few levels each would be read until the
    // stack ends.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Reads what is inside, if that is not too deep.
fn within<T>(read: impl FnOnce() -> Option<T>) -> Option<T> {
    let depth = DEPTH.get();
    if depth >= DEEPEST {
        return None;
    }
    DEPTH.set(depth + 1);
    let found = read();
    DEPTH.set(depth);
    found
}

impl<R: Registry> Any<R> {
    fn known(type_url: &str) -> Option<&'static Registered> {
        let name = type_url.rsplit('/').next()?;
        R::MESSAGES.iter().chain(&VALUES).find(|it| it.name == name)
    }

    /// A message of any type in JSON; `None` where it is not known.
    fn told(wire: &Packed) -> Option<Json> {
        if wire.type_url.ends_with("/google.protobuf.Any") {
            let inner = within(|| Self::from_wire(Packed::decode(&*wire.value.0).ok()?))?;
            return Some(json!({ "@type": wire.type_url, "value": inner }));
        }
        let known = Self::known(&wire.type_url)?;
        let inner = within(|| (known.json)(&wire.value.0))?;
        if known.is_value {
            return Some(json!({ "@type": wire.type_url, "value": inner }));
        }
        let mut whole = json!({ "@type": wire.type_url });
        if let (Json::Object(whole), Json::Object(members)) = (&mut whole, inner) {
            whole.extend(members);
        }
        Some(whole)
    }

    /// The message that JSON tells; `None` where that is none.
    fn packed(json: &Json) -> Option<Packed> {
        let members = json.as_object()?;
        let Some(type_url) = members.get("@type") else { return members.is_empty().then(Packed::default) };
        let type_url = type_url.as_str()?.to_owned();
        let value = || members.get("value");
        let bytes = if type_url.ends_with("/google.protobuf.Any") {
            within(|| Self::packed(value()?))?.encode_to_vec()
        } else {
            match Self::known(&type_url) {
                None => return Packed::deserialize(json).ok(),
                Some(known) if known.is_value => within(|| (known.bytes)(value()?.clone()))?,
                Some(known) => {
                    let others = members.iter().filter(|(name, _)| *name != "@type");
                    let own = others.map(|(name, value)| (name.clone(), value.clone())).collect();
                    within(|| (known.bytes)(Json::Object(own)))?
                }
            }
        };
        Some(Packed { type_url, value: Base64(bytes) })
    }
}

impl<R: Registry> WellKnown for Any<R> {
    type Value = Json;
    type Wire = Packed;

    fn to_wire(value: &Json) -> Packed {
        match value.as_array().map(Vec::as_slice) {
            Some([type_url, bytes]) => Packed {
                type_url: String::deserialize(type_url).unwrap_or_default(),
                value: Base64::deserialize(bytes).unwrap_or_default(),
            },
            _ => Self::packed(value).unwrap_or_default(),
        }
    }

    fn from_wire(wire: Packed) -> Option<Json> {
        Self::told(&wire).or_else(|| serde_json::to_value(wire).ok())
    }

    fn absent() -> Json {
        json!({})
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Json, D::Error> {
        let value = Json::deserialize(from)?;
        let packed = Self::packed(&value).ok_or_else(|| D::Error::custom("Must be a message with its `@type`."))?;
        if DEPTH.get() > 0 {
            // The message that this is in is packed next, and asks several times for these bytes: were they made anew, and those
            // within them as often, a few levels would take for ever. No message is an array.
            return Ok(json!([packed.type_url, packed.value]));
        }
        // As it is written: what is read may leave much open.
        Self::from_wire(packed).ok_or_else(|| D::Error::custom("Must be a message with its `@type`."))
    }

    fn write<S: Serializer>(value: &Json, to: S) -> Result<S::Ok, S::Error> {
        value.serialize(to)
    }
}

kind_of!(Any<R>, where R: Registry);

#[cfg(test)]
mod tests {
    use super::*;

    struct Nothing;
    crate::registry!(Nothing {});

    #[test]
    fn messages_without_end_are_left_as_they_are() {
        let mut inner = Packed::default();
        for _ in 0..100_000 {
            inner = Packed { type_url: "x/google.protobuf.Any".to_owned(), value: Base64(inner.encode_to_vec()) };
            if inner.value.0.len() > 1 << 16 {
                break;
            }
        }
        let mut told = &Any::<Nothing>::from_wire(inner).unwrap();
        let mut depth = 0;
        while told["value"].is_object() {
            told = &told["value"];
            depth += 1;
        }
        assert_eq!((depth, told["value"].is_string()), (DEEPEST, true));
    }

    #[derive(Clone, Debug, PartialEq)]
    struct Nest {
        inner: Vec<Json>,
    }
    crate::message!(Nest "a.Nest" {
        0: 1 "inner" "inner" => inner: crate::proto::Repeated<Any<Nested>>,
    });
    struct Nested;
    crate::registry!(Nested { Nest = "a.Nest" });

    fn nest(depth: usize, core: Json) -> Json {
        (0..depth).fold(core, |inner, _| json!({ "@type": "x/a.Nest", "inner": [inner] }))
    }

    #[test]
    fn each_level_is_read_once() {
        // Were it twice, this would not end.
        let deep = nest(DEEPEST - 1, json!({ "@type": "x/google.protobuf.Duration", "value": "1s" }));
        assert_eq!(Any::<Nested>::read(deep.clone()).unwrap(), deep);
        assert_eq!(Any::<Nested>::from_wire(Any::<Nested>::to_wire(&deep)), Some(deep));
        assert!(Any::<Nested>::read(nest(DEEPEST + 1, json!({}))).is_err());
    }

    #[test]
    fn a_message_within_that_is_none_is_an_error() {
        for wrong in [json!(1), json!({ "value": 1 }), json!({ "@type": "x/google.protobuf.Duration", "value": "1" })] {
            let sound = json!({ "@type": "x/a.Nest" });
            let siblings = json!({ "@type": "x/a.Nest", "inner": [wrong, sound] });
            for depth in [0, 1, 5] {
                assert!(Any::<Nested>::read(nest(depth, siblings.clone())).is_err(), "{depth} {siblings}");
            }
        }
        assert!(Any::<Nested>::read(nest(3, json!({}))).is_ok());
    }

    #[test]
    fn values_have_forms_of_their_own() {
        let json = json!({ "@type": "type.googleapis.com/google.protobuf.Duration", "value": "1.500s" });
        let wire = Any::<Nothing>::to_wire(&json);
        assert_eq!(wire.value.0, [8, 1, 16, 128, 202, 181, 238, 1]);
        assert_eq!(Any::<Nothing>::from_wire(wire), Some(json));
        let unknown = json!({ "@type": "type.googleapis.com/a.B", "value": "AQ==" });
        assert_eq!(Any::<Nothing>::from_wire(Any::<Nothing>::to_wire(&unknown)), Some(unknown));
    }
}

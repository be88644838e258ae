//! ProtoJSON, <https://protobuf.dev/programming-guides/json/>: what it takes and what it writes.

use super::kind::Kind;
use crate::types::{Base64, FromText};
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, Engine, GeneralPurpose, GeneralPurposeConfig};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;

/// A value that is written.
pub(super) struct Told<'a, K: Kind>(pub(super) &'a K::Value);

impl<K: Kind> Serialize for Told<'_, K> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        K::write(self.0, to)
    }
}

/// A list that is written.
pub(super) struct Item<'a, K: Kind>(pub(super) &'a [K::Value]);

impl<K: Kind> Serialize for Item<'_, K> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(Told::<K>))
    }
}

/// A map that is written.
pub(super) struct Entries<'a, K: Kind, V: Kind>(pub(super) &'a BTreeMap<K::Value, V::Value>);

impl<K: Kind<Value: Key>, V: Kind> Serialize for Entries<'_, K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (key, value) in self.0 {
            map.serialize_entry(&key.to_string(), &Told::<V>(value))?;
        }
        map.end()
    }
}

/// The whole number that a float is.
pub(super) fn integer<E: Error>(number: f64) -> Result<i64, E> {
    #[allow(clippy::cast_possible_truncation)] // What is beyond 64 bits is not known to any enum.
    let whole = number as i64;
    if number.fract() == 0.0 { Ok(whole) } else { Err(E::custom("Must be an integer.")) }
}

/// What may be the key of a map: any of these is a text in JSON.
pub trait Key: Default + Ord + Hash + FromText + fmt::Display {}

impl Key for String {}
impl Key for bool {}
impl Key for i32 {}
impl Key for i64 {}
impl Key for u32 {}
impl Key for u64 {}

/// A value that is read.
struct Read<K: Kind>(K::Value);

impl<'de, K: Kind> Deserialize<'de> for Read<K> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        K::read(from).map(Self)
    }
}

/// A value, or none where null does not stand for one.
pub(super) fn maybe<'de, K: Kind, D: Deserializer<'de>>(from: D) -> Result<Option<K::Value>, D::Error> {
    if K::TAKES_NULL {
        return K::read(from).map(Some);
    }
    Ok(Option::<Read<K>>::deserialize(from)?.map(|it| it.0))
}

/// A list, or null for none.
pub(super) fn list<'de, K: Kind, D: Deserializer<'de>>(from: D) -> Result<Vec<K::Value>, D::Error> {
    Ok(Option::<List<K>>::deserialize(from)?.map(|it| it.0).unwrap_or_default())
}

/// A map, or null for none.
pub(super) fn map<'de, K, V, D>(from: D) -> Result<BTreeMap<K::Value, V::Value>, D::Error>
where
    K: Kind<Value: Key>,
    V: Kind,
    D: Deserializer<'de>,
{
    Ok(Option::<Members<K, V>>::deserialize(from)?.map(|it| it.0).unwrap_or_default())
}

struct List<K: Kind>(Vec<K::Value>);

impl<'de, K: Kind> Deserialize<'de> for List<K> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(Reader(PhantomData::<Self>))
    }
}

impl<'de, K: Kind> Visitor<'de> for Reader<List<K>> {
    type Value = List<K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<List<K>, A::Error> {
        let mut list = Vec::new();
        while let Some(Read(item)) = from.next_element::<Read<K>>()? {
            list.push(item);
        }
        Ok(List(list))
    }
}

struct Members<K: Kind, V: Kind>(BTreeMap<K::Value, V::Value>);

impl<'de, K: Kind<Value: Key>, V: Kind> Deserialize<'de> for Members<K, V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Reader(PhantomData::<Self>))
    }
}

impl<'de, K: Kind<Value: Key>, V: Kind> Visitor<'de> for Reader<Members<K, V>> {
    type Value = Members<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Members<K, V>, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((key, Read(value))) = from.next_entry::<String, Read<V>>()? {
            let key = K::Value::from_text(&key).map_err(A::Error::custom)?;
            if map.insert(key, value).is_some() {
                return Err(A::Error::custom("A key is given twice."));
            }
        }
        Ok(Members(map))
    }
}

struct Reader<T>(PhantomData<T>);

/// Reads a whole number, which may be written as a text, or with a fraction of zeros.
pub(super) fn whole<'de, T: TryFrom<i128>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let number = from.deserialize_any(Whole)?;
    T::try_from(number).map_err(|_| D::Error::custom("Must be an integer of its type's size."))
}

struct Whole;

impl Visitor<'_> for Whole {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer, or one as a string")
    }

    fn visit_i64<E: Error>(self, it: i64) -> Result<i128, E> {
        Ok(it.into())
    }

    fn visit_u64<E: Error>(self, it: u64) -> Result<i128, E> {
        Ok(it.into())
    }

    fn visit_f64<E: Error>(self, it: f64) -> Result<i128, E> {
        // Whatever is beyond 64 bits is refused by its type.
        #[allow(clippy::cast_possible_truncation)]
        let whole = it as i128;
        if it.fract() == 0.0 { Ok(whole) } else { Err(E::custom("Must be an integer.")) }
    }

    fn visit_str<E: Error>(self, it: &str) -> Result<i128, E> {
        if let Ok(number) = i128::from_text(it) {
            return Ok(number);
        }
        // `1e3` is a number of JSON, too.
        self.visit_f64(number(it).ok_or_else(|| E::custom("Must be an integer."))?)
    }
}

/// Reads a float: a number, a number as a text, or one of three names.
pub(super) fn float<'de, T: Float, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let number = from.deserialize_any(Floating)?;
    T::of(number).ok_or_else(|| D::Error::custom("Must be within the range of a 32-bit float."))
}

struct Floating;

impl Visitor<'_> for Floating {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or one as a string")
    }

    #[allow(clippy::cast_precision_loss)] // The nearest there is.
    fn visit_i64<E: Error>(self, it: i64) -> Result<f64, E> {
        Ok(it as f64)
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u64<E: Error>(self, it: u64) -> Result<f64, E> {
        Ok(it as f64)
    }

    fn visit_f64<E: Error>(self, it: f64) -> Result<f64, E> {
        Ok(it)
    }

    fn visit_str<E: Error>(self, it: &str) -> Result<f64, E> {
        match it {
            "NaN" => Ok(f64::NAN),
            "Infinity" => Ok(f64::INFINITY),
            "-Infinity" => Ok(f64::NEG_INFINITY),
            it => number(it).ok_or_else(|| E::custom("Must be a number.")),
        }
    }
}

/// A number as JSON writes it, with nothing around it.
fn number(text: &str) -> Option<f64> {
    serde_json::from_str(text).ok().filter(|_| !text.contains(char::is_whitespace))
}

/// The two floats.
pub(super) trait Float: Copy + Serialize + Into<f64> {
    /// From 64 bits, unless that makes an infinity of a number.
    fn of(it: f64) -> Option<Self>;
}

impl Float for f64 {
    fn of(it: f64) -> Option<Self> {
        Some(it)
    }
}

impl Float for f32 {
    #[allow(clippy::cast_possible_truncation)] // The nearest there is.
    fn of(it: f64) -> Option<Self> {
        let near = it as Self;
        (near.is_finite() || !it.is_finite()).then_some(near)
    }
}

/// Writes a float.
pub(super) fn write_float<T: Float, S: Serializer>(it: &T, to: S) -> Result<S::Ok, S::Error> {
    let number: f64 = (*it).into();
    match number {
        _ if number.is_nan() => to.serialize_str("NaN"),
        f64::INFINITY => to.serialize_str("Infinity"),
        f64::NEG_INFINITY => to.serialize_str("-Infinity"),
        _ => it.serialize(to),
    }
}

/// Writes a number of 64 bits, which is a text so that readers without such numbers lose nothing.
pub(super) fn write_text<T: fmt::Display, S: Serializer>(it: &T, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(it)
}

/// Writes what JSON has itself.
pub(super) fn write<T: Serialize, S: Serializer>(it: &T, to: S) -> Result<S::Ok, S::Error> {
    it.serialize(to)
}

/// Reads a truth value.
pub(super) fn boolean<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    bool::deserialize(from)
}

/// Reads a text.
pub(super) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    String::deserialize(from)
}

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

/// Reads bytes: base64 of either alphabet, padded or not.
pub(super) fn base64<'de, D: Deserializer<'de>>(from: D) -> Result<Base64, D::Error> {
    let text = String::deserialize(from)?;
    let alphabet = if text.contains(['-', '_']) { &URL_SAFE } else { &STANDARD };
    let bytes = GeneralPurpose::new(alphabet, LENIENT).decode(text);
    bytes.map(Base64).map_err(|_| D::Error::custom("Must be base64."))
}

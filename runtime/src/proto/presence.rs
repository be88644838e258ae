//! Whether a field may be absent, and how often it may be there.

use super::field::Field;
use super::json::{self, Item, Key, Told};
use super::kind::{Kind, Pack};
use crate::json::Writer;
use crate::types::Mismatch;
use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{self as wire, DecodeContext, WireType};
use serde::{Deserializer, Serializer};
use std::collections::BTreeMap;
use std::marker::PhantomData;

/// A field of proto3 without `optional`: a default is the same as nothing.
#[derive(Debug)]
pub struct Implicit<K>(PhantomData<K>);

/// A field that may be absent; a message, or stated so.
#[derive(Debug)]
pub struct Optional<K>(PhantomData<K>);

/// A field that is always written: `required` of proto2.
#[derive(Debug)]
pub struct Required<K>(PhantomData<K>);

/// Any number of values, a field each.
#[derive(Debug)]
pub struct Repeated<K>(PhantomData<K>);

/// Any number of numbers, a field each.
#[derive(Debug)]
pub struct Expanded<K>(PhantomData<K>);

/// Any number of numbers in one field.
#[derive(Debug)]
pub struct Packed<K>(PhantomData<K>);

/// Values by key.
#[derive(Debug)]
pub struct Map<K, V>(PhantomData<(K, V)>);

impl<K: Kind> Field for Implicit<K> {
    type Value = K::Value;

    fn absent() -> K::Value {
        K::absent()
    }

    fn encode(number: u32, value: &K::Value, to: &mut impl BufMut) {
        if !K::is_absent(value) {
            K::encode(number, value, to);
        }
    }

    fn merge(
        wire: WireType,
        value: &mut K::Value,
        from: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        K::merge(wire, value, from, context)
    }

    fn encoded_len(number: u32, value: &K::Value) -> usize {
        if K::is_absent(value) { 0 } else { K::encoded_len(number, value) }
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<K::Value, D::Error> {
        Ok(json::maybe::<K, D>(from)?.unwrap_or_else(K::absent))
    }

    fn set(value: &mut Self::Value, path: Option<&str>, text: &str) -> Result<bool, Mismatch> {
        K::set(value, path, text)
    }

    fn write<S: Serializer>(name: &'static str, value: &K::Value, to: &mut Writer<S>) {
        if !K::is_absent(value) {
            to.required(name, &Told::<K>(value));
        }
    }
}

impl<K: Kind> Field for Optional<K> {
    type Value = Option<K::Value>;

    fn absent() -> Self::Value {
        None
    }

    fn encode(number: u32, value: &Self::Value, to: &mut impl BufMut) {
        if let Some(value) = value {
            K::encode(number, value, to);
        }
    }

    fn merge(
        wire: WireType,
        value: &mut Self::Value,
        from: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        K::merge(wire, value.get_or_insert_with(K::absent), from, context)
    }

    fn encoded_len(number: u32, value: &Self::Value) -> usize {
        value.as_ref().map_or(0, |it| K::encoded_len(number, it))
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error> {
        json::maybe::<K, D>(from)
    }

    fn set(value: &mut Self::Value, path: Option<&str>, text: &str) -> Result<bool, Mismatch> {
        let was = value.is_some();
        let known = K::set(value.get_or_insert_with(K::absent), path, text)?;
        if !known && !was {
            *value = None;
        }
        Ok(known)
    }

    fn write<S: Serializer>(name: &'static str, value: &Self::Value, to: &mut Writer<S>) {
        if let Some(value) = value {
            to.required(name, &Told::<K>(value));
        }
    }
}

impl<K: Kind> Field for Required<K> {
    type Value = K::Value;

    fn absent() -> K::Value {
        K::absent()
    }

    fn encode(number: u32, value: &K::Value, to: &mut impl BufMut) {
        K::encode(number, value, to);
    }

    fn merge(
        wire: WireType,
        value: &mut K::Value,
        from: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        K::merge(wire, value, from, context)
    }

    fn encoded_len(number: u32, value: &K::Value) -> usize {
        K::encoded_len(number, value)
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<K::Value, D::Error> {
        K::read(from)
    }

    fn set(value: &mut Self::Value, path: Option<&str>, text: &str) -> Result<bool, Mismatch> {
        K::set(value, path, text)
    }

    fn write<S: Serializer>(name: &'static str, value: &K::Value, to: &mut Writer<S>) {
        to.required(name, &Told::<K>(value));
    }
}

/// What lists in one field and in many have in common.
macro_rules! list_in_json {
    ($kind:ident) => {
        type Value = Vec<$kind::Value>;

        fn absent() -> Self::Value {
            Vec::new()
        }

        fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error> {
            json::list::<$kind, D>(from)
        }

        fn set(value: &mut Self::Value, path: Option<&str>, text: &str) -> Result<bool, Mismatch> {
            let mut item = $kind::absent();
            let known = $kind::set(&mut item, path, text)?;
            value.extend(Some(item).filter(|_| known));
            Ok(known)
        }

        fn write<S: Serializer>(name: &'static str, value: &Self::Value, to: &mut Writer<S>) {
            if !value.is_empty() {
                to.required(name, &Item::<$kind>(value));
            }
        }
    };
}

impl<K: Kind> Field for Repeated<K> {
    list_in_json!(K);

    fn encode(number: u32, value: &Self::Value, to: &mut impl BufMut) {
        for it in value {
            K::encode(number, it, to);
        }
    }

    fn merge(
        wire: WireType,
        value: &mut Self::Value,
        from: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        let mut item = K::absent();
        K::merge(wire, &mut item, from, context)?;
        value.push(item);
        Ok(())
    }

    fn encoded_len(number: u32, value: &Self::Value) -> usize {
        value.iter().map(|it| K::encoded_len(number, it)).sum()
    }
}

impl<K: Pack> Field for Expanded<K> {
    list_in_json!(K);

    fn encode(number: u32, value: &Self::Value, to: &mut impl BufMut) {
        Repeated::<K>::encode(number, value, to);
    }

    fn merge(
        wire: WireType,
        value: &mut Self::Value,
        from: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        merge_numbers::<K, _>(wire, value, from, context)
    }

    fn encoded_len(number: u32, value: &Self::Value) -> usize {
        Repeated::<K>::encoded_len(number, value)
    }
}

impl<K: Pack> Field for Packed<K> {
    list_in_json!(K);

    fn encode(number: u32, value: &Self::Value, to: &mut impl BufMut) {
        if !value.is_empty() {
            wire::encode_key(number, WireType::LengthDelimited, to);
            wire::encode_varint(packed_size::<K>(value) as u64, to);
            for it in value {
                K::put(it, to);
            }
        }
    }

    fn merge(
        wire: WireType,
        value: &mut Self::Value,
        from: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        merge_numbers::<K, _>(wire, value, from, context)
    }

    fn encoded_len(number: u32, value: &Self::Value) -> usize {
        if value.is_empty() {
            return 0;
        }
        let size = packed_size::<K>(value);
        wire::key_len(number) + wire::encoded_len_varint(size as u64) + size
    }
}

fn packed_size<K: Pack>(value: &[K::Value]) -> usize {
    value.iter().map(K::size).sum()
}

/// Numbers of a repeated field: both forms are read, whichever is declared.
fn merge_numbers<K: Pack, B: Buf>(
    wire: WireType,
    value: &mut Vec<K::Value>,
    from: &mut B,
    context: DecodeContext,
) -> Result<(), DecodeError> {
    if wire != WireType::LengthDelimited {
        return Repeated::<K>::merge(wire, value, from, context);
    }
    wire::merge_loop(value, from, context, |value, from, context| Repeated::<K>::merge(K::WIRE, value, from, context))
}

impl<K: Kind<Value: Key>, V: Kind> Field for Map<K, V> {
    type Value = BTreeMap<K::Value, V::Value>;

    fn absent() -> Self::Value {
        BTreeMap::new()
    }

    fn encode(number: u32, value: &Self::Value, to: &mut impl BufMut) {
        for (key, value) in value {
            wire::encode_key(number, WireType::LengthDelimited, to);
            wire::encode_varint(entry_size::<K, V>(key, value) as u64, to);
            K::encode(1, key, to);
            V::encode(2, value, to);
        }
    }

    fn merge(
        wire: WireType,
        value: &mut Self::Value,
        from: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        wire::check_wire_type(WireType::LengthDelimited, wire)?;
        wire::btree_map::merge_with_default(K::merge, V::merge, V::absent(), value, from, context)
    }

    fn encoded_len(number: u32, value: &Self::Value) -> usize {
        let entry = |(key, value)| {
            let size = entry_size::<K, V>(key, value);
            wire::key_len(number) + wire::encoded_len_varint(size as u64) + size
        };
        value.iter().map(entry).sum()
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error> {
        json::map::<K, V, D>(from)
    }

    fn set(value: &mut Self::Value, path: Option<&str>, text: &str) -> Result<bool, Mismatch> {
        let _ = (value, path, text);
        Ok(false)
    }

    fn write<S: Serializer>(name: &'static str, value: &Self::Value, to: &mut Writer<S>) {
        if !value.is_empty() {
            to.required(name, &json::Entries::<K, V>(value));
        }
    }
}

fn entry_size<K: Kind, V: Kind>(key: &K::Value, value: &V::Value) -> usize {
    K::encoded_len(1, key) + V::encoded_len(2, value)
}

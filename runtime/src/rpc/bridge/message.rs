//! Messages by their layouts: bytes.

use super::data::Data;
use super::layout::{Entry, Form, Holds, Layout, Many};
use prost::DecodeError;
use prost::bytes::{Buf, Bytes};
use prost::encoding::{
    self as wire, DecodeContext, WireType, decode_key, encode_key, encode_varint, encoded_len_varint, key_len,
};
use std::collections::BTreeMap;

/// The fields of a message that are there, by the positions of their entries.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Fields(pub(super) Vec<(usize, Held)>);

/// What a field has.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Held {
    Null,
    One(Data),
    List(Vec<Data>),
    Map(BTreeMap<String, Data>),
}

/// So deep messages may be in messages, as with prost.
const DEEPEST: usize = 100;

/// The names of a map's entries on the wire.
const KEY: u32 = 1;
const VALUE: u32 = 2;

impl Fields {
    /// The value of an entry.
    pub(super) fn get(&self, at: usize) -> Option<&Held> {
        self.0.iter().find(|it| it.0 == at).map(|it| &it.1)
    }

    pub(super) fn set(&mut self, at: usize, held: Held) {
        match self.0.iter_mut().find(|it| it.0 == at) {
            Some(it) => it.1 = held,
            None => self.0.push((at, held)),
        }
    }

    /// The value of an entry, to be added to.
    fn entry(&mut self, at: usize, empty: impl Fn() -> Held) -> Option<&mut Held> {
        if !matches!(self.get(at), Some(it) if *it != Held::Null) {
            self.set(at, empty());
        }
        self.0.iter_mut().find(|it| it.0 == at).map(|it| &mut it.1)
    }

    /// Writes the fields. Messages may be in messages to any depth, so there is one function for all.
    pub(super) fn encode(&self, layout: &Layout, to: &mut Vec<u8>) {
        for (at, held) in &self.0 {
            let entry = &layout.entries[*at];
            match held {
                Held::Null => entry.null.iter().for_each(|number| Data::Enum(0).encode(*number, to)),
                Held::One(data) => encode(entry, entry.number, data, to),
                Held::List(all) if entry.holds.is_number() => pack(entry.number, all, to),
                Held::List(all) => all.iter().for_each(|it| encode(entry, entry.number, it, to)),
                Held::Map(all) => {
                    for (key, value) in all {
                        encode_key(entry.number, WireType::LengthDelimited, to);
                        encode_varint(pair_len(entry, key, value) as u64, to);
                        wire::string::encode(KEY, key, to);
                        encode(entry, VALUE, value, to);
                    }
                }
            }
        }
    }

    pub(super) fn encoded_len(&self, layout: &Layout) -> usize {
        let of = |(at, held): &(usize, Held)| {
            let entry = &layout.entries[*at];
            match held {
                Held::Null => entry.null.map_or(0, |number| Data::Enum(0).encoded_len(number)),
                Held::One(data) => encoded_len(entry, entry.number, data),
                Held::List(all) if all.is_empty() => 0,
                Held::List(all) if entry.holds.is_number() => {
                    delimited(entry.number, all.iter().map(Data::packed_len).sum())
                }
                Held::List(all) => all.iter().map(|it| encoded_len(entry, entry.number, it)).sum(),
                Held::Map(all) => {
                    all.iter().map(|(key, value)| delimited(entry.number, pair_len(entry, key, value))).sum()
                }
            }
        };
        self.0.iter().map(of).sum()
    }

    /// Reads one field; `depth` messages are open.
    pub(super) fn merge(
        &mut self,
        layout: &'static Layout,
        number: u32,
        wire: WireType,
        from: &mut impl Buf,
        depth: usize,
    ) -> Result<(), DecodeError> {
        let is_null = |it: &Entry| it.null == Some(number);
        let Some(at) = layout.entries.iter().position(|it| it.number == number || is_null(it)) else {
            return wire::skip_field(wire, number, from, DecodeContext::default());
        };
        let entry = &layout.entries[at];
        if is_null(entry) {
            wire::skip_field(wire, number, from, DecodeContext::default())?;
            self.set(at, Held::Null);
            return Ok(());
        }
        if matches!(layout.form, Form::Choice(_)) {
            // Of a oneof the last that is read is there.
            self.0.retain(|it| it.0 == at);
        }
        match entry.many {
            Many::One => self.merge_one(at, entry, wire, from, depth),
            Many::List => self.merge_list(at, entry, wire, from, depth),
            Many::Map | Many::Others => self.merge_pair(at, entry, wire, from, depth),
        }
    }

    fn merge_one(
        &mut self,
        at: usize,
        entry: &Entry,
        wire: WireType,
        from: &mut impl Buf,
        depth: usize,
    ) -> Result<(), DecodeError> {
        // Taken, not copied: a message may come in any number of pieces.
        let was = match self.0.iter_mut().find(|it| it.0 == at) {
            Some((_, Held::One(Data::Message(it)))) => std::mem::take(it),
            _ => Self::default(),
        };
        self.set(at, Held::One(decode(entry, was, wire, from, depth)?));
        Ok(())
    }

    fn merge_list(
        &mut self,
        at: usize,
        entry: &Entry,
        wire: WireType,
        from: &mut impl Buf,
        depth: usize,
    ) -> Result<(), DecodeError> {
        let mut more = Vec::new();
        if wire == WireType::LengthDelimited && entry.holds.is_number() {
            let mut packed = bytes(from)?;
            while packed.has_remaining() {
                more.push(Data::decode(entry.holds, Data::packed_as(entry.holds), &mut packed)?);
            }
        } else {
            more.push(decode(entry, Self::default(), wire, from, depth)?);
        }
        if let Some(Held::List(all)) = self.entry(at, || Held::List(Vec::new())) {
            all.append(&mut more);
        }
        Ok(())
    }

    fn merge_pair(
        &mut self,
        at: usize,
        entry: &Entry,
        wire: WireType,
        from: &mut impl Buf,
        depth: usize,
    ) -> Result<(), DecodeError> {
        wire::check_wire_type(WireType::LengthDelimited, wire)?;
        let mut pair = bytes(from)?;
        let (mut key, mut value) = (String::new(), None);
        while pair.has_remaining() {
            match decode_key(&mut pair)? {
                (KEY, wire) => wire::string::merge(wire, &mut key, &mut pair, DecodeContext::default())?,
                (VALUE, wire) => value = Some(decode(entry, Self::default(), wire, &mut pair, depth)?),
                (number, wire) => wire::skip_field(wire, number, &mut pair, DecodeContext::default())?,
            }
        }
        let value = value.unwrap_or_else(|| Data::empty(entry.holds));
        if let Some(Held::Map(all)) = self.entry(at, || Held::Map(BTreeMap::new())) {
            all.insert(key, value);
        }
        Ok(())
    }
}

/// A value of an entry, added to what was there of it where it is a message.
fn decode(entry: &Entry, was: Fields, wire: WireType, from: &mut impl Buf, depth: usize) -> Result<Data, DecodeError> {
    let Holds::Message(layout) = entry.holds else { return Data::decode(entry.holds, wire, from) };
    wire::check_wire_type(WireType::LengthDelimited, wire)?;
    if depth >= DEEPEST {
        return Err(malformed("it is too deep"));
    }
    let (mut fields, mut message) = (was, bytes(from)?);
    while message.has_remaining() {
        let (number, wire) = decode_key(&mut message)?;
        fields.merge(layout, number, wire, &mut message, depth + 1)?;
    }
    Ok(Data::Message(fields))
}

/// As many bytes as their length says.
fn bytes(from: &mut impl Buf) -> Result<Bytes, DecodeError> {
    let length = usize::try_from(wire::decode_varint(from)?).ok().filter(|it| *it <= from.remaining());
    length.map(|it| from.copy_to_bytes(it)).ok_or_else(|| malformed("it ends too early"))
}

#[allow(deprecated)] // prost has no other way to make an error.
fn malformed(what: &'static str) -> DecodeError {
    DecodeError::new(what)
}

fn encode(entry: &Entry, number: u32, data: &Data, to: &mut Vec<u8>) {
    match (data, entry.holds) {
        (Data::Message(fields), Holds::Message(layout)) => {
            let mut inner = Vec::new();
            fields.encode(layout, &mut inner);
            encode_key(number, WireType::LengthDelimited, to);
            encode_varint(inner.len() as u64, to);
            to.append(&mut inner);
        }
        _ => data.encode(number, to),
    }
}

fn encoded_len(entry: &Entry, number: u32, data: &Data) -> usize {
    match (data, entry.holds) {
        (Data::Message(fields), Holds::Message(layout)) => delimited(number, fields.encoded_len(layout)),
        _ => data.encoded_len(number),
    }
}

fn pair_len(entry: &Entry, key: &String, value: &Data) -> usize {
    wire::string::encoded_len(KEY, key) + encoded_len(entry, VALUE, value)
}

fn delimited(number: u32, length: usize) -> usize {
    key_len(number) + encoded_len_varint(length as u64) + length
}

fn pack(number: u32, all: &[Data], to: &mut Vec<u8>) {
    if !all.is_empty() {
        encode_key(number, WireType::LengthDelimited, to);
        encode_varint(all.iter().map(Data::packed_len).sum::<usize>() as u64, to);
        for it in all {
            it.pack(to);
        }
    }
}

//! Messages by their layouts, as those who speak protocols want them.

use super::data::Dialect;
use super::json::{self, Wrong};
use super::layout::Layout;
use super::message::Fields;
use crate::{Check, Validate};
use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{DecodeContext, WireType};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use serde_json::Value as Json;
use std::marker::PhantomData;

/// What tells the layout of a message.
pub(super) trait Laid: 'static {
    /// The layout.
    const LAYOUT: &'static Layout;
}

/// A message with a layout.
pub(super) struct Dynamic<L> {
    fields: Fields,
    of: PhantomData<fn() -> L>,
}

impl<L: Laid> Dynamic<L> {
    fn new(fields: Fields) -> Self {
        Self { fields, of: PhantomData }
    }

    /// From what the contract has for it.
    pub(super) fn of_contract(json: &Json) -> Result<Self, Wrong> {
        json::read(json, L::LAYOUT, Dialect::Contract).map(Self::new)
    }

    /// What the contract has for it.
    pub(super) fn contract(&self) -> Json {
        json::write(&self.fields, L::LAYOUT, Dialect::Contract)
    }
}

impl<L> std::fmt::Debug for Dynamic<L> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.fields.fmt(f)
    }
}

impl<L: Laid> Default for Dynamic<L> {
    fn default() -> Self {
        Self::new(Fields::default())
    }
}

impl<L: Laid> prost::Message for Dynamic<L> {
    fn encode_raw(&self, to: &mut impl BufMut) {
        let mut bytes = Vec::new();
        self.fields.encode(L::LAYOUT, &mut bytes);
        to.put_slice(&bytes);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire: WireType,
        from: &mut impl Buf,
        _: DecodeContext,
    ) -> Result<(), DecodeError> {
        self.fields.merge(L::LAYOUT, number, wire, from, 0)
    }

    fn encoded_len(&self) -> usize {
        self.fields.encoded_len(L::LAYOUT)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

/// The operation it is handed to validates it.
impl<L> Validate for Dynamic<L> {
    fn validate(&self, _: &mut Check) {}
}

impl<'de, L: Laid> Deserialize<'de> for Dynamic<L> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let read = json::read(&Json::deserialize(from)?, L::LAYOUT, Dialect::Proto);
        read.map(Self::new).map_err(|it| D::Error::custom(format!("{} ({})", it.what, it.pointer)))
    }
}

impl<L: Laid> Serialize for Dynamic<L> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        json::write(&self.fields, L::LAYOUT, Dialect::Proto).serialize(to)
    }
}

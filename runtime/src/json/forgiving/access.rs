//! What is inside a value: items, members, and the content of a variant.

use super::deserializer::Forgiving;
use super::error::Error;
use crate::json::path::Path;
use crate::types::Mismatch;
use serde::de::Visitor;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess};
use serde_json::{Map, Value, map};

/// The items of an array, made so many by stand-ins or by leaving some out.
pub(super) struct Items<'a> {
    pub(super) from: Forgiving<'a>,
    pub(super) array: &'a [Value],
    pub(super) index: usize,
    pub(super) count: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        if self.index >= self.count {
            return Ok(None);
        }
        let path = Path::Item(self.from.path, self.index);
        let value = self.array.get(self.index);
        self.index += 1;
        Forgiving { value, path: &path, ..self.from }.give(seed).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.count - self.index)
    }
}

/// The members of an object, then stand-ins for those that its type cannot do without.
pub(super) struct Members<'a> {
    from: Forgiving<'a>,
    given: Option<map::Iter<'a>>,
    missing: Vec<&'static str>,
    /// The fields of the type, when it minds others.
    known: Option<&'static [&'static str]>,
    current: Option<(&'a str, Option<&'a Value>)>,
}

impl<'a> Members<'a> {
    pub(super) fn new(
        from: Forgiving<'a>,
        object: Option<&'a Map<String, Value>>,
        fields: Option<&'static [&'static str]>,
        owner: &'static str,
    ) -> Self {
        let mut missing = from.session.required_by(owner);
        missing.retain(|it| !object.is_some_and(|object| object.contains_key(*it)));
        // The last is taken first.
        missing.reverse();
        let known = fields.filter(|_| from.session.is_closed(owner));
        // Where there is no object at all, that is what is wrong, not that its members are missing.
        let from = if object.is_some() { from } else { Forgiving { value: None, ..from } };
        Self { from, given: object.map(Map::iter), missing, known, current: None }
    }

    fn next_member(&mut self) -> Option<(&'a str, Option<&'a Value>)> {
        for (name, value) in self.given.iter_mut().flatten() {
            if self.known.is_none_or(|known| known.contains(&name.as_str())) {
                return Some((name, Some(value)));
            }
            let path = Path::Member(self.from.path, name);
            self.from.session.record(&path, &Mismatch::constant("additionalProperties", "Is not a known member."));
        }
        let name = self.missing.pop()?;
        let path = Path::Member(self.from.path, name);
        let missing = Mismatch::constant("required", "Is required.");
        if self.from.value.is_some() {
            self.from.session.record(&path, &missing);
        }
        Some((name, None))
    }
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        self.current = self.next_member();
        let Some((name, _)) = self.current else { return Ok(None) };
        seed.deserialize(name.into_deserializer()).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let Some((name, value)) = self.current.take() else { return Err(Error::Enough) };
        Forgiving { value, path: &Path::Member(self.from.path, name), ..self.from }.give(seed)
    }
}

/// A variant of an enum: its name as a string, or an object of its name and its content.
pub(super) struct Choice<'a> {
    pub(super) variant: &'a str,
    pub(super) from: Forgiving<'a>,
    pub(super) content: Option<&'a Value>,
}

impl Choice<'_> {
    /// Reads the content that a variant must have.
    fn inside<T>(self, read: impl FnOnce(Forgiving<'_>) -> Result<T, Error>) -> Result<T, Error> {
        if self.content.is_none() {
            self.from.record(&Mismatch::constant("type", "Must be an object."));
        }
        let path = Path::Member(self.from.path, self.variant);
        read(Forgiving { value: self.content, path: &path, ..self.from })
    }
}

impl<'de> EnumAccess<'de> for Choice<'_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        Ok((seed.deserialize(self.variant.into_deserializer())?, self))
    }
}

impl<'de> VariantAccess<'de> for Choice<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        if self.content.is_some() {
            self.from.record(&Mismatch::constant("type", "Must be a string."));
        }
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        self.inside(|it| it.give(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        self.inside(|it| it.deserialize_tuple(len, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.inside(|it| it.deserialize_struct("", fields, visitor))
    }
}

//! What is inside a value: items, members, and the content of a variant.

use super::deserializer::{Forgiving, REQUIRED, UNKNOWN};
use super::error::Error;
use crate::json::path::Path;
use crate::json::record::read::former;
use crate::types::Mismatch;
use serde::de::Visitor;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess};
use serde_json::{Map, Value};

/// The items of an array, made so many by stand-ins or by leaving some out.
pub(super) struct Items<'a> {
    from: Forgiving<'a>,
    array: &'a [Value],
    count: usize,
    read: usize,
    /// In which order items are read, where that is not their own.
    order: Vec<usize>,
}

impl<'a> Items<'a> {
    /// Items that are alike: those that no value can be had for come last.
    pub(super) fn of_list(from: Forgiving<'a>, array: &'a [Value]) -> Self {
        let mut order = Vec::new();
        if from.session.has_order() {
            order.extend(0..array.len());
            from.session.put_in_order(&mut order, |it| Path::Item(from.path, *it));
        }
        Self { from, array, count: array.len(), read: 0, order }
    }

    /// Items that are each of a type.
    pub(super) const fn of_tuple(from: Forgiving<'a>, array: &'a [Value], count: usize) -> Self {
        Self { from, array, count, read: 0, order: Vec::new() }
    }
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        if self.read >= self.count {
            return Ok(None);
        }
        let index = self.order.get(self.read).copied().unwrap_or(self.read);
        self.read += 1;
        let path = Path::Item(self.from.path, index);
        Forgiving { value: self.array.get(index), path: &path, ..self.from }.give(seed).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.count - self.read)
    }
}

/// A member's name, and its value, or that a stand-in is due.
type Member<'a> = (&'a str, Option<&'a Value>);

/// The members of an object, then stand-ins for those that its type cannot do without.
///
/// Those that no value can be had for come last.
pub(super) struct Members<'a> {
    from: Forgiving<'a>,
    rest: std::vec::IntoIter<Member<'a>>,
    /// The fields of the type, when it minds others.
    known: Option<&'static [&'static str]>,
    current: Option<Member<'a>>,
}

impl<'a> Members<'a> {
    pub(super) fn new(
        from: Forgiving<'a>,
        object: Option<&'a Map<String, Value>>,
        fields: Option<&'static [&'static str]>,
        owner: &'static str,
    ) -> Self {
        let given = object.into_iter().flatten().map(|(name, value)| (name.as_str(), Some(value)));
        let mut members: Vec<Member<'a>> = given.collect();
        let now = |name: &str| fields.and_then(|it| former(it, name));
        let is_given = |name: &str| object.is_some_and(|it| it.contains_key(name));
        // What is there under two names is wrong, and read under one: that of now, or else the first.
        let mut read: Vec<&str> = Vec::new();
        members.retain(|(name, _)| {
            let twice = now(name).filter(|it| is_given(it) || read.contains(it));
            read.extend(now(name));
            if let Some(now) = twice {
                let why = format!("Is called `{now}` now, and given as such or by another name as well.");
                from.session.record(&Path::Member(from.path, name), &Mismatch::new("renamed", why));
            }
            twice.is_none()
        });
        let mut missing = from.session.required_by(owner);
        missing.retain(|it| !members.iter().any(|(name, _)| name == it || now(name) == Some(*it)));
        members.extend(missing.into_iter().map(|it| (it, None)));
        from.session.put_in_order(&mut members, |it| Path::Member(from.path, it.0));
        let known = fields.filter(|_| from.session.is_closed(owner));
        // Where there is no object at all, that is what is wrong, not that its members are missing.
        let from = if object.is_some() { from } else { Forgiving { value: None, ..from } };
        Self { from, rest: members.into_iter(), known, current: None }
    }

    /// The next member that the type is to see.
    fn next_member(&mut self) -> Option<Member<'a>> {
        for (name, value) in self.rest.by_ref() {
            let why = match value {
                Some(_) if self.known.is_none_or(|it| it.contains(&name) || former(it, name).is_some()) => {
                    return Some((name, value));
                }
                Some(_) => UNKNOWN,
                None => REQUIRED,
            };
            if self.from.value.is_some() {
                self.from.session.record(&Path::Member(self.from.path, name), &why);
            }
            if value.is_none() {
                return Some((name, None));
            }
        }
        None
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

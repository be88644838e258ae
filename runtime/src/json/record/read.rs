//! Reading: the members of an object, each put in its place.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use smallvec::{SmallVec, smallvec};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// What a record is called and what is in it.
#[derive(Debug)]
pub struct Table {
    /// The type's name.
    pub name: &'static str,
    /// The names of its members.
    pub fields: &'static [&'static str],
    /// The same, and after them what they were called before, each after what it is called now: `colour\0color`.
    pub names: &'static [&'static str],
    /// Other names that they are read by: none, or one each.
    pub also: &'static [&'static str],
    /// Whether each must be there: nothing said, none must.
    pub required: &'static [bool],
    /// Whether other members are refused.
    pub closed: bool,
    /// Whether other members are kept.
    pub keeps: bool,
}

/// A struct that [`record!`](crate::record) makes a record of JSON.
pub trait Record<'de>: Sized {
    /// What it is called and what is in it.
    const TABLE: &'static Table;

    /// Reads one.
    ///
    /// # Errors
    /// When the members are not those of such a record.
    fn read<A: MapAccess<'de>>(members: Members<A>) -> Result<Self, A::Error>;
}

/// Reads a record.
///
/// # Errors
/// When the value is no such record.
pub fn record<'de, T: Record<'de>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_struct(T::TABLE.name, T::TABLE.names, Reader(PhantomData))
}

/// Its type's name tells one record from another where only that is known.
struct Reader<T>(PhantomData<T>);

impl<'de, T: Record<'de>> Visitor<'de> for Reader<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, from: A) -> Result<T, A::Error> {
        T::read(Members::new(from, T::TABLE))
    }
}

/// The members of an object, one after the other.
#[derive(Debug)]
pub struct Members<A> {
    from: A,
    table: &'static Table,
    /// Where the next member is looked for first: most objects are written in the order of their type.
    next: usize,
    /// A bit a field: whether it was given.
    seen: SmallVec<[u64; 2]>,
    /// The name of a member that is no field.
    other: Option<String>,
}

impl<'de, A: MapAccess<'de>> Members<A> {
    fn new(from: A, table: &'static Table) -> Self {
        let seen = smallvec![0; table.fields.len().div_ceil(64)];
        Self { from, table, next: 0, seen, other: None }
    }

    /// The position of the next member's field, or that of none; `None` at the end.
    ///
    /// # Errors
    /// When there is no name, or one that a closed record does not know.
    #[allow(clippy::should_implement_trait)] // It fails, and what it gives is only half of a member.
    pub fn next(&mut self) -> Result<Option<usize>, A::Error> {
        let Some(key) = self.from.next_key_seed(Key { table: self.table, hint: self.next })? else { return Ok(None) };
        Ok(Some(match key {
            Name::Field(at) => {
                self.next = at + 1;
                at
            }
            Name::Other(name) => {
                self.other = Some(name);
                self.table.fields.len()
            }
        }))
    }

    /// Reads a member that must be there.
    ///
    /// # Errors
    /// When the value is not of the type, or the member was there before.
    pub fn required<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        let at = self.next.wrapping_sub(1);
        let (word, bit) = (at / 64, 1 << (at % 64));
        if self.seen.get(word).is_some_and(|it| it & bit != 0) {
            return Err(A::Error::duplicate_field(self.table.fields.get(at).copied().unwrap_or_default()));
        }
        if let Some(it) = self.seen.get_mut(word) {
            *it |= bit;
        }
        *slot = Some(self.from.next_value()?);
        Ok(())
    }

    /// Reads a member that may be absent.
    ///
    /// # Errors
    /// As [`Self::required`].
    pub fn optional<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.required(slot)
    }

    /// Reads a member that has a default.
    ///
    /// # Errors
    /// As [`Self::required`].
    pub fn defaulted<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.required(slot)
    }

    /// Reads a member that may be absent or null.
    ///
    /// # Errors
    /// As [`Self::required`].
    pub fn lenient<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        let mut given: Option<Option<T>> = None;
        self.required(&mut given)?;
        *slot = given.flatten();
        Ok(())
    }

    /// Reads a member that may be absent or null.
    ///
    /// # Errors
    /// As [`Self::required`].
    pub fn nullable<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.lenient(slot)
    }

    /// Passes over a member that is no field.
    ///
    /// # Errors
    /// When its value is no value.
    pub fn pass(&mut self) -> Result<(), A::Error> {
        self.from.next_value::<IgnoredAny>().map(|_| ())
    }

    /// Keeps a member that is no field.
    ///
    /// # Errors
    /// When the value is not of the type.
    pub fn keep<T: Deserialize<'de>>(&mut self, rest: &mut BTreeMap<String, T>) -> Result<(), A::Error> {
        let value = self.from.next_value()?;
        if rest.insert(self.other.take().unwrap_or_default(), value).is_some() {
            return Err(A::Error::custom("a member is given twice"));
        }
        Ok(())
    }

    /// The error for the first of the required members that was not there.
    #[cold]
    pub fn missing(&self) -> A::Error {
        let given = |at: usize| self.seen.get(at / 64).is_some_and(|it| it & (1 << (at % 64)) != 0);
        let missing = (0..self.table.fields.len()).find(|at| self.table.required[*at] && !given(*at));
        A::Error::missing_field(missing.map_or("", |at| self.table.fields[at]))
    }
}

/// What a member is called now that was called `name`, as [`Table::names`] tell.
pub(in crate::json) fn former(names: &'static [&'static str], name: &str) -> Option<&'static str> {
    // They come last; where there are none, that is seen at once.
    let formers = names.iter().rev().map_while(|it| it.split_once(FORMER));
    formers.filter(|it| it.1 == name).map(|it| it.0).last()
}

/// What is between the name of now and that of before.
const FORMER: char = '\0';

/// The name of a member.
enum Name {
    Field(usize),
    Other(String),
}

/// Finds a name in a table.
struct Key {
    table: &'static Table,
    hint: usize,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Name, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
        let fields = self.table.fields;
        if fields.get(self.hint).is_some_and(|it| *it == name) {
            return Ok(Name::Field(self.hint));
        }
        let named = |it: &[&str]| it.iter().position(|it| *it == name);
        let former = || former(self.table.names, name).and_then(|now| fields.iter().position(|it| *it == now));
        match named(fields).or_else(|| named(self.table.also)).or_else(former) {
            Some(at) => Ok(Name::Field(at)),
            None if self.table.closed => Err(E::unknown_field(name, fields)),
            None if self.table.keeps => Ok(Name::Other(name.to_owned())),
            None => Ok(Name::Other(String::new())),
        }
    }
}

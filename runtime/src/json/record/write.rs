//! Writing: one member after the other, and at the end whether all went well.

use serde::ser::{Serialize, SerializeMap, Serializer};
use std::collections::BTreeMap;

/// An object being written.
#[derive(Debug)]
pub struct Writer<S: Serializer> {
    map: Result<S::SerializeMap, S::Error>,
}

impl<S: Serializer> Writer<S> {
    /// Nothing written yet.
    pub fn new(to: S) -> Self {
        Self { map: to.serialize_map(None) }
    }

    /// Writes a member.
    pub fn required<T: Serialize>(&mut self, name: &'static str, value: &T) {
        self.entry(name, value);
    }

    /// Writes a member, unless it is absent.
    pub fn optional<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(it) = value {
            self.entry(name, it);
        }
    }

    /// Writes a member that has a default.
    pub fn defaulted<T: Serialize>(&mut self, name: &'static str, value: &T) {
        self.entry(name, value);
    }

    /// Writes a member, unless it is absent.
    pub fn lenient<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        self.optional(name, value);
    }

    /// Writes a member, null if it has no value.
    pub fn nullable<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        self.entry(name, value);
    }

    /// Writes every member of a map.
    pub fn entries<T: Serialize>(&mut self, rest: &BTreeMap<String, T>) {
        for (name, value) in rest {
            self.entry(name, value);
        }
    }

    /// Ends the object.
    ///
    /// # Errors
    /// The first that there was.
    pub fn finish(self) -> Result<S::Ok, S::Error> {
        self.map?.end()
    }

    fn entry<T: Serialize>(&mut self, name: &str, value: &T) {
        if let Ok(map) = &mut self.map
            && let Err(error) = map.serialize_entry(name, value)
        {
            self.map = Err(error);
        }
    }
}

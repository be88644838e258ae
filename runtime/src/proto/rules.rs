//! Rules of `buf.validate`, reported: each is an expression that the generator has written out, an id and a sentence.

use super::cel::Fault;
use crate::Check;
use std::collections::BTreeMap;

/// A key of a map, as paths of fields have it: `["a"]`, `[1]`, `[true]`.
pub trait Subscript {
    /// Between the brackets.
    fn subscript(&self) -> String;
}

impl Subscript for String {
    fn subscript(&self) -> String {
        serde_json::Value::from(self.as_str()).to_string()
    }
}

macro_rules! subscripts {
    ($($type:ty)*) => {
        $(impl Subscript for $type {
            fn subscript(&self) -> String {
                self.to_string()
            }
        })*
    };
}

subscripts!(bool i32 i64 u32 u64);

/// What is told of a rule that cannot be reckoned for a value, as where it divides by zero.
const UNKNOWN: &str = "cannot be evaluated for this value";

impl Check {
    /// A rule that must hold.
    pub fn must(&mut self, holds: bool, id: &'static str, message: &'static str) -> &mut Self {
        if !holds {
            self.violation(id, message);
        }
        self
    }

    /// A rule about what must not be.
    pub fn must_not(&mut self, is: bool, id: &'static str, message: &'static str) -> &mut Self {
        self.must(!is, id, message)
    }

    /// A rule that says itself what is wrong; nothing, where nothing is.
    pub fn says(&mut self, message: impl Into<String>, id: &'static str) -> &mut Self {
        let message = message.into();
        if !message.is_empty() {
            self.violation(id, message);
        }
        self
    }

    /// A rule that must hold, and that there are values for which it cannot be reckoned: they are refused.
    pub fn try_must(
        &mut self,
        holds: impl FnOnce() -> Result<bool, Fault>,
        id: &'static str,
        message: &'static str,
    ) -> &mut Self {
        match holds() {
            Ok(holds) => self.must(holds, id, message),
            Err(Fault) => self.must(false, id, UNKNOWN),
        }
    }

    /// The same of what must not be.
    pub fn try_must_not(
        &mut self,
        is: impl FnOnce() -> Result<bool, Fault>,
        id: &'static str,
        message: &'static str,
    ) -> &mut Self {
        self.try_must(|| is().map(|it| !it), id, message)
    }

    /// The same of what says itself what is wrong.
    pub fn try_says(&mut self, message: impl FnOnce() -> Result<String, Fault>, id: &'static str) -> &mut Self {
        match message() {
            Ok(message) => self.says(message, id),
            Err(Fault) => self.must(false, id, UNKNOWN),
        }
    }

    /// Checks every entry of the map at hand, its key and its value.
    pub fn pairs<K: Subscript, T>(
        &mut self,
        map: &BTreeMap<K, T>,
        mut rules: impl for<'c> FnMut(&K, &T, &'c mut Self) -> &'c mut Self,
    ) -> &mut Self {
        for (key, it) in map {
            if self.is_full() {
                break;
            }
            let before = self.len();
            rules(key, it, self);
            if self.len() > before {
                // It follows the name of the map, and is one part of the pointer with it.
                let key = key.subscript().replace('~', "~0").replace('/', "~1");
                self.within(before, &format!("[{key}]"));
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_told_by_id_and_place() {
        let mut check = Check::new("body");
        let map = BTreeMap::from([("a\"/b".to_owned(), 1), ("c".to_owned(), 2)]);
        check
            .at("labels")
            .pairs(&map, |key, it, check| check.must(*it > 1, "int32.gt", "no").must_not(key == "c", "k", "no"));
        check.try_must(|| Err(Fault), "x", "no").says("", "y").says("wrong", "z");
        let found = check.finish();
        let told: Vec<(&str, &str)> = found.iter().map(|it| (it.pointer.as_str(), it.code.as_ref())).collect();
        assert_eq!(told, [("/labels[\"a\\\"~1b\"]", "int32.gt"), ("/labels[\"c\"]", "k"), ("", "x"), ("", "z")]);
        assert_eq!(found[2].detail, UNKNOWN);
    }
}

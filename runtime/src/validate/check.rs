//! The list that violations are put on.

use super::Validate;
use crate::problem::{Problem, Violation};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

/// Collects what is wrong with one value and everything in it.
///
/// At most [`Problem::MAX_ERRORS`] violations are kept. While there are none, nothing is allocated.
#[derive(Debug)]
pub struct Check {
    place: &'static str,
    violations: Vec<Violation>,
}

/// A key of a map, which is a text in JSON.
pub trait EntryKey {
    /// The text.
    fn text(&self) -> Cow<'_, str>;
}

impl EntryKey for String {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

macro_rules! keys {
    ($($type:ty)*) => {
        $(impl EntryKey for $type {
            fn text(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        })*
    };
}

keys!(bool i32 i64 u32 u64);

impl Check {
    /// An empty list for one part of a request: `body`, `path`, `query`, `header` or `cookie`.
    pub const fn new(place: &'static str) -> Self {
        Self { place, violations: Vec::new() }
    }

    /// Reports a violation of the value at hand; `code` is the rule's JSON Schema keyword.
    pub fn violation(&mut self, code: impl Into<Cow<'static, str>>, detail: impl Into<String>) {
        if self.is_full() {
            return;
        }
        let (code, detail) = (code.into(), detail.into());
        self.violations.push(Violation { place: self.place, pointer: String::new(), code, detail });
    }

    /// The member of the value at hand that the checks of this statement are about.
    ///
    /// ```
    /// # let mut check = zephyrix::Check::new("body");
    /// check.at("name").min_length("", 1).max_length("", 64);
    /// assert_eq!(check.finish()[0].pointer, "/name");
    /// ```
    pub fn at<'c>(&'c mut self, name: &'c str) -> At<'c> {
        At { before: self.violations.len(), name, check: self }
    }

    /// Checks a member of the value at hand by several rules.
    pub(crate) fn member(&mut self, name: &str, rules: impl FnOnce(&mut Self)) {
        rules(&mut self.at(name));
    }

    /// Checks a value by its own rules.
    pub fn nested<T: Validate + ?Sized>(&mut self, value: &T) -> &mut Self {
        value.validate(self);
        self
    }

    /// Checks an item of the array at hand.
    pub fn index(&mut self, index: usize, rules: impl FnOnce(&mut Self)) {
        let before = self.violations.len();
        rules(self);
        for it in &mut self.violations[before..] {
            it.pointer.insert_str(0, &format!("/{index}"));
        }
    }

    /// Checks every item of the array at hand.
    pub fn each<T>(
        &mut self,
        items: &[T],
        mut rules: impl for<'c> FnMut(&T, &'c mut Self) -> &'c mut Self,
    ) -> &mut Self {
        for (index, it) in items.iter().enumerate() {
            if self.is_full() {
                break;
            }
            self.index(index, |check| {
                rules(it, check);
            });
        }
        self
    }

    /// Checks every member of the map at hand.
    pub fn entries<K: EntryKey, T>(
        &mut self,
        map: &BTreeMap<K, T>,
        mut rules: impl for<'c> FnMut(&T, &'c mut Self) -> &'c mut Self,
    ) -> &mut Self {
        for (name, it) in map {
            if self.is_full() {
                break;
            }
            self.member(&name.text(), |check| {
                rules(it, check);
            });
        }
        self
    }

    /// Checks one named parameter, which is in another place than what this list is for.
    pub(crate) fn parameter(&mut self, place: &'static str, name: &str, rules: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.place, place);
        self.member(name, rules);
        self.place = outer;
    }

    /// Reports a violation at a pointer from the value at hand.
    pub(crate) fn report(&mut self, pointer: &str, code: impl Into<Cow<'static, str>>, detail: impl Into<String>) {
        let before = self.violations.len();
        self.violation(code, detail);
        for it in &mut self.violations[before..] {
            pointer.clone_into(&mut it.pointer);
        }
    }

    /// Puts a part before the pointers of what was found after the first so many.
    #[cfg(feature = "proto")]
    pub(crate) fn within(&mut self, before: usize, part: &str) {
        for it in &mut self.violations[before..] {
            it.pointer.insert_str(0, part);
        }
    }

    /// What was found so far.
    pub(crate) fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Appends violations found elsewhere, as they are.
    pub(crate) fn extend(&mut self, found: impl IntoIterator<Item = Violation>) {
        let room = Problem::MAX_ERRORS.saturating_sub(self.violations.len());
        self.violations.extend(found.into_iter().take(room));
    }

    /// An empty list for the same part of the request.
    pub(crate) fn fresh(&self) -> Self {
        Self::new(self.place)
    }

    /// How many violations there are.
    pub fn len(&self) -> usize {
        self.violations.len()
    }

    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.violations.is_empty()
    }

    /// Whether further violations would be dropped.
    pub fn is_full(&self) -> bool {
        self.violations.len() >= Problem::MAX_ERRORS
    }

    /// What was found, in the order in which it was found.
    pub fn finish(self) -> Vec<Violation> {
        self.violations
    }
}

/// A member being checked: what is reported meanwhile is about it.
#[derive(Debug)]
#[must_use = "it checks nothing by itself"]
pub struct At<'c> {
    check: &'c mut Check,
    name: &'c str,
    /// How many violations are about other values.
    before: usize,
}

impl Deref for At<'_> {
    type Target = Check;

    fn deref(&self) -> &Check {
        self.check
    }
}

impl DerefMut for At<'_> {
    fn deref_mut(&mut self) -> &mut Check {
        self.check
    }
}

impl Drop for At<'_> {
    fn drop(&mut self) {
        // Pointers are only put together once there is something to point at.
        for it in &mut self.check.violations[self.before..] {
            it.pointer.insert_str(0, &escaped(self.name));
        }
    }
}

/// A reference token with its slash, RFC 6901 §3.
pub(crate) fn escaped(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_lead_to_the_value_and_are_escaped() {
        let mut check = Check::new("body");
        check.at("a/b~").each(&[1, 2, 3], |it, check| check.maximum(*it, 2));
        let found = check.finish();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].pointer.as_str(), found[0].place), ("/a~1b~0/2", "body"));
    }

    #[test]
    fn at_most_a_hundred_are_kept() {
        let mut check = Check::new("body");
        check.each(&[0; 500], |it, check| check.minimum(*it, 1));
        assert_eq!(check.finish().len(), 100);
    }

    #[test]
    fn a_parameter_has_its_own_place() {
        let mut check = Check::new("body");
        check.parameter("query", "limit", |check| check.violation("maximum", "no"));
        check.violation("type", "no");
        let found = check.finish();
        assert_eq!((found[0].place, found[0].pointer.as_str()), ("query", "/limit"));
        assert_eq!((found[1].place, found[1].pointer.as_str()), ("body", ""));
    }
}

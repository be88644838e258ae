//! The list that violations are put on.

use crate::problem::{Problem, Violation};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Collects what is wrong with one value and everything in it.
///
/// At most [`Problem::MAX_ERRORS`] violations are kept. While there are none, nothing is allocated.
#[derive(Debug)]
pub struct Check {
    place: &'static str,
    violations: Vec<Violation>,
}

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

    /// Checks a member of the value at hand.
    pub fn at(&mut self, name: &str, rules: impl FnOnce(&mut Self)) {
        let before = self.violations.len();
        rules(self);
        for it in &mut self.violations[before..] {
            it.pointer.insert_str(0, &escaped(name));
        }
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
    pub fn each<T>(&mut self, items: &[T], mut rules: impl FnMut(&T, &mut Self)) {
        for (index, it) in items.iter().enumerate() {
            if self.is_full() {
                return;
            }
            self.index(index, |check| rules(it, check));
        }
    }

    /// Checks every member of the map at hand.
    pub fn entries<T>(&mut self, map: &BTreeMap<String, T>, mut rules: impl FnMut(&T, &mut Self)) {
        for (name, it) in map {
            if self.is_full() {
                return;
            }
            self.at(name, |check| rules(it, check));
        }
    }

    /// Checks one named parameter, which is in another place than what this list is for.
    pub(crate) fn parameter(&mut self, place: &'static str, name: &str, rules: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.place, place);
        self.at(name, rules);
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
        check.at("a/b~", |check| check.each(&[1, 2, 3], |it, check| check.maximum(*it, 2)));
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

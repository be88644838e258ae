//! JSON Schema 2020-12 over values of any kind: what a typed value cannot be asked.

use super::keywords::length;
use super::unique::has_repeated;
use super::{Check, Pattern};
use serde::Serialize;
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// What a schema asserts of a value.
pub type Rule = fn(&mut Subject<'_, '_>);

/// How many schemas may be inside one another: one that refers to itself without an end fails there.
const MAX_DEPTH: usize = 400;

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true`, `false`.
    Boolean,
    /// A number without a fraction: `1.0` is one.
    Integer,
    /// Any number.
    Number,
    /// A text.
    String,
    /// A list.
    Array,
    /// A mapping.
    Object,
}

/// A value that a schema is held against. A keyword holds of values that it is not about.
#[derive(Debug)]
pub struct Subject<'v, 'c> {
    pub(super) value: &'v Value,
    pub(super) check: &'c mut Check,
    pub(super) seen: Seen<'v>,
    depth: usize,
}

/// The parts of a value that a schema has described, noted only where somebody will ask (core §11).
#[derive(Debug, Default)]
pub(super) struct Seen<'v> {
    asked: bool,
    pub(super) names: BTreeSet<&'v str>,
    pub(super) items: BTreeSet<usize>,
}

impl<'v> Seen<'v> {
    pub(super) fn name(&mut self, name: &'v str) {
        if self.asked {
            self.names.insert(name);
        }
    }

    pub(super) fn item(&mut self, at: usize) {
        if self.asked {
            self.items.insert(at);
        }
    }
}

impl Check {
    /// A value is, seen as JSON, what a schema asserts.
    pub fn valid<T: Serialize + ?Sized>(&mut self, value: &T, rule: Rule) -> &mut Self {
        match serde_json::to_value(value) {
            Ok(value) => self.valid_json(&value, rule),
            Err(_) => self,
        }
    }

    /// The same of what is JSON already.
    pub fn valid_json(&mut self, value: &Value, rule: Rule) -> &mut Self {
        rule(&mut Subject { value, check: self, seen: Seen::default(), depth: 0 });
        self
    }
}

impl Subject<'_, '_> {
    /// The schema `false`.
    pub fn never(&mut self) {
        self.check.never(self.value);
    }

    /// `type`.
    pub fn kinds(&mut self, kinds: &[Kind]) {
        if !kinds.iter().any(|it| is_of(self.value, *it)) {
            let words: Vec<String> = kinds.iter().map(|it| format!("{it:?}").to_lowercase()).collect();
            self.check.violation("type", format!("Must be of type {}.", words.join(" or ")));
        }
    }

    /// `enum` and `const`, compared as JSON.
    pub fn one_of(&mut self, allowed: &[Value]) {
        self.check.one_of_json(self.value, allowed);
    }

    /// `minLength` and `maxLength`.
    pub fn length(&mut self, min: u64, max: Option<u64>) {
        if let Some(text) = self.value.as_str() {
            self.check.min_length(text, min);
            if let Some(max) = max.filter(|it| length(text) > *it) {
                self.check.max_length(text, max);
            }
        }
    }

    /// `pattern`.
    pub fn pattern(&mut self, pattern: &Pattern) {
        if let Some(text) = self.value.as_str() {
            self.check.pattern(text, pattern);
        }
    }

    /// `minimum`.
    pub fn minimum(&mut self, limit: f64) {
        self.number(limit, "minimum", "at least", Ordering::is_ge);
    }

    /// `maximum`.
    pub fn maximum(&mut self, limit: f64) {
        self.number(limit, "maximum", "at most", Ordering::is_le);
    }

    /// `exclusiveMinimum`.
    pub fn exclusive_minimum(&mut self, limit: f64) {
        self.number(limit, "exclusiveMinimum", "more than", Ordering::is_gt);
    }

    /// `exclusiveMaximum`.
    pub fn exclusive_maximum(&mut self, limit: f64) {
        self.number(limit, "exclusiveMaximum", "less than", Ordering::is_lt);
    }

    /// `multipleOf`.
    pub fn multiple_of(&mut self, divisor: f64) {
        match self.value {
            Value::Number(it) if it.is_i64() => self.check.multiple_of(it.as_i64().unwrap_or_default(), divisor),
            Value::Number(it) => self.check.multiple_of(it.as_f64().unwrap_or_default(), divisor),
            _ => self.check,
        };
    }

    fn number(&mut self, limit: f64, code: &'static str, words: &str, holds: fn(Ordering) -> bool) {
        let Some(order) = self.value.as_number().and_then(|it| it.as_f64()?.partial_cmp(&limit)) else { return };
        if !holds(order) {
            self.check.violation(code, format!("Must be {words} {limit}."));
        }
    }

    /// `minItems`, `maxItems` and `uniqueItems`.
    pub fn items_count(&mut self, min: u64, max: Option<u64>, unique: bool) {
        let Some(items) = self.value.as_array() else { return };
        self.check.min_items(items.len(), min);
        if let Some(max) = max {
            self.check.max_items(items.len(), max);
        }
        if unique && has_repeated(items) {
            self.check.unique_items(items);
        }
    }

    /// `minProperties` and `maxProperties`.
    pub fn members_count(&mut self, min: u64, max: Option<u64>) {
        let Some(members) = self.value.as_object() else { return };
        self.check.min_properties(members.len(), min);
        if let Some(max) = max {
            self.check.max_properties(members.len(), max);
        }
    }

    /// Says that a keyword is going to ask what others have described.
    pub fn ask(&mut self) {
        self.seen.asked = true;
    }

    /// Holds a schema against the same value, and takes over what it has described.
    pub(super) fn apply(&mut self, rule: Rule) {
        let asked = self.seen.asked;
        let seen = Seen { asked, ..Seen::default() };
        let mut there = Subject { value: self.value, check: self.check, seen, depth: self.depth + 1 };
        there.run(rule);
        let Seen { names, items, .. } = there.seen;
        self.seen.names.extend(names);
        self.seen.items.extend(items);
    }

    /// Whether a schema holds of the same value; what it has described counts only then.
    pub(super) fn holds(&mut self, rule: Rule) -> bool {
        let mut check = self.check.fresh();
        let seen = Seen { asked: self.seen.asked, ..Seen::default() };
        let mut there = Subject { value: self.value, check: &mut check, seen, depth: self.depth + 1 };
        there.run(rule);
        let Seen { names, items, .. } = there.seen;
        if check.is_empty() {
            self.seen.names.extend(names);
            self.seen.items.extend(items);
        }
        check.is_empty()
    }

    /// Whether a schema holds of a part of the value.
    pub(super) fn part_holds(&self, value: &Value, rule: Rule) -> bool {
        let mut check = self.check.fresh();
        self.part(value, rule, &mut check);
        check.is_empty()
    }

    pub(super) fn member(&mut self, name: &str, value: &Value, rule: Rule) {
        let depth = self.depth + 1;
        self.check.member(name, |check| Subject { value, check, seen: Seen::default(), depth }.run(rule));
    }

    pub(super) fn item(&mut self, at: usize, value: &Value, rule: Rule) {
        let depth = self.depth + 1;
        self.check.index(at, |check| Subject { value, check, seen: Seen::default(), depth }.run(rule));
    }

    fn part(&self, value: &Value, rule: Rule, check: &mut Check) {
        Subject { value, check, seen: Seen::default(), depth: self.depth + 1 }.run(rule);
    }

    fn run(&mut self, rule: Rule) {
        if self.depth < MAX_DEPTH {
            rule(self);
        } else {
            self.check.violation("$ref", "Its schema refers to itself without an end.");
        }
    }
}

fn is_of(value: &Value, kind: Kind) -> bool {
    match (value, kind) {
        (Value::Null, Kind::Null)
        | (Value::Bool(_), Kind::Boolean)
        | (Value::Number(_), Kind::Number)
        | (Value::String(_), Kind::String)
        | (Value::Array(_), Kind::Array)
        | (Value::Object(_), Kind::Object) => true,
        (Value::Number(it), Kind::Integer) => !it.is_f64() || it.as_f64().is_some_and(|it| it.fract() == 0.0),
        _ => false,
    }
}

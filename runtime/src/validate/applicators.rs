//! Keywords that hold schemas against a value and its parts (JSON Schema 2020-12 core §10 and §11).

use super::Pattern;
use super::subject::{Rule, Subject};
use serde_json::Value;

impl Subject<'_, '_> {
    /// `required`.
    pub fn required(&mut self, names: &[&str]) {
        let Some(members) = self.value.as_object() else { return };
        for name in names.iter().filter(|it| !members.contains_key(**it)) {
            self.check.member(name, |check| check.violation("required", "Is required."));
        }
    }

    /// `properties`, `patternProperties` and `additionalProperties`.
    pub fn members(&mut self, named: &[(&str, Rule)], matching: &[(&Pattern, Rule)], others: Option<Rule>) {
        let Some(members) = self.value.as_object() else { return };
        for (name, value) in members {
            let mut known = false;
            let named = named.iter().filter(|it| it.0 == name).map(|it| it.1);
            let matching = matching.iter().filter(|it| it.0.matches(name)).map(|it| it.1);
            for rule in named.chain(matching) {
                known = true;
                self.member(name, value, rule);
            }
            if let (false, Some(rule)) = (known, others) {
                known = true;
                self.member(name, value, rule);
            }
            if known {
                self.seen.name(name);
            }
        }
    }

    /// `propertyNames`.
    pub fn property_names(&mut self, rule: Rule) {
        let Some(members) = self.value.as_object() else { return };
        for name in members.keys() {
            if !self.part_holds(&Value::String(name.clone()), rule) {
                self.check.member(name, |check| check.violation("propertyNames", "Must not have this name."));
            }
        }
    }

    /// `dependentRequired`.
    pub fn dependent_required(&mut self, name: &str, others: &[&str]) {
        let Some(members) = self.value.as_object() else { return };
        for other in others {
            let needs = [(*other, members.contains_key(*other))];
            self.check.dependent_required(name, members.contains_key(name), &needs);
        }
    }

    /// `dependentSchemas`.
    pub fn dependent_schema(&mut self, name: &str, rule: Rule) {
        if self.value.as_object().is_some_and(|it| it.contains_key(name)) {
            self.apply(rule);
        }
    }

    /// `prefixItems` and `items`.
    pub fn items(&mut self, first: &[Rule], others: Option<Rule>) {
        let Some(items) = self.value.as_array() else { return };
        for (at, item) in items.iter().enumerate() {
            let Some(rule) = first.get(at).copied().or(others) else { return };
            self.item(at, item, rule);
            self.seen.item(at);
        }
    }

    /// `contains`, `minContains` and `maxContains`.
    pub fn contains(&mut self, rule: Rule, min: usize, max: Option<usize>) {
        let Some(items) = self.value.as_array() else { return };
        let mut count = 0;
        for (at, item) in items.iter().enumerate() {
            if self.part_holds(item, rule) {
                count += 1;
                self.seen.item(at);
            }
        }
        if count < min || max.is_some_and(|max| count > max) {
            self.check.violation("contains", "Has too few or too many of the items that it must contain.");
        }
    }

    /// `allOf` and references.
    pub fn all_of(&mut self, rules: &[Rule]) {
        for rule in rules {
            self.apply(*rule);
        }
    }

    /// `anyOf`. Each is tried: all that hold say what they have described.
    pub fn any_of(&mut self, rules: &[Rule]) {
        if self.count(rules) == 0 {
            self.check.violation("anyOf", "Must be one of several things, and is none of them.");
        }
    }

    /// `oneOf`.
    pub fn exactly_one_of(&mut self, rules: &[Rule]) {
        if self.count(rules) != 1 {
            self.check.violation("oneOf", "Must be exactly one of several things.");
        }
    }

    fn count(&mut self, rules: &[Rule]) -> usize {
        rules.iter().filter(|it| self.holds(**it)).count()
    }

    /// `not`.
    pub fn not(&mut self, rule: Rule) {
        if self.part_holds(self.value, rule) {
            self.check.violation("not", "Must not be what is ruled out here.");
        }
    }

    /// `if`, `then` and `else`.
    pub fn conditional(&mut self, condition: Rule, then: Option<Rule>, otherwise: Option<Rule>) {
        let branch = if self.holds(condition) { then } else { otherwise };
        if let Some(rule) = branch {
            self.apply(rule);
        }
    }

    /// `unevaluatedProperties`, after all others.
    pub fn unevaluated_properties(&mut self, rule: Rule) {
        let Some(members) = self.value.as_object() else { return };
        for (name, value) in members {
            if !self.seen.names.contains(name.as_str()) {
                self.member(name, value, rule);
                self.seen.name(name);
            }
        }
    }

    /// `unevaluatedItems`, after all others.
    pub fn unevaluated_items(&mut self, rule: Rule) {
        let Some(items) = self.value.as_array() else { return };
        for (at, item) in items.iter().enumerate() {
            if !self.seen.items.contains(&at) {
                self.item(at, item, rule);
                self.seen.item(at);
            }
        }
    }
}

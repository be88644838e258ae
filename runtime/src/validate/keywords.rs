//! One method a keyword, named and coded as JSON Schema has it.

use super::unique::{equal, has_repeated};
use super::{Check, Format, Number, Pattern};
use serde::Serialize;
use serde_json::Value;
use std::fmt::Display;

impl Check {
    /// A string has at least so many code points.
    pub fn min_length(&mut self, value: &str, limit: u64) -> &mut Self {
        // A code point takes one to four bytes, which settles nearly every case without counting.
        if value.len() as u64 >= limit.saturating_mul(4) || length(value) >= limit {
            return self;
        }
        self.violation("minLength", format!("Must be at least {limit} {} long.", characters(limit)));
        self
    }

    /// A string has at most so many code points.
    pub fn max_length(&mut self, value: &str, limit: u64) -> &mut Self {
        if value.len() as u64 <= limit || length(value) <= limit {
            return self;
        }
        self.violation("maxLength", format!("Must be at most {limit} {} long.", characters(limit)));
        self
    }

    /// A string matches a pattern somewhere.
    pub fn pattern(&mut self, value: &str, pattern: &Pattern) -> &mut Self {
        if !pattern.matches(value) {
            self.violation("pattern", format!("Must match the pattern {}", pattern.as_str()));
        }
        self
    }

    /// A string is of a format.
    pub fn format(&mut self, value: &str, format: Format) -> &mut Self {
        if !format.accepts(value) {
            self.violation("format", format!("Must be {}.", format.noun()));
        }
        self
    }

    /// A number is not below a limit.
    pub fn minimum<T: PartialOrd + Display + Copy>(&mut self, value: T, limit: T) -> &mut Self {
        if value >= limit {
            return self;
        }
        self.violation("minimum", format!("Must be at least {limit}."));
        self
    }

    /// A number is not above a limit.
    pub fn maximum<T: PartialOrd + Display + Copy>(&mut self, value: T, limit: T) -> &mut Self {
        if value <= limit {
            return self;
        }
        self.violation("maximum", format!("Must be at most {limit}."));
        self
    }

    /// A number is above a limit.
    pub fn exclusive_minimum<T: PartialOrd + Display + Copy>(&mut self, value: T, limit: T) -> &mut Self {
        if value > limit {
            return self;
        }
        self.violation("exclusiveMinimum", format!("Must be more than {limit}."));
        self
    }

    /// A number is below a limit.
    pub fn exclusive_maximum<T: PartialOrd + Display + Copy>(&mut self, value: T, limit: T) -> &mut Self {
        if value < limit {
            return self;
        }
        self.violation("exclusiveMaximum", format!("Must be less than {limit}."));
        self
    }

    /// A number is a whole multiple of another, reckoned in decimal: 0.3 is a multiple of 0.1.
    pub fn multiple_of<T: Number, D: Number>(&mut self, value: T, divisor: D) -> &mut Self {
        if !value.decimal().is_multiple_of(divisor.decimal()) {
            self.violation("multipleOf", format!("Must be a multiple of {divisor}."));
        }
        self
    }

    /// An array has at least so many items.
    pub fn min_items(&mut self, count: usize, limit: u64) -> &mut Self {
        if (count as u64) < limit {
            self.violation("minItems", format!("Must have at least {limit} {}.", items(limit)));
        }
        self
    }

    /// An array has at most so many items.
    pub fn max_items(&mut self, count: usize, limit: u64) -> &mut Self {
        if count as u64 > limit {
            self.violation("maxItems", format!("Must have at most {limit} {}.", items(limit)));
        }
        self
    }

    /// No two items of an array are equal as JSON: 1 equals 1.0, and members have no order.
    pub fn unique_items<T: Serialize>(&mut self, all: &[T]) -> &mut Self {
        if has_repeated(all) {
            self.violation("uniqueItems", "Must not have the same item twice.");
        }
        self
    }

    /// An object has at least so many members.
    pub fn min_properties(&mut self, count: usize, limit: u64) -> &mut Self {
        if (count as u64) < limit {
            self.violation("minProperties", format!("Must have at least {limit} {}.", members(limit)));
        }
        self
    }

    /// An object has at most so many members.
    pub fn max_properties(&mut self, count: usize, limit: u64) -> &mut Self {
        if count as u64 > limit {
            self.violation("maxProperties", format!("Must have at most {limit} {}.", members(limit)));
        }
        self
    }

    /// A value is the only one allowed.
    pub fn constant<T: PartialEq + Display + Copy>(&mut self, value: T, expected: T) -> &mut Self {
        if value != expected {
            self.violation("const", format!("Must be {expected}."));
        }
        self
    }

    /// A value is one of those allowed.
    pub fn one_of<T: PartialEq + Display>(&mut self, value: &T, allowed: &[T]) -> &mut Self {
        if !allowed.contains(value) {
            let allowed: Vec<String> = allowed.iter().map(ToString::to_string).collect();
            self.violation("enum", format!("Must be one of {}.", allowed.join(", ")));
        }
        self
    }

    /// A value of any kind is one of those allowed, compared as JSON.
    pub fn one_of_json(&mut self, value: &Value, allowed: &[Value]) -> &mut Self {
        if !allowed.iter().any(|it| equal(it, value)) {
            let allowed: Vec<String> = allowed.iter().map(ToString::to_string).collect();
            self.violation("enum", format!("Must be one of {}.", allowed.join(", ")));
        }
        self
    }

    /// No value is allowed where the value at hand is: the schema `false`.
    pub fn never<T>(&mut self, _value: &T) -> &mut Self {
        self.violation("not", "Must not be given.");
        self
    }

    /// When a member is given, so are those that it needs: `needs` says of each by name whether it is.
    pub fn dependent_required(&mut self, name: &str, given: bool, needs: &[(&str, bool)]) -> &mut Self {
        if !given {
            return self;
        }
        for (needed, _) in needs.iter().filter(|(_, given)| !given) {
            self.member(needed, |check| check.violation("dependentRequired", format!("Is required beside {name}.")));
        }
        self
    }
}

pub(super) fn length(value: &str) -> u64 {
    value.chars().count() as u64
}

fn characters(count: u64) -> &'static str {
    if count == 1 { "character" } else { "characters" }
}

fn items(count: u64) -> &'static str {
    if count == 1 { "item" } else { "items" }
}

fn members(count: u64) -> &'static str {
    if count == 1 { "member" } else { "members" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(rules: impl FnOnce(&mut Check) -> &mut Check) -> Vec<String> {
        let mut check = Check::new("body");
        rules(&mut check);
        check.finish().into_iter().map(|it| it.code.into_owned()).collect()
    }

    #[test]
    fn lengths_are_code_points() {
        assert!(codes(|check| check.max_length("ééé", 3)).is_empty());
        assert!(codes(|check| check.min_length("💩💩", 2)).is_empty());
        assert_eq!(codes(|check| check.min_length("💩", 2)), ["minLength"]);
        assert_eq!(codes(|check| check.max_length("éééé", 3)), ["maxLength"]);
        assert_eq!(codes(|check| check.min_length("", 1)), ["minLength"]);
        assert!(codes(|check| check.min_length("", 0)).is_empty());
    }

    #[test]
    fn limits_hold_at_their_edges() {
        assert!(codes(|check| check.minimum(1, 1)).is_empty());
        assert_eq!(codes(|check| check.exclusive_minimum(1, 1)), ["exclusiveMinimum"]);
        assert_eq!(codes(|check| check.exclusive_maximum(0.5, 0.5)), ["exclusiveMaximum"]);
        assert_eq!(codes(|check| check.maximum(i64::MAX, i64::MAX - 1)), ["maximum"]);
        assert_eq!(codes(|check| check.minimum(f64::NAN, 0.0)), ["minimum"]);
    }

    #[test]
    fn multiples_are_decimal() {
        assert!(codes(|check| check.multiple_of(0.3, 0.1)).is_empty());
        assert!(codes(|check| check.multiple_of(1.1, 0.01)).is_empty());
        assert!(codes(|check| check.multiple_of(0.0075, 0.0001)).is_empty());
        assert!(codes(|check| check.multiple_of(1e300, 0.5)).is_empty());
        assert!(codes(|check| check.multiple_of(-9_i64, 3)).is_empty());
        assert!(codes(|check| check.multiple_of(3_i64, 1.5)).is_empty());
        assert_eq!(codes(|check| check.multiple_of(0.00751, 0.0001)), ["multipleOf"]);
        assert_eq!(codes(|check| check.multiple_of(7, 2)), ["multipleOf"]);
        assert_eq!(codes(|check| check.multiple_of(f64::INFINITY, 1)), ["multipleOf"]);
        assert_eq!(codes(|check| check.multiple_of(1e-300, 3)), ["multipleOf"]);
    }

    #[test]
    fn a_member_may_need_others() {
        assert!(codes(|check| check.dependent_required("card", false, &[("address", false)])).is_empty());
        assert!(codes(|check| check.dependent_required("card", true, &[("address", true)])).is_empty());
        let mut check = Check::new("body");
        check.dependent_required("card", true, &[("address", false)]);
        assert_eq!(check.finish()[0].pointer, "/address");
    }
}

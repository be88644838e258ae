//! One parameter, on its way from text to a field of a request record.

use crate::json;
use crate::types::Mismatch;
use crate::validate::{Check, Validate};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A parameter that was looked for. Whatever is wrong with it is noted already, and it is gone then.
#[must_use = "a parameter is nothing before `required`, `optional` or `or`"]
#[derive(Debug)]
pub struct Param<'c, T> {
    check: &'c mut Check,
    place: &'static str,
    name: &'static str,
    value: Found<T>,
}

#[derive(Debug)]
enum Found<T> {
    Absent,
    Wrong,
    Good(T),
}

impl<'c, T> Param<'c, T> {
    /// Reads what was found, if anything was.
    pub(super) fn read<F>(
        check: &'c mut Check,
        place: &'static str,
        name: &'static str,
        found: Result<Option<F>, Mismatch>,
        read: impl FnOnce(F, &mut Check) -> Option<T>,
    ) -> Self {
        let mut value = Found::Wrong;
        check.parameter(place, name, |check| match found {
            Ok(None) => value = Found::Absent,
            Ok(Some(it)) => {
                if let Some(it) = read(it, check) {
                    value = Found::Good(it);
                }
            }
            Err(it) => check.violation(it.code, it.detail),
        });
        Self { check, place, name, value }
    }

    /// Checks the value, if there is one.
    pub fn check(mut self, rules: impl for<'r> FnOnce(&T, &'r mut Check) -> &'r mut Check) -> Self {
        let Found::Good(it) = &self.value else { return self };
        let before = self.check.len();
        self.check.parameter(self.place, self.name, |check| {
            rules(it, check);
        });
        if self.check.len() > before {
            self.value = Found::Wrong;
        }
        self
    }

    /// The value, which must be there.
    pub fn required(self) -> Option<T> {
        match self.value {
            Found::Good(it) => Some(it),
            Found::Wrong => None,
            Found::Absent => {
                self.check.parameter(self.place, self.name, |check| check.violation("required", "Is required."));
                None
            }
        }
    }

    /// The value, or that there is none.
    // The outer option says whether the parameter is in order, the inner one whether it is there.
    #[allow(clippy::option_option)]
    pub fn optional(self) -> Option<Option<T>> {
        match self.value {
            Found::Good(it) => Some(Some(it)),
            Found::Wrong => None,
            Found::Absent => Some(None),
        }
    }

    /// The value, or another where there is none.
    pub fn or(self, default: T) -> Option<T> {
        self.optional().map(|it| it.unwrap_or(default))
    }
}

impl Param<'_, String> {
    /// Checks that a text, taken for a string or for another literal of JSON, is one that `T` takes.
    pub fn text_of<T: DeserializeOwned + Validate>(self) -> Self {
        self.check(|text, check| {
            let literal = serde_json::from_str::<Value>(text).ok().filter(|it| it.is_number() || it.is_boolean());
            let is_one = |it: &Value| {
                let mut found = Check::new("body");
                matches!(json::decode::<T>(it.to_string().as_bytes(), &mut found), Ok(Some(_)))
            };
            if !literal.is_some_and(|it| is_one(&it)) {
                // What is wrong is told of the string.
                let mut found = check.fresh();
                if json::decode::<T>(Value::from(text.as_str()).to_string().as_bytes(), &mut found).is_ok() {
                    check.extend(found.finish());
                }
            }
            check
        })
    }
}

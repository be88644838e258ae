//! JSON in: as fast as plain serde where a body is good, and telling everything that is wrong where it is not.
//!
//! A body is first read straight into its type. Only when that fails is it read again, as a tree, by a
//! deserializer that notes each violation, goes on with a stand-in, and has the last word.

mod choice;
mod forgiving;
mod path;
mod presence;
mod strict;
mod tree;

pub use choice::{Choice, Fit};
pub use presence::{maybe, nullable, present};

use crate::problem::Violation;
use crate::validate::{Check, Validate};
use serde::de::DeserializeOwned;
use std::fmt;
use strict::Strict;

/// A text that is not JSON, or is nested too deeply to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The line at which reading ended, from 1.
    pub line: usize,
    /// The byte in that line, from 1.
    pub column: usize,
    detail: String,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Not valid JSON: {}.", self.detail)
    }
}

impl std::error::Error for Malformed {}

impl From<serde_json::Error> for Malformed {
    fn from(error: serde_json::Error) -> Self {
        Self { line: error.line(), column: error.column(), detail: error.to_string() }
    }
}

/// Reads and checks a value; `None` when there are violations, all of which `check` has then.
///
/// An integer may be written `1.0`; an object may neither repeat a member nor be written as an array.
///
/// # Errors
/// When the text is not JSON at all.
pub fn decode<T: DeserializeOwned + Validate>(bytes: &[u8], check: &mut Check) -> Result<Option<T>, Malformed> {
    let Ok(value) = decode_strictly::<T>(bytes) else { return decode_forgivingly(bytes, check) };
    let before = check.len();
    value.validate(check);
    Ok((check.len() == before).then_some(value))
}

fn decode_strictly<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, serde_json::Error> {
    let mut from = serde_json::Deserializer::from_slice(bytes);
    let value = T::deserialize(Strict(&mut from))?;
    from.end()?;
    Ok(value)
}

#[cold]
fn decode_forgivingly<T: DeserializeOwned + Validate>(bytes: &[u8], check: &mut Check) -> Result<Option<T>, Malformed> {
    let tree = tree::read(bytes)?;
    let mut found = check.fresh();
    for pointer in &tree.repeated {
        found.report(pointer, "duplicateKey", "Must be given only once.");
    }
    let value = forgiving::read::<T>(&tree.value, &mut found);
    let mut rules = check.fresh();
    if let Some(value) = &value {
        value.validate(&mut rules);
    }
    let found = found.finish();
    let broken: Vec<_> = rules.finish().into_iter().filter(|it| !is_consequence(it, &found)).collect();
    let good = found.is_empty() && broken.is_empty();
    check.extend(found.into_iter().chain(broken));
    Ok(value.filter(|_| good))
}

/// Rules that hold or break however wrong the items or members are.
const COUNTS: [&str; 5] = ["minItems", "maxItems", "minProperties", "maxProperties", "dependentRequired"];

/// Whether a rule may have been broken by a stand-in rather than by the request.
fn is_consequence(rule: &Violation, found: &[Violation]) -> bool {
    found.iter().any(|it| {
        path::covers(&it.pointer, &rule.pointer)
            || (path::covers(&rule.pointer, &it.pointer) && !COUNTS.contains(&rule.code.as_ref()))
    })
}

//! What ends one attempt at reading.

use crate::types::Mismatch;
use serde::de::{self, Expected, Unexpected};
use std::fmt;

/// Why reading stopped.
#[derive(Debug)]
pub(super) enum Error {
    /// A lesson was learned: start again.
    Again,
    /// Nothing further can be found.
    Enough,
    /// The type at hand cannot do without a field.
    Missing(&'static str),
    /// The type at hand has no field of this name, and minds.
    UnknownField(String),
    /// The type at hand has no variant of this name.
    UnknownVariant(&'static [&'static str]),
    /// The type at hand will not have this value.
    Refused(Mismatch),
}

/// Whose words tell the rule that is broken, where all that serde passes on is words.
const TELLING: [(&str, &str, Option<&str>); 2] = [
    ("Must be one of ", "enum", None),
    ("data did not match any variant", "oneOf", Some("Must match one of the alternatives.")),
];

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        let known = TELLING.iter().find(|(start, _, _)| message.starts_with(start));
        Self::Refused(match known {
            Some((_, code, Some(detail))) => Mismatch::new(code, *detail),
            Some((_, code, None)) => Mismatch::new(code, message),
            None => Mismatch::new("format", message),
        })
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Refused(Mismatch::new("type", format!("Must be {expected}.")))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Refused(Mismatch::new("format", format!("Must be {expected}.")))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        Self::UnknownField(field.to_owned())
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::UnknownVariant(expected)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for Error {}

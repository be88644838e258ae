//! Assertions about values, as data.

use super::{AssertionId, Number, Value};

/// The language a pattern is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// ECMA-262, as JSON Schema wants it.
    Ecma,
    /// RE2, as protovalidate wants it.
    Re2,
}

/// A format of the OpenAPI format registry that is an assertion about a text.
///
/// Formats that change the type (`int32`, `uuid`, `date-time`, …) are [`Scalar`](super::Scalar)s instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 5321 §4.1.2.
    Email,
    /// RFC 1123 §2.1.
    Hostname,
    /// RFC 2673 §3.2.
    Ipv4,
    /// RFC 4291 §2.2.
    Ipv6,
    /// RFC 3986, absolute.
    Uri,
    /// RFC 3986, absolute or relative.
    UriReference,
    /// RFC 6901.
    JsonPointer,
    /// An ECMA-262 regular expression.
    Regex,
    /// RFC 3339 §5.6 `date-time`, as text.
    DateTime,
    /// RFC 3339 §5.6 `full-time`, as text.
    Time,
    /// RFC 3339 appendix A, as text.
    Duration,
}

impl Format {
    /// Its name in the registry of OpenAPI and JSON Schema.
    pub fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Hostname => "hostname",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Uri => "uri",
            Self::UriReference => "uri-reference",
            Self::JsonPointer => "json-pointer",
            Self::Regex => "regex",
            Self::DateTime => "date-time",
            Self::Time => "time",
            Self::Duration => "duration",
        }
    }
}

/// One assertion. Those about another kind of value than the one at hand hold (JSON Schema 2020-12 validation §6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint<R> {
    /// At least so many Unicode code points.
    MinLength(u64),
    /// At most so many Unicode code points.
    MaxLength(u64),
    /// Some part of the text matches.
    Pattern(String, Dialect),
    /// The text is of this format.
    Format(Format),
    /// `value >= it`.
    Minimum(Number),
    /// `value <= it`.
    Maximum(Number),
    /// `value > it`.
    ExclusiveMinimum(Number),
    /// `value < it`.
    ExclusiveMaximum(Number),
    /// `value / it` is whole; exact in decimal, also for `0.1`.
    MultipleOf(Number),
    /// At least so many items.
    MinItems(u64),
    /// At most so many items.
    MaxItems(u64),
    /// No two items are equal.
    UniqueItems,
    /// Between `min` and `max` items are valid against the type.
    Contains {
        /// What they must be.
        item: R,
        /// At least so many (1 unless said).
        min: u64,
        /// At most so many.
        max: Option<u64>,
    },
    /// At least so many members.
    MinProperties(u64),
    /// At most so many members.
    MaxProperties(u64),
    /// Every member's name is valid against the type.
    PropertyNames(R),
    /// Where the member is present, so are the others.
    DependentRequired(String, Vec<String>),
    /// Where the member is present, the whole object is valid against the type.
    DependentSchema(String, R),
    /// Not valid against the type.
    Not(R),
    /// JSON Schema's `if`, `then`, `else`.
    Conditional {
        /// Whether this holds …
        condition: R,
        /// … decides that this must,
        then: Option<R>,
        /// … or this.
        otherwise: Option<R>,
    },
    /// Valid against all that a schema asserts, seen as JSON.
    Valid(AssertionId),
    /// Equal to the literal.
    Const(Value),
}

//! What must hold of values beyond their shapes.

use super::values::{json, number};
use serde::Serialize;
use serde_json::Value as Json;
use zephyrix_ir::vocabulary::{Constraint as Of, Dialect, Number};

/// One rule. `R` is a type, or an assertion.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "rule", rename_all = "snake_case")]
pub(super) enum Constraint<R> {
    /// At least so many characters.
    MinLength {
        /// How many.
        value: u64,
    },
    /// At most so many characters.
    MaxLength {
        /// How many.
        value: u64,
    },
    /// Some part of the text matches.
    Pattern {
        /// The regular expression.
        value: String,
        /// Whose: `ecma` or `re2`.
        dialect: &'static str,
    },
    /// The text is of a format of the OpenAPI format registry.
    Format {
        /// Its name there.
        value: &'static str,
    },
    /// Not less.
    Minimum(Limit),
    /// Not greater.
    Maximum(Limit),
    /// Greater.
    ExclusiveMinimum(Limit),
    /// Less.
    ExclusiveMaximum(Limit),
    /// A multiple.
    MultipleOf(Limit),
    /// At least so many items.
    MinItems {
        /// How many.
        value: u64,
    },
    /// At most so many items.
    MaxItems {
        /// How many.
        value: u64,
    },
    /// No two items are equal.
    UniqueItems,
    /// So many items are valid against a type.
    Contains {
        /// Which.
        of: R,
        /// At least so many.
        min: u64,
        /// At most so many.
        max: Option<u64>,
    },
    /// At least so many members.
    MinProperties {
        /// How many.
        value: u64,
    },
    /// At most so many members.
    MaxProperties {
        /// How many.
        value: u64,
    },
    /// Every member's name is valid against a type.
    PropertyNames {
        /// Which.
        of: R,
    },
    /// Where a member is present, so are others.
    DependentRequired {
        /// The member.
        name: String,
        /// The others.
        others: Vec<String>,
    },
    /// Where a member is present, the whole is valid against a type.
    DependentSchema {
        /// The member.
        name: String,
        /// Which type.
        of: R,
    },
    /// Not valid against a type.
    Not {
        /// Which.
        of: R,
    },
    /// JSON Schema's `if`, `then`, `else`.
    Conditional {
        /// `if`.
        condition: R,
        /// `then`.
        then: Option<R>,
        /// `else`.
        otherwise: Option<R>,
    },
    /// Valid against an assertion, seen as JSON.
    Valid {
        /// Its position in `assertions`.
        assertion: u32,
    },
    /// Equal to a literal.
    Const {
        /// Which.
        value: Json,
    },
}

/// A number that values are compared with.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Limit {
    /// The nearest number that JSON's readers have.
    value: Json,
    /// As written: exact.
    text: String,
}

/// A constraint, its references being what they are to be.
pub(super) fn constraint<R>(it: Of<R>) -> Constraint<R> {
    match it {
        Of::MinLength(value) => Constraint::MinLength { value },
        Of::MaxLength(value) => Constraint::MaxLength { value },
        Of::Pattern(value, it) => Constraint::Pattern { value, dialect: dialect(it) },
        Of::Format(it) => Constraint::Format { value: it.word() },
        Of::Minimum(it) => Constraint::Minimum(limit(&it)),
        Of::Maximum(it) => Constraint::Maximum(limit(&it)),
        Of::ExclusiveMinimum(it) => Constraint::ExclusiveMinimum(limit(&it)),
        Of::ExclusiveMaximum(it) => Constraint::ExclusiveMaximum(limit(&it)),
        Of::MultipleOf(it) => Constraint::MultipleOf(limit(&it)),
        Of::MinItems(value) => Constraint::MinItems { value },
        Of::MaxItems(value) => Constraint::MaxItems { value },
        Of::UniqueItems => Constraint::UniqueItems,
        Of::Contains { item, min, max } => Constraint::Contains { of: item, min, max },
        Of::MinProperties(value) => Constraint::MinProperties { value },
        Of::MaxProperties(value) => Constraint::MaxProperties { value },
        Of::PropertyNames(of) => Constraint::PropertyNames { of },
        Of::DependentRequired(name, others) => Constraint::DependentRequired { name, others },
        Of::DependentSchema(name, of) => Constraint::DependentSchema { name, of },
        Of::Not(of) => Constraint::Not { of },
        Of::Conditional { condition, then, otherwise } => Constraint::Conditional { condition, then, otherwise },
        Of::Valid(it) => Constraint::Valid { assertion: it.0 },
        Of::Const(it) => Constraint::Const { value: json(&it) },
    }
}

fn limit(it: &Number) -> Limit {
    Limit { value: number(it), text: it.as_str().to_owned() }
}

fn dialect(it: Dialect) -> &'static str {
    match it {
        Dialect::Ecma => "ecma",
        Dialect::Re2 => "re2",
    }
}

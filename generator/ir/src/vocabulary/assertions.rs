//! Schemas as what they assert, beside the types that they describe.

use super::{Constraint, TypeName, Value};
use crate::Span;

/// Names an assertion of one draft or model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AssertionId(pub u32);

/// Everything that a schema asserts of a JSON value, of whatever kind (JSON Schema 2020-12 core §10 and §11,
/// validation §6).
///
/// There is one for schemas that say more than a Rust type can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// What the schema is called.
    pub name: TypeName,
    /// Where it is written, for people.
    pub origin: String,
    /// The same for diagnostics.
    pub span: Span,
    /// What it says; all of it must hold.
    pub keywords: Vec<Keyword>,
}

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
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

impl JsonKind {
    /// Its name in JSON Schema.
    pub fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// One keyword of a schema. It holds of values that it is not about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keyword {
    /// The schema `false`.
    Never,
    /// `type`.
    Kinds(Vec<JsonKind>),
    /// `enum` and `const`.
    OneOf(Vec<Value>),
    /// What is also said of typed values.
    Constraint(Constraint<AssertionId>),
    /// `required`.
    Required(Vec<String>),
    /// `properties`, `patternProperties` and `additionalProperties`: the last is about the members that the others are
    /// not about.
    Members {
        /// By name.
        named: Vec<(String, AssertionId)>,
        /// By pattern.
        matching: Vec<(String, AssertionId)>,
        /// Of all others.
        others: Option<AssertionId>,
    },
    /// `prefixItems` and `items`.
    Items {
        /// By position.
        first: Vec<AssertionId>,
        /// Of all others.
        others: Option<AssertionId>,
    },
    /// `allOf` and references.
    All(Vec<AssertionId>),
    /// `anyOf`.
    Any(Vec<AssertionId>),
    /// `oneOf`.
    One(Vec<AssertionId>),
    /// `unevaluatedProperties`; after all others.
    UnevaluatedProperties(AssertionId),
    /// `unevaluatedItems`; after all others.
    UnevaluatedItems(AssertionId),
}

impl Keyword {
    /// The assertions that it speaks of.
    pub fn parts(&self) -> Vec<AssertionId> {
        use super::Map;
        match self {
            Self::Never | Self::Kinds(_) | Self::OneOf(_) | Self::Required(_) => Vec::new(),
            Self::Constraint(it) => {
                let mut parts = Vec::new();
                it.map(&mut |it| parts.push(*it));
                parts
            }
            Self::Members { named, matching, others } => {
                named.iter().chain(matching).map(|it| it.1).chain(*others).collect()
            }
            Self::Items { first, others } => first.iter().copied().chain(*others).collect(),
            Self::All(all) | Self::Any(all) | Self::One(all) => all.clone(),
            Self::UnevaluatedProperties(it) | Self::UnevaluatedItems(it) => vec![*it],
        }
    }
}

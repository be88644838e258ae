//! Schemas as what they assert.

use super::constraints::{Constraint, constraint};
use super::places::{Export, Place};
use super::values::json;
use serde::Serialize;
use serde_json::Value as Json;
use zephyrix_ir::vocabulary::{self as ir, AssertionId, Keyword as Of, Map};

/// Everything that a schema asserts of a JSON value; all of it must hold.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Assertion {
    /// Its position in `assertions`.
    id: u32,
    /// What the schema is called.
    name: String,
    /// Where it is written.
    place: Option<Place>,
    /// What it says.
    keywords: Vec<Keyword>,
}

/// A member, and what must hold of it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Member {
    /// Its name, or a pattern of names.
    name: String,
    /// The position of what must hold of it in `assertions`.
    of: u32,
}

/// One keyword of a schema; numbers are positions in `assertions`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "keyword", rename_all = "snake_case")]
pub(super) enum Keyword {
    /// The schema `false`.
    Never,
    /// `type`.
    Kinds {
        /// The words of JSON Schema.
        kinds: Vec<&'static str>,
    },
    /// `enum` and `const`.
    OneOf {
        /// The literals.
        values: Vec<Json>,
    },
    /// What is also said of typed values.
    Constraint {
        /// What.
        constraint: Constraint<u32>,
    },
    /// `required`.
    Required {
        /// The members.
        names: Vec<String>,
    },
    /// `properties`, `patternProperties` and `additionalProperties`.
    Members {
        /// By name.
        named: Vec<Member>,
        /// By pattern.
        matching: Vec<Member>,
        /// All others.
        others: Option<u32>,
    },
    /// `prefixItems` and `items`.
    Items {
        /// By position.
        first: Vec<u32>,
        /// All others.
        others: Option<u32>,
    },
    /// `allOf` and references.
    All {
        /// Of these.
        of: Vec<u32>,
    },
    /// `anyOf`.
    Any {
        /// Of these.
        of: Vec<u32>,
    },
    /// `oneOf`.
    One {
        /// Of these.
        of: Vec<u32>,
    },
    /// `unevaluatedProperties`.
    UnevaluatedProperties {
        /// Each.
        of: u32,
    },
    /// `unevaluatedItems`.
    UnevaluatedItems {
        /// Each.
        of: u32,
    },
}

/// An assertion.
pub(super) fn assertion(export: &Export<'_>, id: AssertionId, it: &ir::Assertion) -> Assertion {
    Assertion {
        id: id.0,
        name: it.name.text(),
        place: export.place(it.span),
        keywords: it.keywords.iter().map(keyword).collect(),
    }
}

fn keyword(it: &Of) -> Keyword {
    let ids = |all: &[AssertionId]| all.iter().map(|it| it.0).collect();
    let members =
        |all: &[(String, AssertionId)]| all.iter().map(|(name, it)| Member { name: name.clone(), of: it.0 }).collect();
    match it {
        Of::Never => Keyword::Never,
        Of::Kinds(all) => Keyword::Kinds { kinds: all.iter().map(|it| it.word()).collect() },
        Of::OneOf(all) => Keyword::OneOf { values: all.iter().map(json).collect() },
        Of::Constraint(it) => Keyword::Constraint { constraint: constraint(it.map(&mut |it| it.0)) },
        Of::Required(names) => Keyword::Required { names: names.clone() },
        Of::Members { named, matching, others } => {
            Keyword::Members { named: members(named), matching: members(matching), others: others.map(|it| it.0) }
        }
        Of::Items { first, others } => Keyword::Items { first: ids(first), others: others.map(|it| it.0) },
        Of::All(of) => Keyword::All { of: ids(of) },
        Of::Any(of) => Keyword::Any { of: ids(of) },
        Of::One(of) => Keyword::One { of: ids(of) },
        Of::UnevaluatedProperties(of) => Keyword::UnevaluatedProperties { of: of.0 },
        Of::UnevaluatedItems(of) => Keyword::UnevaluatedItems { of: of.0 },
    }
}

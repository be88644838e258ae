//! Indexes.

use super::{Comment, Expression};
use crate::Span;

/// An index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Its name, where one is given.
    pub name: Option<String>,
    /// Whether no two rows may agree in all parts.
    pub unique: bool,
    /// What it is made of, in order.
    pub parts: Vec<IndexPart>,
    /// How it is built, where that is not the usual way: `gin`, `fulltext`, in lower case.
    pub method: Option<String>,
    /// Columns it carries along (`INCLUDE`).
    pub include: Vec<String>,
    /// The rows it is about (`WHERE`).
    pub predicate: Option<Expression>,
    /// Whether two rows with NULL agree (`NULLS NOT DISTINCT`).
    pub nulls_equal: bool,
    /// What it is for.
    pub comment: Comment,
    /// Where it is written.
    pub span: Span,
}

/// One part of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPart {
    /// Of what.
    pub of: Keyed,
    /// Whether it counts down.
    pub descending: bool,
    /// Whether NULL comes first, where that is said.
    pub nulls_first: Option<bool>,
    /// Its operator class (PostgreSQL).
    pub class: Option<String>,
    /// How it compares texts.
    pub collation: Option<String>,
    /// Only so many characters of it (MySQL).
    pub prefix: Option<u64>,
}

/// What an index is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keyed {
    /// A column.
    Column(String),
    /// Anything computed from the row.
    Expression(Expression),
}

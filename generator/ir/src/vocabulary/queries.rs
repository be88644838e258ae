//! Statements that the user wrote in SQL, and what is known of them.

use super::Docs;
use super::relational::{DataType, Database};
use crate::Span;

/// A named statement: `-- name: ListOverdue :many`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What it is called.
    pub name: String,
    /// The file it is in, without folder and extension.
    pub group: String,
    /// The comment above it.
    pub docs: Docs,
    /// The statement. Where a parameter goes there is a hole.
    pub sql: Vec<Piece>,
    /// Whose SQL it is.
    pub database: Database,
    /// What running it gives.
    pub yields: Yields,
    /// In the order of their first holes.
    pub parameters: Vec<Parameter>,
    /// Of each row, in order; none where no rows come.
    pub columns: Vec<Output>,
    /// Where its name is written.
    pub span: Span,
}

/// A part of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it is.
    Text(String),
    /// The parameter at this position goes here.
    Hole(usize),
}

/// What running a statement gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yields {
    /// All rows (`:many`).
    Many,
    /// A row, or none (`:one`).
    One,
    /// How many rows it changed (`:exec`).
    Exec,
    /// Rows, as they come (`:stream`).
    Stream,
}

/// What a statement is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub ty: DataType,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// Where it is first used.
    pub span: Span,
}

/// A column of the rows that a statement gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub ty: DataType,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// Where it is written.
    pub span: Span,
}

impl Yields {
    /// As it is written behind a query's name, without the colon.
    pub fn word(self) -> &'static str {
        match self {
            Self::Many => "many",
            Self::One => "one",
            Self::Exec => "exec",
            Self::Stream => "stream",
        }
    }

    /// Whether it gives rows.
    pub fn has_rows(self) -> bool {
        self != Self::Exec
    }
}

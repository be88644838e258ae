//! What is in a database beside tables.

use super::{Check, Column, Comment, DataType, Expression, Hint, Index, Name};
use crate::Span;

/// A view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// What it is called.
    pub name: Name,
    /// Names of its columns, where they are given; types are what the query gives.
    pub columns: Vec<String>,
    /// The query, as the parser prints it.
    pub query: Expression,
    /// Whether what it shows is kept (PostgreSQL).
    pub materialized: bool,
    /// Those of a materialized view.
    pub indexes: Vec<Index>,
    /// What was said of its columns, by name.
    pub column_comments: Vec<(String, String)>,
    /// What it is for.
    pub comment: Comment,
    /// What the author asks of this tool.
    pub hints: Vec<Hint>,
    /// Where its name is written.
    pub span: Span,
}

/// A type of the user's (PostgreSQL).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserType {
    /// What it is called.
    pub name: Name,
    /// What it is.
    pub kind: UserTypeKind,
    /// What it is for.
    pub comment: Comment,
    /// Where its name is written.
    pub span: Span,
}

/// The kinds of such types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserTypeKind {
    /// One of these words, which are ordered as here.
    Enum(Vec<String>),
    /// Another type with conditions.
    Domain {
        /// Of what.
        base: DataType,
        /// Whether NULL is none of it.
        not_null: bool,
        /// What it is when nothing is said.
        default: Option<Expression>,
        /// Conditions on `VALUE`.
        checks: Vec<Check>,
    },
    /// A row of its own.
    Composite(Vec<Column>),
    /// Ranges and base types, as the database's own text.
    Other(String),
}

/// A sequence that is nobody's column's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// What it is called.
    pub name: Name,
    /// What is said after the name, as the database's own text.
    pub options: String,
    /// The table and column it goes away with.
    pub owned_by: Option<(Name, String)>,
    /// Where its name is written.
    pub span: Span,
}

/// Which rows of a table who may see or change (PostgreSQL).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// What it is called.
    pub name: String,
    /// Whether all restrictive ones must hold, not any of the permissive ones.
    pub restrictive: bool,
    /// For which statements.
    pub command: PolicyCommand,
    /// For which roles; empty: everyone.
    pub roles: Vec<String>,
    /// Rows that are seen.
    pub using: Option<Expression>,
    /// Rows that may come to be.
    pub check: Option<Expression>,
    /// Where it is written.
    pub span: Span,
}

/// Statements that a policy is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PolicyCommand {
    /// All of them.
    #[default]
    All,
    /// Reading.
    Select,
    /// New rows.
    Insert,
    /// Changes.
    Update,
    /// Away with them.
    Delete,
}

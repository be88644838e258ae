//! Constraints of tables.

use super::{Expression, Name};
use crate::Span;

/// A primary key or a `UNIQUE` constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name, where one is given.
    pub name: Option<String>,
    /// Of columns, in order.
    pub columns: Vec<String>,
    /// Whether two rows with NULL agree (`NULLS NOT DISTINCT`).
    pub nulls_equal: bool,
    /// When it is checked, where that can be put off: `DEFERRABLE INITIALLY DEFERRED`.
    pub deferrable: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// A reference to rows of another table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// Its name, where one is given.
    pub name: Option<String>,
    /// Columns of this table, in order.
    pub columns: Vec<String>,
    /// The table referred to.
    pub table: Name,
    /// Its columns, in the same order; empty: its primary key.
    pub to: Vec<String>,
    /// How rows with some NULL are treated.
    pub matching: Match,
    /// When the row referred to goes.
    pub on_delete: ReferentialAction,
    /// When its key changes.
    pub on_update: ReferentialAction,
    /// When it is checked, where that can be put off.
    pub deferrable: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// How a reference of several columns treats NULL (ISO/IEC 9075-2 §8.12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Match {
    /// With any NULL it refers to nothing.
    #[default]
    Simple,
    /// All NULL or none.
    Full,
    /// What is not NULL must be found.
    Partial,
}

/// What becomes of rows that refer to one that goes or changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReferentialAction {
    /// It may not, in the end.
    #[default]
    NoAction,
    /// It may not, at once.
    Restrict,
    /// They go or change with it.
    Cascade,
    /// They refer to nothing.
    SetNull,
    /// They refer to what the default says.
    SetDefault,
}

impl ReferentialAction {
    /// In SQL.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::Cascade => "CASCADE",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
        }
    }
}

/// What must hold of each row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name, where one is given.
    pub name: Option<String>,
    /// What must not be false.
    pub expression: Expression,
    /// Where it is written.
    pub span: Span,
}

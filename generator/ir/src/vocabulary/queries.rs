//! Statements that the user wrote in SQL, and what is known of them.

use super::Docs;
use super::relational::{DataType, Database, Kind, Name};
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
    /// The tables that it reads, and what narrows each.
    pub reads: Vec<TableRead>,
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
    /// Whether the author said so, and nothing was found out.
    pub stated: bool,
    /// Where it is written.
    pub span: Span,
}

/// A table that a statement reads, and by what it finds rows there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRead {
    /// The table; `None` for what is made of others.
    pub table: Option<Name>,
    /// What it is called in the statement.
    pub alias: String,
    /// Columns that equal some value.
    pub equal: Vec<String>,
    /// Columns that are less or greater than some value.
    pub ranged: Vec<String>,
    /// Columns that equal one of another table, with that table's alias.
    pub joined: Vec<(String, String)>,
    /// Whether there are conditions that are none of these.
    pub others: bool,
    /// Columns that rows are in order of, of which only the first are wanted.
    pub ordered: Vec<String>,
}

impl TableRead {
    /// A table of which nothing is said yet.
    pub fn new(table: Option<Name>, alias: &str) -> Self {
        Self { table, alias: alias.to_owned(), ..Self::default() }
    }
}

impl Query {
    /// The statement as its database prepares it: `$1`, `?1`, or `?`.
    pub fn numbered(&self) -> String {
        self.filled(|at| match self.database {
            Database::Postgres => format!("${}", at + 1),
            Database::Sqlite => format!("?{}", at + 1),
            Database::Mysql => "?".to_owned(),
        })
    }

    /// The statement with some value for each parameter.
    pub fn written(&self) -> String {
        self.filled(|at| sample(&self.parameters[at].ty.kind, self.database).to_owned())
    }

    fn filled(&self, hole: impl Fn(usize) -> String) -> String {
        let piece = |it: &Piece| match it {
            Piece::Text(text) => text.clone(),
            Piece::Hole(at) => hole(*at),
        };
        self.sql.iter().map(piece).collect()
    }
}

/// Some value of a kind, as SQL.
pub fn sample(kind: &Kind, database: Database) -> &'static str {
    match kind {
        Kind::Boolean => "TRUE",
        Kind::Integer { .. } | Kind::Year => "1",
        Kind::Decimal { .. } | Kind::Float32 | Kind::Float64 => "1.5",
        Kind::Date => "'2024-01-02'",
        Kind::Timestamp { .. } => "'2024-01-03 04:05:06'",
        Kind::Time { .. } => "'04:05:06'",
        Kind::Uuid => "'018cd1b0-0000-7000-8000-000000000000'",
        Kind::Json { .. } => "'{}'",
        Kind::Array(_) if database == Database::Postgres => "'{1,2}'",
        Kind::User(_) | Kind::Enum(_) => "'G'",
        _ => "'%'",
    }
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

//! Why a schema was not changed.

use super::history::Row;
use crate::Migration;
use crate::db::OpenError;
use std::fmt;

/// Why a schema was not changed.
#[derive(Debug)]
pub enum MigrateError {
    /// The database cannot be opened.
    Open(OpenError),
    /// A migration was changed after it was applied, is out of order, cannot be taken back, or failed.
    Step(String),
}

impl MigrateError {
    /// The database says so.
    #[allow(clippy::needless_pass_by_value)]
    pub(super) fn sql(error: sqlx::Error) -> Self {
        Self::Step(error.to_string())
    }

    pub(super) fn changed(row: &Row) -> Self {
        let title = row.title();
        Self::Step(format!(
            "migrations/{title}.sql was changed after it was applied; have it as it was and write a further migration, \
             or `migrate repair` to take it as it is now for what was applied"
        ))
    }

    pub(super) fn unfinished(row: &Row) -> Self {
        Self::Step(format!(
            "{} is half applied: `migrate up` goes on with statement {}, once that is mended",
            row.title(),
            row.count() + 1
        ))
    }

    pub(super) fn out_of_order(it: &Migration, last: i64) -> Self {
        Self::Step(format!(
            "V{}__{} is pending, but version {last} is applied; give it a later version, or set \
             `database.out_of_order = \"allow\"`",
            it.version, it.name
        ))
    }
}

impl fmt::Display for MigrateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::Step(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for MigrateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Open(error) => Some(error),
            Self::Step(_) => None,
        }
    }
}

impl From<OpenError> for MigrateError {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

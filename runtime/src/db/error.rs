//! The ways a store fails.

use crate::problem::Problem;
use http::StatusCode;
use sqlx::error::{DatabaseError, ErrorKind};
use std::fmt;

/// Why a store did not do as asked.
#[derive(Debug)]
pub enum StoreError {
    /// There is no such row.
    Missing,
    /// The row changed since it was read: its entity tag is another.
    Stale,
    /// Another row stands in the way; names the constraint, or the columns where the database names those.
    Conflict(String),
    /// The database cannot hold a value, such as a text with a NUL in PostgreSQL.
    Unfit(sqlx::Error),
    /// Anything else.
    Database(sqlx::Error),
}

impl StoreError {
    /// The problem that it is, where it is the caller's.
    pub(crate) fn problem(&self) -> Option<Problem> {
        let (status, detail) = match self {
            Self::Missing => (StatusCode::NOT_FOUND, "There is no such thing."),
            Self::Stale => (StatusCode::PRECONDITION_FAILED, "It has changed since its ETag was given."),
            Self::Conflict(_) => (StatusCode::CONFLICT, "Another one stands in the way."),
            Self::Unfit(_) => (StatusCode::UNPROCESSABLE_ENTITY, "The database cannot hold one of the values."),
            Self::Database(_) => return None,
        };
        Some(Problem::new(status).detail(detail))
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no such row"),
            Self::Stale => f.write_str("the row changed since it was read"),
            Self::Conflict(constraint) => write!(f, "conflict: {constraint}"),
            Self::Unfit(error) | Self::Database(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unfit(error) | Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let conflict = error
            .as_database_error()
            .filter(|it| matches!(it.kind(), ErrorKind::UniqueViolation | ErrorKind::ForeignKeyViolation));
        match conflict {
            Some(conflict) => Self::Conflict(constraint(conflict)),
            None if is_unfit(&error) => Self::Unfit(error),
            None => Self::Database(error),
        }
    }
}

/// Whether the value is what the database refuses: SQLSTATE class 22, "data exception", but for what only SQL can cause.
fn is_unfit(error: &sqlx::Error) -> bool {
    /// Too long, out of range, not in the character set, not to be escaped in JSON.
    const STATES: [&str; 4] = ["22001", "22003", "22021", "22P05"];
    let state = error.as_database_error().and_then(DatabaseError::code);
    state.is_some_and(|it| STATES.contains(&it.as_ref()))
}

/// PostgreSQL names the constraint; the others only in words.
fn constraint(error: &dyn DatabaseError) -> String {
    if let Some(name) = error.constraint() {
        return name.to_owned();
    }
    in_words(error.message()).unwrap_or("foreign key").to_owned()
}

fn in_words(message: &str) -> Option<&str> {
    // SQLite: `UNIQUE constraint failed: pets.chip`
    if let Some((_, columns)) = message.split_once("constraint failed: ") {
        return Some(columns);
    }
    // MySQL: `Duplicate entry '1' for key 'pets.chip'`
    if let Some((_, key)) = message.rsplit_once(" for key ") {
        return Some(key.trim_matches('\''));
    }
    // MySQL: ``a foreign key constraint fails (`a`.`b`, CONSTRAINT `b_ibfk_1` FOREIGN KEY …``
    message.split_once("CONSTRAINT `").and_then(|(_, rest)| rest.split('`').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_constraints_in_words() {
        for (message, name) in [
            ("UNIQUE constraint failed: pets.chip", Some("pets.chip")),
            ("FOREIGN KEY constraint failed", None),
            ("Duplicate entry 'a for key b' for key 'pets.chip'", Some("pets.chip")),
            (
                "Cannot add a child row: a foreign key constraint fails (`d`.`v`, CONSTRAINT `v_ibfk_1` FOREIGN KEY)",
                Some("v_ibfk_1"),
            ),
        ] {
            assert_eq!(in_words(message), name);
        }
    }
}

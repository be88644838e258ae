//! The ways a store fails.

use super::BadCursor;
use crate::problem::{Problem, Violation};
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
    /// Another row, or a check, stands in the way; names the constraint, or the columns where the database names those.
    Conflict(String),
    /// What is written breaks a constraint of its table.
    Broken {
        /// Whether it refers to something that is not there; else another row has the same.
        refers: bool,
        /// The fields it is about.
        fields: &'static [&'static str],
    },
    /// The database cannot hold a value, such as a text with a NUL in PostgreSQL.
    Unfit(sqlx::Error),
    /// A cursor that names no page of the list.
    Cursor(BadCursor),
    /// Anything else.
    Database(sqlx::Error),
}

impl From<BadCursor> for StoreError {
    fn from(bad: BadCursor) -> Self {
        Self::Cursor(bad)
    }
}

impl StoreError {
    /// The problem that it is, where it is the caller's.
    pub(crate) fn problem(&self) -> Option<Problem> {
        let (status, detail) = match self {
            Self::Missing => (StatusCode::NOT_FOUND, "There is no such thing."),
            Self::Stale => (StatusCode::PRECONDITION_FAILED, "It has changed since its ETag was given."),
            Self::Conflict(_) => (StatusCode::CONFLICT, "Another one stands in the way."),
            Self::Unfit(_) => (StatusCode::UNPROCESSABLE_ENTITY, "The database cannot hold one of the values."),
            Self::Cursor(bad) => return Some(Problem::new(StatusCode::NOT_FOUND).detail(bad.to_string())),
            Self::Broken { refers, fields } => return Some(broken(*refers, fields)),
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
            Self::Broken { refers: true, fields } => write!(f, "what {} refers to is not there", fields.join(", ")),
            Self::Broken { refers: false, fields } => write!(f, "another row has the same {}", fields.join(", ")),
            Self::Cursor(bad) => bad.fmt(f),
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
        let stands = |it: &&dyn DatabaseError| {
            is_reference(*it) || matches!(it.kind(), ErrorKind::UniqueViolation | ErrorKind::CheckViolation)
        };
        let conflict = error.as_database_error().filter(stands);
        match conflict {
            Some(conflict) => Self::Conflict(constraint(conflict)),
            None if is_unfit(&error) => Self::Unfit(error),
            None => Self::Database(error),
        }
    }
}

/// The problem of a write that breaks a constraint, with the fields that it is about.
fn broken(refers: bool, fields: &[&str]) -> Problem {
    let (code, detail) = if refers {
        ("reference", "Refers to something that is not there.")
    } else {
        ("unique", "Another one has this already.")
    };
    let violation = |field: &&str| Violation {
        place: "body",
        pointer: format!("/{}", field.replace('~', "~0").replace('/', "~1")),
        code: code.into(),
        detail: detail.to_owned(),
    };
    Problem::new(StatusCode::CONFLICT).detail(detail).errors(fields.iter().map(violation).collect())
}

/// A constraint of a table: what the database calls it when it is broken, whether it refers, and fields it is about.
pub type KnownConstraint = (&'static str, bool, &'static [&'static str]);

impl StoreError {
    /// Why a row could not be written, where what stands in the way is one of the table's constraints.
    pub fn writing(error: sqlx::Error, known: &[KnownConstraint]) -> Self {
        let refers = error.as_database_error().is_some_and(is_reference);
        match Self::from(error) {
            Self::Conflict(name) => {
                let named = known.iter().find(|it| it.0 == name && it.1 == refers).map(|it| it.2);
                // SQLite does not say which reference is broken: where there is but one, it is that.
                let mut all = known.iter().filter(|it| it.1).map(|it| it.2);
                let only = all.next().filter(|first| all.all(|it| it == *first)).unwrap_or_default();
                match named {
                    Some(fields) => Self::Broken { refers, fields },
                    None if refers => Self::Broken { refers, fields: only },
                    None => Self::Conflict(name),
                }
            }
            other => other,
        }
    }
}

/// Whether the value is what the database refuses: what NOT NULL does not allow, or SQLSTATE class 22,
/// "data exception", but for what only SQL can cause.
fn is_unfit(error: &sqlx::Error) -> bool {
    /// Cut off (MySQL), too long, out of range, no date, date out of range, not in the character set, no text of the type
    /// (22P02 and 22007), not to be escaped in JSON.
    const STATES: [&str; 9] = ["01000", "22001", "22003", "22007", "22008", "22021", "22023", "22P02", "22P05"];
    let kind = error.as_database_error().map(DatabaseError::kind);
    if matches!(kind, Some(ErrorKind::NotNullViolation)) {
        return true;
    }
    // MySQL, of a text with characters that the column's character set has not.
    if error.as_database_error().is_some_and(|it| it.message().contains("Illegal mix of collations")) {
        return true;
    }
    let state = error.as_database_error().and_then(DatabaseError::code);
    state.is_some_and(|it| STATES.contains(&it.as_ref()))
}

/// Whether a reference is broken; SQLite says of one that restricts that a trigger stands in the way.
fn is_reference(error: &dyn DatabaseError) -> bool {
    let restricts = || error.message() == "FOREIGN KEY constraint failed";
    matches!(error.kind(), ErrorKind::ForeignKeyViolation) || restricts()
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

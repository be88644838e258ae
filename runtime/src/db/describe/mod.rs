//! A database that is there, as the DDL that makes it: for who compares it, or begins from it.

#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;

use super::open::{Kind, OpenError};
use crate::config::masked;
use std::fmt;

/// Why a database cannot be described.
#[derive(Debug)]
pub enum DescribeError {
    /// It cannot be opened.
    Open(OpenError),
    /// It does not tell of itself.
    Query(sqlx::Error),
}

/// Everything that is defined in the database of a URL, as statements that end with `;`: tables, keys, checks, indexes,
/// views, types, sequences, policies and comments. The history of migrations is left out, and what belongs to
/// extensions and to the system.
///
/// # Errors
/// Returns why it cannot be opened or read; passwords are masked.
pub async fn describe(url: &str) -> Result<String, DescribeError> {
    let statements = match Kind::of(url).map_err(DescribeError::Open)? {
        #[cfg(feature = "sqlite")]
        Kind::Sqlite => sqlite::describe(url).await,
        #[cfg(feature = "postgres")]
        Kind::Postgres => postgres::describe(url).await,
        #[cfg(feature = "mysql")]
        Kind::MySql => mysql::describe(url).await,
    }?;
    let ended = statements.iter().map(|it| format!("{};\n", it.trim_end().trim_end_matches(';')));
    Ok(ended.collect::<Vec<_>>().join("\n"))
}

fn unreachable(url: &str, source: sqlx::Error) -> DescribeError {
    DescribeError::Open(OpenError::Unreachable { url: masked(url), source })
}

impl From<sqlx::Error> for DescribeError {
    fn from(error: sqlx::Error) -> Self {
        Self::Query(error)
    }
}

impl fmt::Display for DescribeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::Query(error) => write!(f, "the database does not tell of itself: {error}"),
        }
    }
}

impl std::error::Error for DescribeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Open(error) => Some(error),
            Self::Query(error) => Some(error),
        }
    }
}

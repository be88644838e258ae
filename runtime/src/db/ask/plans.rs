//! How a database would find the rows that statements are about.

use crate::config::masked;
use crate::db::open::{Kind, OpenError};

/// A statement that a database is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// It, with the parameters as the database has them: `$1` in PostgreSQL, `?1` in SQLite; values in MySQL, which
    /// decides by them.
    pub sql: String,
    /// How many parameters it has.
    pub parameters: usize,
}

/// How a statement's rows would be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryPlan {
    /// Tables that are read from the first row to the last, by their names in the statement.
    pub whole: Vec<String>,
    /// Whether rows are put in order after they were found.
    pub sorts: bool,
    /// The plan in the database's own words.
    pub lines: Vec<String>,
}

/// What a database says of statements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plans {
    /// What was to make the tables and is refused, with why.
    pub refused: Vec<String>,
    /// The plan of each statement, or why there is none.
    pub plans: Vec<Result<QueryPlan, String>>,
}

/// How a database would find the rows of statements, in a scratch database that `setup` makes: in memory with SQLite,
/// else beside the one of the URL. As its tables have no rows, whatever index there is counts for better than none.
///
/// # Errors
/// Returned where the database cannot be reached, or its user may make no other; passwords are masked.
pub async fn query_plans(url: &str, setup: &[String], asked: &[Planned]) -> Result<Plans, OpenError> {
    let plans = match Kind::of(url)? {
        #[cfg(feature = "sqlite")]
        Kind::Sqlite => super::sqlite::plans(setup, asked).await,
        #[cfg(feature = "postgres")]
        Kind::Postgres => {
            let scratch = crate::db::Scratch::beside(url, "zephyrix").await?;
            super::postgres::plans(scratch.url(), setup, asked).await
        }
        #[cfg(feature = "mysql")]
        Kind::MySql => {
            let scratch = crate::db::Scratch::beside(url, "zephyrix").await?;
            super::mysql::plans(scratch.url(), setup, asked).await
        }
    };
    plans.map_err(|source| OpenError::Unreachable { url: masked(url), source })
}

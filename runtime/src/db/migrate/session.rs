//! refinery's view of a connection of sqlx, with nobody else migrating at the same time.

use super::MigrateError;
use crate::config::masked;
use crate::db::open::{OpenError, options};
use refinery_core::traits::r#async::{AsyncQuery, AsyncTransaction};
use refinery_core::{AsyncMigrate, Migration as Step};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use std::fmt;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A connection that migrates.
pub(super) trait Session: AsyncMigrate + AsyncTransaction<Error = SessionError> + Send {
    /// Connects, and waits until nobody else migrates.
    async fn begin(url: &str) -> Result<Self, MigrateError>;

    /// Disconnects, which lets others migrate.
    async fn end(self);
}

/// A connection; refinery's traits may not be implemented for sqlx's types themselves.
#[derive(Debug)]
pub(super) struct Over<C>(C);

/// What a connection says.
#[derive(Debug)]
pub(super) enum SessionError {
    Sql(sqlx::Error),
    /// The table of steps taken holds something that refinery did not write.
    History(String),
    /// A step left rows that refer to none.
    #[cfg_attr(not(feature = "sqlite"), allow(dead_code))]
    Dangling,
}

type Row = (i64, String, String, String);

fn step((version, name, taken, checksum): Row) -> Result<Step, SessionError> {
    let taken = OffsetDateTime::parse(&taken, &Rfc3339).map_err(|error| SessionError::History(error.to_string()))?;
    let checksum = checksum.parse().map_err(|_| SessionError::History(format!("checksum {checksum:?}")))?;
    Ok(Step::applied(version, name, taken, checksum))
}

macro_rules! session {
    ($driver:ty, $connection:ty, tune: $tune:expr, lock: $lock:expr, check: $check:expr) => {
        impl AsyncTransaction for Over<$connection> {
            type Error = SessionError;

            async fn execute<'a, T>(&'a mut self, queries: T) -> Result<usize, SessionError>
            where
                T: Iterator<Item = &'a str> + Send + 'a,
            {
                let mut transaction = self.0.begin().await?;
                let mut count = 0;
                for query in queries {
                    sqlx::raw_sql(AssertSqlSafe(query.to_owned())).execute(&mut *transaction).await?;
                    count += 1;
                }
                let check: Option<&'static str> = $check;
                if let Some(check) = check
                    && sqlx::raw_sql(check).fetch_optional(&mut *transaction).await?.is_some()
                {
                    return Err(SessionError::Dangling);
                }
                transaction.commit().await?;
                Ok(count)
            }
        }

        impl AsyncQuery<Vec<Step>> for Over<$connection> {
            async fn query<'a>(&'a mut self, query: &'a str) -> Result<Vec<Step>, SessionError> {
                let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(query.to_owned())).fetch_all(&mut self.0).await?;
                rows.into_iter().map(step).collect()
            }
        }

        impl AsyncMigrate for Over<$connection> {}

        impl Session for Over<$connection> {
            async fn begin(url: &str) -> Result<Self, MigrateError> {
                let unreachable = |source| OpenError::Unreachable { url: masked(url), source };
                let mut connection = $tune(options::<$driver>(url)?).connect().await.map_err(unreachable)?;
                let lock: Option<&'static str> = $lock;
                if let Some(lock) = lock {
                    sqlx::raw_sql(lock).execute(&mut connection).await.map_err(SessionError::from)?;
                }
                Ok(Self(connection))
            }

            async fn end(self) {
                if let Err(error) = self.0.close().await {
                    tracing::debug!(error = %error, "cannot end the session");
                }
            }
        }
    };
}

// A table is changed in SQLite by writing it anew, in which time references to it dangle. They are checked at the end.
#[cfg(feature = "sqlite")]
session!(
    sqlx::Sqlite, sqlx::SqliteConnection,
    tune: |it: sqlx::sqlite::SqliteConnectOptions| it.foreign_keys(false),
    lock: None,
    check: Some("PRAGMA foreign_key_check")
);

// The number is "zephyrix" in ASCII; such locks are of one database each.
#[cfg(feature = "postgres")]
session!(
    sqlx::Postgres, sqlx::PgConnection,
    tune: |it: sqlx::postgres::PgConnectOptions| it,
    lock: Some("SELECT pg_advisory_lock(8819033170416531832)"),
    check: None
);

#[cfg(feature = "mysql")]
session!(
    sqlx::MySql, sqlx::MySqlConnection,
    tune: |it: sqlx::mysql::MySqlConnectOptions| it,
    lock: Some("SELECT GET_LOCK(CONCAT('zephyrix:', LEFT(COALESCE(DATABASE(), ''), 50)), -1)"),
    check: None
);

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sql(error) => error.fmt(f),
            Self::History(what) => write!(f, "the history of migrations is broken: {what}"),
            Self::Dangling => f.write_str("a foreign key refers to a row that is not there"),
        }
    }
}

impl std::error::Error for SessionError {}

impl From<sqlx::Error> for SessionError {
    fn from(error: sqlx::Error) -> Self {
        Self::Sql(error)
    }
}

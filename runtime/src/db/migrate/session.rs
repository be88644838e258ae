//! A connection of sqlx that migrates, with nobody else migrating at the same time.

use super::{MigrateError, history::Row};
use crate::config::masked;
use crate::db::open::{OpenError, options};
use sqlx::{AssertSqlSafe, Connection};

/// What a migration needs of a connection. Transactions are begun and ended by the [words](Words) of its database.
pub(super) trait Session: Sized + Send {
    /// How its database says things.
    const WORDS: Words;

    /// Connects, and waits until nobody else migrates.
    fn begin(url: &str) -> impl Future<Output = Result<Self, MigrateError>> + Send;

    /// Runs one statement, or several.
    fn run(&mut self, sql: &str) -> impl Future<Output = Result<(), sqlx::Error>> + Send;

    /// Whether a query finds anything.
    fn finds(&mut self, sql: &str) -> impl Future<Output = Result<bool, sqlx::Error>> + Send;

    /// The history, in order of version.
    fn history(&mut self, sql: &str) -> impl Future<Output = Result<Vec<Row>, sqlx::Error>> + Send;

    /// Lets others migrate, and disconnects.
    fn end(self) -> impl Future<Output = Result<(), sqlx::Error>> + Send;
}

/// How a database begins and ends what belongs together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    /// Begins a transaction, or a part of the one that is open.
    pub(super) begin: &'static str,
    /// Keeps it.
    pub(super) keep: &'static str,
    /// Gives it up.
    pub(super) undo: &'static str,
    /// Leaves the transaction that is open all the time, and comes back.
    pub(super) outside: Option<(&'static str, &'static str)>,
    /// Finds what a transaction must not leave behind.
    pub(super) dangling: Option<&'static str>,
    /// Whether a definition is taken back with its transaction.
    pub(super) is_transactional: bool,
    /// How errors begin that say that a thing is there, or is gone, already.
    pub(super) done: &'static [&'static str],
    /// First words of statements that cannot be in a transaction.
    pub(super) alone: &'static [&'static str],
}

macro_rules! session {
    ($driver:ty, $connection:ty, tune: $tune:expr, lock: $lock:ident, words: $words:expr) => {
        impl Session for $connection {
            const WORDS: Words = $words;

            async fn begin(url: &str) -> Result<Self, MigrateError> {
                let unreachable = |source| OpenError::Unreachable { url: masked(url), source };
                let options = $tune(options::<$driver>(url)?);
                let mut connection = locks::patient(&options).await.map_err(unreachable)?;
                locks::$lock(&mut connection).await?;
                Ok(connection)
            }

            async fn run(&mut self, sql: &str) -> Result<(), sqlx::Error> {
                sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(self).await.map(drop)
            }

            async fn finds(&mut self, sql: &str) -> Result<bool, sqlx::Error> {
                Ok(sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).fetch_optional(self).await?.is_some())
            }

            async fn history(&mut self, sql: &str) -> Result<Vec<Row>, sqlx::Error> {
                sqlx::query_as(AssertSqlSafe(sql.to_owned())).fetch_all(self).await
            }

            async fn end(mut self) -> Result<(), sqlx::Error> {
                if let Some((leave, _)) = Self::WORDS.outside {
                    self.run(leave).await?;
                }
                self.close().await
            }
        }
    };
}

// A table is changed in SQLite by writing it anew, in which time references to it dangle. They are checked at the end.
#[cfg(feature = "sqlite")]
session!(
    sqlx::Sqlite, sqlx::SqliteConnection,
    tune: |it: sqlx::sqlite::SqliteConnectOptions| it.foreign_keys(false).busy_timeout(locks::PATIENCE),
    lock: sqlite,
    words: Words {
        begin: "SAVEPOINT step",
        keep: "RELEASE step",
        undo: "ROLLBACK TO step; RELEASE step",
        outside: Some(("COMMIT", "BEGIN IMMEDIATE")),
        dangling: Some("PRAGMA foreign_key_check"),
        is_transactional: true,
        done: &["1"],
        alone: &["vacuum", "pragma", "attach", "detach"],
    }
);

#[cfg(feature = "postgres")]
session!(
    sqlx::Postgres, sqlx::PgConnection,
    tune: |it: sqlx::postgres::PgConnectOptions| it,
    lock: postgres,
    words: Words {
        begin: "BEGIN",
        keep: "COMMIT",
        undo: "ROLLBACK",
        outside: None,
        dangling: None,
        is_transactional: true,
        done: &["42P07", "42701", "42710", "42704", "42P01", "42703"],
        alone: &["vacuum", "create database", "drop database", "alter system", "create tablespace"],
    }
);

#[cfg(feature = "mysql")]
session!(
    sqlx::MySql, sqlx::MySqlConnection,
    tune: |it: sqlx::mysql::MySqlConnectOptions| it,
    lock: mysql,
    words: Words {
        begin: "START TRANSACTION",
        keep: "COMMIT",
        undo: "ROLLBACK",
        outside: None,
        dangling: None,
        is_transactional: false,
        done: &["1050", "1051", "1054", "1060", "1061", "1068", "1091", "1146", "1826", "1022"],
        alone: &[],
    }
);

/// How others are kept from migrating.
mod locks {
    use super::MigrateError;
    use sqlx::ConnectOptions;
    use std::time::Duration;

    /// How long others may take.
    #[cfg(any(feature = "sqlite", feature = "mysql"))]
    pub(super) const PATIENCE: Duration = Duration::from_mins(10);
    const PAUSE: Duration = Duration::from_millis(100);

    /// Connects, and tries again as long as SQLite says that the file is locked: so it does at once where several make
    /// it at the same time.
    pub(super) async fn patient<O: ConnectOptions<Connection: Sized>>(
        options: &O,
    ) -> Result<O::Connection, sqlx::Error> {
        for _ in 0..100 {
            match options.connect().await {
                Err(error) if error.to_string().contains("database is locked") => tokio::time::sleep(PAUSE).await,
                done => return done,
            }
        }
        options.connect().await
    }

    /// Everything is in one transaction, which only one can write in.
    #[cfg(feature = "sqlite")]
    pub(super) async fn sqlite(connection: &mut sqlx::SqliteConnection) -> Result<(), MigrateError> {
        sqlx::raw_sql("BEGIN IMMEDIATE").execute(connection).await.map_err(MigrateError::sql)?;
        Ok(())
    }

    // The number is "zephyrix" in ASCII; such locks are of one database each. Who waits inside of a query holds up
    // `CREATE INDEX CONCURRENTLY`, so it is asked for again and again.
    #[cfg(feature = "postgres")]
    pub(super) async fn postgres(connection: &mut sqlx::PgConnection) -> Result<(), MigrateError> {
        let ask = "SELECT pg_try_advisory_lock(8819033170416531832)";
        while !sqlx::query_scalar::<_, bool>(ask).fetch_one(&mut *connection).await.map_err(MigrateError::sql)? {
            tokio::time::sleep(PAUSE).await;
        }
        Ok(())
    }

    #[cfg(feature = "mysql")]
    pub(super) async fn mysql(connection: &mut sqlx::MySqlConnection) -> Result<(), MigrateError> {
        let ask =
            format!("SELECT GET_LOCK(CONCAT('zephyrix:', LEFT(COALESCE(DATABASE(), ''), 50)), {})", PATIENCE.as_secs());
        let got: Option<i64> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(ask)).fetch_one(connection).await.map_err(MigrateError::sql)?;
        if got == Some(1) {
            Ok(())
        } else {
            Err(MigrateError::Step("another process migrates, and does not end".to_owned()))
        }
    }
}

/// Does something while nobody else migrates. What it kept stays kept when it fails.
pub(super) async fn with<S: Session, T>(
    url: &str,
    act: impl AsyncFnOnce(&mut S) -> Result<T, MigrateError>,
) -> Result<T, MigrateError> {
    let mut session = S::begin(url).await?;
    let done = act(&mut session).await;
    let ended = session.end().await.map_err(MigrateError::sql);
    done.and_then(|it| ended.map(|()| it))
}

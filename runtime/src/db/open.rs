//! Pools of connections, from settings.

use crate::config::{Database, Migrate, masked};
use sqlx::pool::{Pool, PoolOptions};
use sqlx::{Connection, Database as Driver};
use std::fmt;

/// Why a database is not there.
#[derive(Debug)]
pub enum OpenError {
    /// The URL is not one, or of a database that this service was built without; the URL is masked.
    Url(String),
    /// Nobody answers, or not to us.
    Unreachable {
        /// The URL without its password.
        url: String,
        /// What happened.
        source: sqlx::Error,
    },
}

/// The databases that this service was built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    #[cfg(feature = "sqlite")]
    Sqlite,
    #[cfg(feature = "postgres")]
    Postgres,
    #[cfg(feature = "mysql")]
    MySql,
}

/// Schemes of URLs.
const SCHEMES: &[(&str, Kind)] = &[
    #[cfg(feature = "sqlite")]
    ("sqlite", Kind::Sqlite),
    #[cfg(feature = "postgres")]
    ("postgres", Kind::Postgres),
    #[cfg(feature = "postgres")]
    ("postgresql", Kind::Postgres),
    #[cfg(feature = "mysql")]
    ("mysql", Kind::MySql),
    #[cfg(feature = "mysql")]
    ("mariadb", Kind::MySql),
];

impl Kind {
    /// The database that a URL is of.
    pub(crate) fn of(url: &str) -> Result<Self, OpenError> {
        let scheme = url.split(':').next().unwrap_or_default();
        let known = SCHEMES.iter().find(|(name, _)| *name == scheme);
        known.map(|(_, kind)| *kind).ok_or_else(|| {
            let names: Vec<_> = SCHEMES.iter().map(|(name, _)| format!("`{name}://`")).collect();
            OpenError::Url(format!("`database.url` is {}; it must begin with {}", masked(url), names.join(" or ")))
        })
    }

    /// Whether its migrations are applied on start.
    pub(crate) fn migrates_on_start(self, setting: Migrate, environment: &str) -> bool {
        match setting {
            Migrate::OnStart => true,
            Migrate::Manual => false,
            Migrate::Auto => environment == "development" || self.is_embedded(),
        }
    }

    fn is_embedded(self) -> bool {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite => true,
            #[cfg(any(feature = "postgres", feature = "mysql"))]
            _ => false,
        }
    }
}

/// A driver whose connections need settings of their own.
pub(crate) trait Tuned: Driver {
    /// Its kind.
    const KIND: Kind;

    /// What to connect with.
    fn options(url: &str) -> Result<Options<Self>, sqlx::Error>;
}

/// How a driver connects.
pub(crate) type Options<D> = <<D as Driver>::Connection as Connection>::Options;

/// Opens a pool and sees that the database answers.
pub(crate) async fn open<D: Tuned>(settings: &Database) -> Result<Pool<D>, OpenError> {
    let url = settings.url.expose();
    if Kind::of(url)? != D::KIND {
        return Err(OpenError::Url(format!("`database.url` is {}, which is of another database", masked(url))));
    }
    let options = options::<D>(url)?;
    let max = settings.max.max(1);
    PoolOptions::<D>::new()
        .min_connections(settings.min.min(max))
        .max_connections(max)
        .acquire_timeout(settings.acquire_timeout)
        .connect_with(options)
        .await
        .map_err(|source| OpenError::Unreachable { url: masked(url), source })
}

/// A driver's options for a URL.
pub(super) fn options<D: Tuned>(url: &str) -> Result<Options<D>, OpenError> {
    // What is wrong with a URL may quote it.
    D::options(url).map_err(|_| OpenError::Url(format!("`database.url` is {}, which cannot be read", masked(url))))
}

#[cfg(feature = "sqlite")]
impl Tuned for sqlx::Sqlite {
    const KIND: Kind = Kind::Sqlite;

    fn options(url: &str) -> Result<Options<Self>, sqlx::Error> {
        use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
        // Each connection would have a database of its own: what one writes, the next does not find.
        if url.contains(":memory:") || url.contains("mode=memory") {
            return Err(sqlx::Error::Configuration("a database in memory".into()));
        }
        let options: SqliteConnectOptions = url.parse()?;
        if let Some(folder) = options.get_filename().parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(std::time::Duration::from_secs(5)))
    }
}

#[cfg(feature = "postgres")]
impl Tuned for sqlx::Postgres {
    const KIND: Kind = Kind::Postgres;

    fn options(url: &str) -> Result<Options<Self>, sqlx::Error> {
        url.parse()
    }
}

#[cfg(feature = "mysql")]
impl Tuned for sqlx::MySql {
    const KIND: Kind = Kind::MySql;

    fn options(url: &str) -> Result<Options<Self>, sqlx::Error> {
        url.parse()
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(message) => f.write_str(message),
            Self::Unreachable { url, source } => write!(f, "the database {url} cannot be reached: {source}"),
        }
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Url(_) => None,
            Self::Unreachable { source, .. } => Some(source),
        }
    }
}

//! A database for one test, gone after it.

use crate::Service;
use crate::config::{Config, Sources};

/// What is to be removed.
#[derive(Debug)]
pub(super) enum Database {
    /// The service has none.
    None,
    /// A folder that holds a file of SQLite.
    #[cfg(feature = "sqlite")]
    Folder(std::path::PathBuf),
    /// A database on a server.
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    OnServer(server::OnServer),
}

impl Database {
    /// Makes a database, has settings point there, and migrates it; `None` without a server that is needed.
    #[cfg(not(feature = "sql"))]
    #[allow(clippy::unused_async)]
    pub(super) async fn create(_: &Service, _: &mut Config, _: &Sources) -> Option<Self> {
        Some(Self::None)
    }

    /// Makes a database, has settings point there, and migrates it; `None` without a server that is needed.
    #[cfg(feature = "sql")]
    pub(super) async fn create(service: &Service, config: &mut Config, sources: &Sources) -> Option<Self> {
        use crate::config::{Migrate, Secret};
        if service.migrations.is_empty() {
            return Some(Self::None);
        }
        let given = sources.variables.iter().any(|(name, _)| name.starts_with("APP__DATABASE__URL"));
        let name = format!("test_{}", uuid::Uuid::new_v4().simple());
        let (database, url) = match given.then(|| config.database.url.expose().to_owned()) {
            Some(url) => Self::at(&url, &name).await,
            None => Self::embedded(&name)?,
        };
        config.database.url = Secret::new(url);
        config.database.migrate = Migrate::OnStart;
        config.database.max = config.database.max.min(4);
        Some(database)
    }

    /// A database where the URL says.
    #[cfg(feature = "sql")]
    #[cfg_attr(not(any(feature = "postgres", feature = "mysql")), allow(clippy::unused_async))]
    async fn at(url: &str, name: &str) -> (Self, String) {
        use crate::db::Kind;
        match Kind::of(url) {
            #[cfg(feature = "sqlite")]
            Ok(Kind::Sqlite) => Self::folder(name),
            #[cfg(feature = "postgres")]
            Ok(Kind::Postgres) => server::create::<sqlx::PgConnection>(url, name).await,
            #[cfg(feature = "mysql")]
            Ok(Kind::MySql) => server::create::<sqlx::MySqlConnection>(url, name).await,
            Err(error) => panic!("{error}"),
        }
    }

    #[cfg(feature = "sqlite")]
    #[allow(clippy::unnecessary_wraps)]
    fn embedded(name: &str) -> Option<(Self, String)> {
        Some(Self::folder(name))
    }

    #[cfg(all(feature = "sql", not(feature = "sqlite")))]
    #[allow(clippy::print_stderr)]
    fn embedded(_: &str) -> Option<(Self, String)> {
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        let message = format!("SKIPPED {test}: APP__DATABASE__URL names no database server");
        assert!(std::env::var("ZEPHYRIX_REQUIRE_SERVERS").as_deref() != Ok("1"), "{message}");
        eprintln!("{message}");
        None
    }

    #[cfg(feature = "sqlite")]
    fn folder(name: &str) -> (Self, String) {
        let folder = std::env::temp_dir().join(name);
        let url = format!("sqlite://{}", folder.join("test.db").display());
        (Self::Folder(folder), url)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        match self {
            Self::None => {}
            #[cfg(feature = "sqlite")]
            // What cannot be removed is the system's to clean.
            Self::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            #[cfg(any(feature = "postgres", feature = "mysql"))]
            Self::OnServer(database) => database.drop_it(),
        }
    }
}

/// Databases on servers.
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod server {
    use super::Database;
    use sqlx::{AssertSqlSafe, Connection};
    use std::thread;

    /// A database and the server it is on.
    #[derive(Debug)]
    pub(in crate::testing) struct OnServer {
        url: String,
        drop_sql: String,
        run: fn(&str, &str),
    }

    /// A connection to a kind of server.
    pub(super) trait Server: Connection + 'static {
        /// What makes sure that nobody keeps a database from being dropped.
        const FORCE: &'static str;

        async fn run(&mut self, sql: &str) -> Result<(), sqlx::Error>;
    }

    #[cfg(feature = "postgres")]
    impl Server for sqlx::PgConnection {
        const FORCE: &'static str = " WITH (FORCE)";

        async fn run(&mut self, sql: &str) -> Result<(), sqlx::Error> {
            sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(self).await.map(drop)
        }
    }

    #[cfg(feature = "mysql")]
    impl Server for sqlx::MySqlConnection {
        const FORCE: &'static str = "";

        async fn run(&mut self, sql: &str) -> Result<(), sqlx::Error> {
            sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(self).await.map(drop)
        }
    }

    /// Makes a database of this name on the server of a URL; returns its own URL as well.
    pub(super) async fn create<S: Server>(url: &str, name: &str) -> (Database, String) {
        if let Err(error) = execute::<S>(url, &format!("CREATE DATABASE {name}")).await {
            panic!("cannot make a database for the test: {error}");
        }
        let drop_sql = format!("DROP DATABASE IF EXISTS {name}{}", S::FORCE);
        let made = OnServer { url: url.to_owned(), drop_sql, run: run_apart::<S> };
        (Database::OnServer(made), with_name(url, name))
    }

    impl OnServer {
        pub(super) fn drop_it(&self) {
            (self.run)(&self.url, &self.drop_sql);
        }
    }

    async fn execute<S: Server>(url: &str, sql: &str) -> Result<(), sqlx::Error> {
        let mut connection = S::connect(url).await?;
        connection.run(sql).await?;
        connection.close().await
    }

    /// Runs SQL to its end on a thread with a runtime of its own: the test's may be unwinding.
    fn run_apart<S: Server>(url: &str, sql: &str) {
        thread::scope(|scope| {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                if let Ok(Err(error)) = runtime.map(|it| it.block_on(execute::<S>(url, sql))) {
                    tracing::warn!(error = %error, "a test's database is left over");
                }
            });
        });
    }

    /// The URL of another database on the same server.
    fn with_name(url: &str, name: &str) -> String {
        let (start, query) = url.split_once('?').map_or((url, None), |(start, query)| (start, Some(query)));
        let host = start.find("://").map_or(0, |it| it + 3);
        let end = start[host..].rfind('@').map_or(host, |it| host + it);
        let path = start[end..].find('/').map_or(start.len(), |it| end + it);
        let query = query.map_or_else(String::new, |it| format!("?{it}"));
        format!("{}/{name}{query}", &start[..path])
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn names_another_database() {
            for (url, other) in [
                ("postgres://a:p@h:1/shop", "postgres://a:p@h:1/x"),
                ("postgres://a:p/w@h/shop?sslmode=disable", "postgres://a:p/w@h/x?sslmode=disable"),
                ("mysql://h", "mysql://h/x"),
            ] {
                assert_eq!(with_name(url, "x"), other);
            }
        }
    }
}

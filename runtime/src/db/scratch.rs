//! Databases for a while: made beside one that is there, on the same server, and gone afterwards.

use super::open::{Kind, OpenError};

/// A new, empty database, which goes when this is dropped.
#[derive(Debug)]
pub struct Scratch {
    url: String,
    made: Made,
}

/// What is to be removed.
#[derive(Debug)]
enum Made {
    /// A folder that holds a file of SQLite.
    #[cfg(feature = "sqlite")]
    Folder(std::path::PathBuf),
    /// A database on a server.
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    OnServer(server::OnServer),
}

impl Scratch {
    /// Makes one on the server of a URL; one of SQLite in the folder for temporary files. Its name begins as said.
    ///
    /// # Errors
    /// Returned where the user of the URL may not make databases.
    #[cfg_attr(not(any(feature = "postgres", feature = "mysql")), allow(clippy::unused_async))]
    pub async fn beside(url: &str, name: &str) -> Result<Self, OpenError> {
        let name = format!("{name}_{}", uuid::Uuid::new_v4().simple());
        match Kind::of(url)? {
            #[cfg(feature = "sqlite")]
            Kind::Sqlite => Ok(Self::embedded(&name)),
            #[cfg(feature = "postgres")]
            Kind::Postgres => server::create::<sqlx::PgConnection>(url, &name).await,
            #[cfg(feature = "mysql")]
            Kind::MySql => server::create::<sqlx::MySqlConnection>(url, &name).await,
        }
    }

    /// One of SQLite.
    #[cfg(feature = "sqlite")]
    pub(crate) fn embedded(name: &str) -> Self {
        let folder = std::env::temp_dir().join(name);
        Self { url: format!("sqlite://{}", folder.join("scratch.db").display()), made: Made::Folder(folder) }
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        match &self.made {
            #[cfg(feature = "sqlite")]
            // What cannot be removed is the system's to clean.
            Made::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            #[cfg(any(feature = "postgres", feature = "mysql"))]
            Made::OnServer(database) => database.drop_it(),
        }
    }
}

/// Databases on servers.
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod server {
    use super::{Made, Scratch};
    use crate::config::masked;
    use crate::db::OpenError;
    use sqlx::{AssertSqlSafe, Connection};
    use std::thread;

    /// A database and the server it is on.
    #[derive(Debug)]
    pub(super) struct OnServer {
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

    /// Makes a database of this name on the server of a URL.
    pub(super) async fn create<S: Server>(url: &str, name: &str) -> Result<Scratch, OpenError> {
        let unreachable = |source| OpenError::Unreachable { url: masked(url), source };
        execute::<S>(url, &format!("CREATE DATABASE {name}")).await.map_err(unreachable)?;
        let drop_sql = format!("DROP DATABASE IF EXISTS {name}{}", S::FORCE);
        let made = OnServer { url: url.to_owned(), drop_sql, run: run_apart::<S> };
        Ok(Scratch { url: with_name(url, name), made: Made::OnServer(made) })
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
                    tracing::warn!(error = %error, "a scratch database is left over");
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

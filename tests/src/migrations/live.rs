//! A database asked directly.

use sqlx::{AssertSqlSafe, Connection, MySqlConnection, PgConnection, SqliteConnection};

/// Where it is.
pub(crate) struct Live(String);

/// The same on any connection.
macro_rules! on {
    ($url:expr, $connection:ident => $act:expr) => {
        match $url.split(':').next().unwrap_or_default() {
            "sqlite" => {
                let mut $connection = SqliteConnection::connect($url).await.map_err(|it| it.to_string())?;
                $act.map_err(|it: sqlx::Error| it.to_string())
            }
            "postgres" => {
                let mut $connection = PgConnection::connect($url).await.map_err(|it| it.to_string())?;
                $act.map_err(|it: sqlx::Error| it.to_string())
            }
            _ => {
                let mut $connection = MySqlConnection::connect($url).await.map_err(|it| it.to_string())?;
                $act.map_err(|it: sqlx::Error| it.to_string())
            }
        }
    };
}

impl Live {
    pub(crate) fn of(url: &str) -> Self {
        Self(url.to_owned())
    }

    /// Runs a statement.
    pub(crate) async fn run(&self, sql: &str) -> Result<(), String> {
        let url = self.0.as_str();
        on!(url, it => sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut it).await.map(drop))
    }

    /// The rows of a table.
    pub(crate) async fn count(&self, table: &str) -> Result<i64, String> {
        let (url, sql) = (self.0.as_str(), format!("SELECT count(*) FROM {table}"));
        on!(url, it => sqlx::query_scalar::<_, i64>(AssertSqlSafe(sql)).fetch_one(&mut it).await)
    }
}

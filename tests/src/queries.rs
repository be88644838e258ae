//! What servers give for named queries when they are run: which columns are NULL, to be compared with what was found
//! out without them.

use sqlx::{AssertSqlSafe, Connection, Row, ValueRef};
use zephyrix_generator::queries::Query;

/// Runs each statement, and takes back what it did.
macro_rules! ran {
    ($connection:ty, $url:expr, $before:literal, $queries:expr) => {{
        let mut on = <$connection>::connect($url).await.map_err(|it| it.to_string())?;
        sqlx::raw_sql($before).execute(&mut on).await.map_err(|it| it.to_string())?;
        let mut all = Vec::new();
        for query in $queries {
            let sql = query.written();
            let mut within = on.begin().await.map_err(|it| it.to_string())?;
            let rows = sqlx::raw_sql(AssertSqlSafe(sql.clone())).fetch_all(&mut *within).await;
            let rows = rows.map_err(|it| format!("{sql}\n{it}"))?;
            within.rollback().await.map_err(|it| it.to_string())?;
            let null = |at: usize| rows.iter().any(|it| it.try_get_raw(at).is_ok_and(|it| it.is_null()));
            all.push((0..query.columns.len()).map(null).collect());
        }
        Ok(all)
    }};
}

/// Runs the statements that make a database.
macro_rules! made {
    ($connection:ty, $url:expr, $scripts:expr) => {{
        let mut on = <$connection>::connect($url).await.map_err(|it| it.to_string())?;
        for script in $scripts {
            sqlx::raw_sql(AssertSqlSafe(script.clone())).execute(&mut on).await.map_err(|it| it.to_string())?;
        }
        on.close().await.map_err(|it| it.to_string())
    }};
}

/// Fills a database.
///
/// # Errors
/// When it refuses a script.
pub async fn make(url: &str, scripts: &[String]) -> Result<(), String> {
    match url.split(':').next() {
        Some("postgres") => made!(sqlx::PgConnection, url, scripts),
        Some("mysql") => made!(sqlx::MySqlConnection, url, scripts),
        _ => made!(sqlx::SqliteConnection, url, scripts),
    }
}

/// For each query, with sample values for its parameters, which of its columns are NULL in some row.
///
/// # Errors
/// When the server refuses one of them.
pub async fn nulls(url: &str, queries: &[Query]) -> Result<Vec<Vec<bool>>, String> {
    match url.split(':').next() {
        Some("postgres") => ran!(sqlx::PgConnection, url, "", queries),
        // `REPLACE` takes rows away that others refer to.
        Some("mysql") => ran!(sqlx::MySqlConnection, url, "SET foreign_key_checks = 0", queries),
        _ => ran!(sqlx::SqliteConnection, url, "", queries),
    }
}

//! SQLite keeps every definition as it was written.

use super::{DescribeError, unreachable};
use crate::db::migrate::history;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

pub(super) async fn describe(url: &str) -> Result<Vec<String>, DescribeError> {
    // Only looked at: neither made nor put into another mode.
    let options: SqliteConnectOptions = url.parse().map_err(|it| unreachable(url, it))?;
    let options = options.create_if_missing(false).read_only(true);
    let mut connection = options.connect().await.map_err(|it| unreachable(url, it))?;
    let all = format!(
        "SELECT sql FROM sqlite_master \
         WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name <> '{}' \
         ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, rowid",
        history::TABLE
    );
    let statements = sqlx::query_scalar(AssertSqlSafe(all)).fetch_all(&mut connection).await?;
    connection.close().await?;
    Ok(statements)
}

//! MySQL and MariaDB: `EXPLAIN` in its tabular form.

use super::{Planned, Plans, QueryPlan, told};
use crate::db::open::options;
use sqlx::mysql::MySqlRow;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, MySql, MySqlConnection, Row};

pub(super) async fn plans(url: &str, setup: &[String], asked: &[Planned]) -> Result<Plans, sqlx::Error> {
    let options = options::<MySql>(url).map_err(|it| sqlx::Error::Configuration(it.to_string().into()))?;
    let mut on = options.connect().await?;
    let mut all = Plans::default();
    for statement in setup {
        let made = sqlx::raw_sql(AssertSqlSafe(statement.clone())).execute(&mut on).await;
        all.refused.extend(made.err().map(|it| told(&it)));
    }
    for it in asked {
        all.plans.push(plan(&mut on, it).await.map_err(|it| told(&it)));
    }
    on.close().await?;
    Ok(all)
}

async fn plan(on: &mut MySqlConnection, it: &Planned) -> Result<QueryPlan, sqlx::Error> {
    let rows = sqlx::raw_sql(AssertSqlSafe(format!("EXPLAIN {}", it.sql))).fetch_all(on).await?;
    let mut plan = QueryPlan::default();
    for row in &rows {
        let [table, access, possible, key, extra] =
            ["table", "type", "possible_keys", "key", "Extra"].map(|it| text(row, it));
        // Of a table without rows, any index that would do is as good as the table: it counts as used.
        let whole = access == "index" || access == "ALL" && possible.is_empty();
        if whole {
            plan.whole.push(table.clone());
        }
        plan.sorts |= extra.contains("Using filesort");
        plan.lines.push(format!("{table} {access} {key} {extra}").trim().to_owned());
    }
    Ok(plan)
}

fn text(row: &MySqlRow, column: &str) -> String {
    let bytes: Option<Vec<u8>> = row.try_get_unchecked(column).unwrap_or_default();
    bytes.map(|it| String::from_utf8_lossy(&it).into_owned()).unwrap_or_default()
}

//! SQLite: `EXPLAIN QUERY PLAN` (<https://sqlite.org/eqp.html>).

use super::{Planned, Plans, QueryPlan, told};
use crate::config::masked;
use crate::db::open::OpenError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row};

/// How to look at a database that is there: it is neither made nor changed.
pub(super) fn there(url: &str) -> Result<SqliteConnectOptions, OpenError> {
    let options: SqliteConnectOptions =
        url.parse().map_err(|source| OpenError::Unreachable { url: masked(url), source })?;
    Ok(options.create_if_missing(false).read_only(true))
}

pub(super) async fn plans(setup: &[String], asked: &[Planned]) -> Result<Plans, sqlx::Error> {
    let mut on = SqliteConnectOptions::new().in_memory(true).connect().await?;
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

async fn plan(on: &mut SqliteConnection, it: &Planned) -> Result<QueryPlan, sqlx::Error> {
    let asked = format!("EXPLAIN QUERY PLAN {}", it.sql);
    let rows = sqlx::raw_sql(AssertSqlSafe(asked)).fetch_all(on).await?;
    let lines = rows.iter().map(|it| it.try_get("detail")).collect::<Result<Vec<String>, _>>()?;
    Ok(read(lines))
}

fn read(lines: Vec<String>) -> QueryPlan {
    let mut plan = QueryPlan::default();
    for line in &lines {
        let mut words = line.split(' ');
        let (first, table) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        // An index that is made for the statement alone needs every row, too.
        if first == "SCAN" || first == "SEARCH" && line.contains(" AUTOMATIC ") {
            plan.whole.push(table.to_owned());
        }
        // Where an index has the first columns of the order, only equals are sorted.
        plan.sorts |= line == "USE TEMP B-TREE FOR ORDER BY";
    }
    plan.lines = lines;
    plan
}

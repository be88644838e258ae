//! PostgreSQL: `EXPLAIN` of a prepared statement, with its generic plan.

use super::{Planned, Plans, QueryPlan, told};
use crate::db::open::options;
use serde_json::Value;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, Postgres, Row};

/// Whatever reads, joins or sorts whole tables is chosen only where nothing else can be; parameters have no values.
const SETTINGS: &str = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; \
                        SET enable_sort = off; SET plan_cache_mode = force_generic_plan";

pub(super) async fn plans(url: &str, setup: &[String], asked: &[Planned]) -> Result<Plans, sqlx::Error> {
    let options = options::<Postgres>(url).map_err(|it| sqlx::Error::Configuration(it.to_string().into()))?;
    let mut on = options.connect().await?;
    let mut all = Plans::default();
    for statement in setup {
        let made = sqlx::raw_sql(AssertSqlSafe(statement.clone())).execute(&mut on).await;
        all.refused.extend(made.err().map(|it| told(&it)));
    }
    sqlx::raw_sql(SETTINGS).execute(&mut on).await?;
    for it in asked {
        all.plans.push(plan(&mut on, it).await.map_err(|it| told(&it)));
    }
    on.close().await?;
    Ok(all)
}

async fn plan(on: &mut PgConnection, it: &Planned) -> Result<QueryPlan, sqlx::Error> {
    let prepare = format!("PREPARE zephyrix_asked AS {}", it.sql);
    sqlx::raw_sql(AssertSqlSafe(prepare)).execute(&mut *on).await?;
    let values = vec!["NULL"; it.parameters].join(", ");
    let values = if values.is_empty() { values } else { format!("({values})") };
    let asked = format!("EXPLAIN (FORMAT JSON) EXECUTE zephyrix_asked{values}");
    let row = sqlx::raw_sql(AssertSqlSafe(asked)).fetch_one(&mut *on).await;
    sqlx::raw_sql("DEALLOCATE zephyrix_asked").execute(on).await?;
    let text: String = row?.try_get_unchecked(0)?;
    let tree: Value = serde_json::from_str(&text).map_err(|it| sqlx::Error::Decode(it.into()))?;
    let mut plan = QueryPlan::default();
    node(&tree[0]["Plan"], 0, &mut plan);
    Ok(plan)
}

/// A node of a plan, and those below it. The database bounds how deep they are.
fn node(it: &Value, depth: usize, plan: &mut QueryPlan) {
    let text = |key: &str| it[key].as_str().unwrap_or_default();
    let (kind, table) = (text("Node Type"), text("Alias"));
    let by_index = matches!(kind, "Index Scan" | "Index Only Scan") && it["Index Cond"].is_null();
    if kind == "Seq Scan" || by_index {
        plan.whole.push(table.to_owned());
    }
    plan.sorts |= kind == "Sort";
    let on = if table.is_empty() { String::new() } else { format!(" on {table}") };
    let with = |word: &str, key: &str| it[key].as_str().map(|it| format!(" {word} {it}")).unwrap_or_default();
    let (index, found, kept) = (with("using", "Index Name"), with("by", "Index Cond"), with("filtered by", "Filter"));
    plan.lines.push(format!("{}{kind}{index}{on}{found}{kept}", "  ".repeat(depth)));
    for below in it["Plans"].as_array().into_iter().flatten() {
        node(below, depth + 1, plan);
    }
}

//! What servers say of named queries, to be compared with what is found out without them.

use sqlx::{AssertSqlSafe, Column, Connection, Either, Executor, Row, SqlSafeStr, Statement, TypeInfo, ValueRef};
use zephyrix_generator::Database;
use zephyrix_generator::queries::{Piece, Query};
use zephyrix_generator::relational::Kind;

/// What a server says of a statement: types of its parameters, where it knows them; names and types of its columns.
#[derive(Debug, Default)]
pub struct Prepared {
    /// In order of their numbers; `None`: the server knows no types of parameters.
    pub parameters: Option<Vec<String>>,
    /// Names and types.
    pub columns: Vec<(String, String)>,
    /// For each column, whether a row had NULL there when it was run.
    pub nulls: Vec<bool>,
}

/// Has a server prepare each statement, then run it with sample values; all is taken back in between.
macro_rules! asked {
    ($connection:ty, $url:expr, $setup:expr, $statements:expr) => {{
        let mut on = <$connection>::connect($url).await.map_err(|it| it.to_string())?;
        for script in $setup {
            sqlx::raw_sql(AssertSqlSafe(script.clone())).execute(&mut on).await.map_err(|it| it.to_string())?;
        }
        let mut all = Vec::new();
        for (holes, values) in $statements {
            let sql = AssertSqlSafe(holes.clone()).into_sql_str();
            let statement = (&mut on).prepare(sql).await.map_err(|it| format!("{holes}\n{it}"))?;
            let parameters = match statement.parameters() {
                Some(Either::Left(types)) if !types.is_empty() => {
                    Some(types.iter().map(|it| it.name().to_owned()).collect())
                }
                _ => None,
            };
            let named = statement.columns().iter().map(|it| (it.name().to_owned(), it.type_info().name().to_owned()));
            let mut columns: Vec<(String, String)> = named.collect();
            let mut within = on.begin().await.map_err(|it| it.to_string())?;
            let rows = sqlx::raw_sql(AssertSqlSafe(values.clone())).fetch_all(&mut *within).await;
            let rows = rows.map_err(|it| format!("{values}\n{it}"))?;
            within.rollback().await.map_err(|it| it.to_string())?;
            if let Some(row) = rows.first().filter(|_| columns.is_empty()) {
                // MariaDB tells what `RETURNING` gives only when it has run.
                let named = row.columns().iter().map(|it| (it.name().to_owned(), it.type_info().name().to_owned()));
                columns.extend(named);
            }
            let null = |at: usize| rows.iter().any(|it| it.try_get_raw(at).is_ok_and(|it| it.is_null()));
            let nulls = (0..columns.len()).map(null).collect();
            all.push(Prepared { parameters, columns, nulls });
        }
        Ok(all)
    }};
}

/// What a server says of queries, in a database made by some scripts.
///
/// # Errors
/// When it refuses one of them.
pub async fn ask(url: &str, scripts: &[String], queries: &[Query]) -> Result<Vec<Prepared>, String> {
    let statements: Vec<(String, String)> = queries.iter().map(|it| (numbered(it), written(it))).collect();
    match url.split(':').next() {
        Some("postgres") => asked!(sqlx::PgConnection, url, scripts, &statements),
        Some("mysql") => asked!(sqlx::MySqlConnection, url, scripts, &statements),
        _ => asked!(sqlx::SqliteConnection, url, scripts, &statements),
    }
}

/// A query as it is prepared.
fn numbered(query: &Query) -> String {
    let hole = |at: usize| match query.database {
        Database::Postgres => format!("${}", at + 1),
        Database::Sqlite => format!("?{}", at + 1),
        Database::Mysql => "?".to_owned(),
    };
    filled(query, hole)
}

/// A query with values for its parameters.
fn written(query: &Query) -> String {
    filled(query, |at| sample(&query.parameters[at].ty.kind, query.database))
}

fn filled(query: &Query, hole: impl Fn(usize) -> String) -> String {
    let piece = |it: &Piece| match it {
        Piece::Text(text) => text.clone(),
        Piece::Hole(at) => hole(*at),
    };
    query.sql.iter().map(piece).collect()
}

fn sample(kind: &Kind, database: Database) -> String {
    match kind {
        Kind::Boolean => "TRUE".to_owned(),
        Kind::Integer { .. } | Kind::Year => "1".to_owned(),
        Kind::Decimal { .. } | Kind::Float32 | Kind::Float64 => "1.5".to_owned(),
        Kind::Date => "'2024-01-02'".to_owned(),
        Kind::Timestamp { .. } => "'2024-01-03 04:05:06'".to_owned(),
        Kind::Uuid => "'018cd1b0-0000-7000-8000-000000000000'".to_owned(),
        Kind::Json { .. } => "'{}'".to_owned(),
        Kind::Array(_) if database == Database::Postgres => "'{1,2}'".to_owned(),
        Kind::User(_) | Kind::Enum(_) => "'G'".to_owned(),
        _ => "'%'".to_owned(),
    }
}

/// Whether a server's name of a type is what was found out.
///
/// PostgreSQL: to the letter. MySQL tells of lengths by a dozen types of text, and of numbers that are computed by
/// whatever is wide enough. SQLite tells of columns of tables alone, in the words of their declaration.
pub fn agree(kind: &Kind, said: &str, database: Database) -> bool {
    let said = said.to_ascii_uppercase();
    match database {
        Database::Postgres => postgres(kind) == said,
        Database::Mysql => mysql(kind).contains(&said.as_str()),
        Database::Sqlite => said == "NULL" || sqlite(kind).contains(&said.as_str()),
    }
}

fn postgres(kind: &Kind) -> String {
    let name = match kind {
        Kind::Boolean => "BOOL",
        Kind::Integer { bits: 16, .. } => "INT2",
        Kind::Integer { bits: 32, .. } => "INT4",
        Kind::Integer { .. } => "INT8",
        Kind::Decimal { .. } => "NUMERIC",
        Kind::Float32 => "FLOAT4",
        Kind::Float64 => "FLOAT8",
        Kind::Char(_) => "CHAR",
        Kind::Varchar(_) => "VARCHAR",
        Kind::Text(_) => "TEXT",
        Kind::Bytes(_) => "BYTEA",
        Kind::Date => "DATE",
        Kind::Time { zoned, .. } => ["TIME", "TIMETZ"][usize::from(*zoned)],
        Kind::Timestamp { zoned, .. } => ["TIMESTAMP", "TIMESTAMPTZ"][usize::from(*zoned)],
        Kind::Interval => "INTERVAL",
        Kind::Uuid => "UUID",
        Kind::Json { binary } => ["JSON", "JSONB"][usize::from(*binary)],
        Kind::User(name) => return name.name.to_ascii_uppercase(),
        Kind::Array(item) => return format!("{}[]", postgres(&item.kind)),
        other => return format!("{other:?}"),
    };
    name.to_owned()
}

fn mysql(kind: &Kind) -> &'static [&'static str] {
    const TEXTS: &[&str] = &["VARCHAR", "CHAR", "TEXT", "TINYTEXT", "MEDIUMTEXT", "LONGTEXT"];
    match kind {
        Kind::Boolean => &["BOOLEAN"],
        Kind::Integer { unsigned: true, .. } => &["INT UNSIGNED", "BIGINT UNSIGNED"],
        Kind::Integer { bits: 64, .. } => &["BIGINT", "INT"],
        Kind::Integer { .. } => &["INT", "SMALLINT", "TINYINT", "MEDIUMINT", "BIGINT"],
        Kind::Decimal { .. } => &["DECIMAL"],
        Kind::Float32 => &["FLOAT"],
        Kind::Float64 => &["DOUBLE"],
        Kind::Date => &["DATE"],
        Kind::Timestamp { zoned: true, .. } => &["TIMESTAMP"],
        Kind::Timestamp { .. } => &["DATETIME"],
        Kind::Time { .. } => &["TIME"],
        Kind::Year => &["YEAR"],
        Kind::Enum(_) => &["ENUM", "CHAR"],
        Kind::Set(_) => &["SET", "CHAR"],
        Kind::Char(_) | Kind::Varchar(_) | Kind::Text(_) => TEXTS,
        _ => &[],
    }
}

fn sqlite(kind: &Kind) -> &'static [&'static str] {
    match kind {
        Kind::Boolean => &["BOOLEAN"],
        Kind::Integer { .. } => &["INTEGER", "INT"],
        Kind::Float64 | Kind::Decimal { .. } => &["REAL", "DOUBLE"],
        Kind::Date => &["DATE"],
        Kind::Timestamp { .. } => &["DATETIME"],
        Kind::Bytes(_) => &["BLOB"],
        _ => &["TEXT", "VARCHAR(255)"],
    }
}

//! Types of parameters and columns, as a database tells them of a statement that it prepares.

use crate::config::masked;
use crate::db::open::{Kind, OpenError, Options};
use sqlx::{
    AssertSqlSafe, Column, ColumnOrigin, ConnectOptions, Connection, Database, Either, Executor, SqlSafeStr, Statement,
    TypeInfo,
};

/// What a database says of a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prepared {
    /// Types of its parameters, in the database's own words; `None`: it knows none.
    pub parameters: Option<Vec<String>>,
    /// The columns of what it gives. MariaDB does not tell those of `RETURNING`.
    pub columns: Vec<PreparedColumn>,
}

/// A column of what a statement gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedColumn {
    /// What it is called.
    pub name: String,
    /// Its type, in the database's own words: `INT8`.
    pub ty: String,
    /// The table and the column there that it is, where it is no expression.
    pub origin: Option<(String, String)>,
}

/// Has the database of a URL prepare statements, and run none of them; what it says of each, or why it refuses it.
///
/// # Errors
/// Returned where the database cannot be reached; passwords are masked.
pub async fn prepare(url: &str, statements: &[String]) -> Result<Vec<Result<Prepared, String>>, OpenError> {
    match Kind::of(url)? {
        #[cfg(feature = "sqlite")]
        Kind::Sqlite => each::<sqlx::Sqlite>(super::sqlite::there(url)?, url, statements).await,
        #[cfg(feature = "postgres")]
        Kind::Postgres => {
            each::<sqlx::Postgres>(crate::db::open::options::<sqlx::Postgres>(url)?, url, statements).await
        }
        #[cfg(feature = "mysql")]
        Kind::MySql => each::<sqlx::MySql>(crate::db::open::options::<sqlx::MySql>(url)?, url, statements).await,
    }
}

async fn each<D: Database>(
    options: Options<D>,
    url: &str,
    statements: &[String],
) -> Result<Vec<Result<Prepared, String>>, OpenError>
where
    for<'c> &'c mut D::Connection: Executor<'c, Database = D>,
{
    let mut on = options.connect().await.map_err(|source| OpenError::Unreachable { url: masked(url), source })?;
    let mut all = Vec::with_capacity(statements.len());
    for statement in statements {
        all.push(one::<D>(&mut on, statement).await.map_err(|it| super::told(&it)));
    }
    // All is told; how it ends is nothing to fail for.
    drop(on.close().await);
    Ok(all)
}

async fn one<D: Database>(on: &mut D::Connection, statement: &str) -> Result<Prepared, sqlx::Error>
where
    for<'c> &'c mut D::Connection: Executor<'c, Database = D>,
{
    let statement = on.prepare(AssertSqlSafe(statement.to_owned()).into_sql_str()).await?;
    let parameters = match statement.parameters() {
        Some(Either::Left(types)) => Some(types.iter().map(|it| it.name().to_owned()).collect()),
        _ => None,
    };
    let column = |it: &D::Column| PreparedColumn {
        name: it.name().to_owned(),
        ty: it.type_info().name().to_owned(),
        origin: match it.origin() {
            ColumnOrigin::Table(it) => Some((it.table.to_string(), it.name.to_string())),
            _ => None,
        },
    };
    Ok(Prepared { parameters, columns: statement.columns().iter().map(column).collect() })
}

//! Values out of columns that do not hold them as they are.

use serde::de::DeserializeOwned;
use sqlx::types::Json;
use sqlx::{ColumnIndex, Decode, Row, Type};
use std::error::Error;
use std::str::FromStr;

/// A value kept as the text it is displayed as.
///
/// # Errors
/// When the column is not there, is no text, or the text is not a value.
pub fn parsed<R: Row, T>(row: &R, column: &str) -> sqlx::Result<T>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
    for<'n> &'n str: ColumnIndex<R>,
    for<'r> String: Decode<'r, R::Database> + Type<R::Database>,
{
    let text: String = row.try_get(column)?;
    text.parse().map_err(|error| undecodable(column, error))
}

/// The same, or NULL.
///
/// # Errors
/// When the column is not there, is no text, or the text is not a value.
pub fn parsed_optional<R: Row, T>(row: &R, column: &str) -> sqlx::Result<Option<T>>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
    for<'n> &'n str: ColumnIndex<R>,
    for<'r> Option<String>: Decode<'r, R::Database> + Type<R::Database>,
{
    let text: Option<String> = row.try_get(column)?;
    text.map(|it| it.parse().map_err(|error| undecodable(column, error))).transpose()
}

/// A value kept as JSON.
///
/// # Errors
/// When the column is not there, or holds no JSON of the type.
pub fn json<R: Row, T>(row: &R, column: &str) -> sqlx::Result<T>
where
    T: DeserializeOwned,
    for<'n> &'n str: ColumnIndex<R>,
    for<'r> Json<T>: Decode<'r, R::Database> + Type<R::Database>,
{
    row.try_get::<Json<T>, _>(column).map(|Json(it)| it)
}

/// The same, or NULL.
///
/// # Errors
/// When the column is not there, or holds no JSON of the type.
pub fn json_optional<R: Row, T>(row: &R, column: &str) -> sqlx::Result<Option<T>>
where
    T: DeserializeOwned,
    for<'n> &'n str: ColumnIndex<R>,
    for<'r> Option<Json<T>>: Decode<'r, R::Database> + Type<R::Database>,
{
    row.try_get::<Option<Json<T>>, _>(column).map(|it| it.map(|Json(it)| it))
}

fn undecodable(column: &str, error: impl Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: column.to_owned(), source: error.into() }
}

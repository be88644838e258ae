//! Values out of columns that do not hold them as they are.

use super::BadCursor;
use crate::types::Base64;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
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

/// A value kept as bytes.
///
/// # Errors
/// When the column is not there, or holds no bytes.
pub fn bytes<R: Row>(row: &R, column: &str) -> sqlx::Result<Base64>
where
    for<'n> &'n str: ColumnIndex<R>,
    for<'r> Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    row.try_get(column).map(Base64)
}

/// The same, or NULL.
///
/// # Errors
/// When the column is not there, or holds no bytes.
pub fn bytes_optional<R: Row>(row: &R, column: &str) -> sqlx::Result<Option<Base64>>
where
    for<'n> &'n str: ColumnIndex<R>,
    for<'r> Option<Vec<u8>>: Decode<'r, R::Database> + Type<R::Database>,
{
    row.try_get::<Option<Vec<u8>>, _>(column).map(|it| it.map(Base64))
}

/// A value of a row as JSON, so that a cursor can hold it.
///
/// # Errors
/// When it cannot be written.
pub fn cell<T: Serialize>(value: T) -> sqlx::Result<Value> {
    serde_json::to_value(value).map_err(|error| sqlx::Error::Encode(error.into()))
}

/// The value again.
///
/// # Errors
/// [`BadCursor`], when it is no such value.
pub fn from_cell<T: DeserializeOwned>(value: Value) -> Result<T, BadCursor> {
    serde_json::from_value(value).map_err(|_| BadCursor)
}

fn undecodable(column: &str, error: impl Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: column.to_owned(), source: error.into() }
}

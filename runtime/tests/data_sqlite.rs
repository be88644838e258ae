//! The types of the wire, kept in SQLite and read back.
#![cfg(feature = "sqlite")]

use sqlx::{Connection, SqliteConnection};
use zephyrix::types::{Date, DateTime, Uuid};

#[tokio::test]
async fn values_come_back_as_they_were() {
    let mut database = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    sqlx::raw_sql("CREATE TABLE t (id TEXT PRIMARY KEY, day TEXT, at TEXT, parent TEXT) STRICT")
        .execute(&mut database)
        .await
        .unwrap();
    let id = Uuid::now_v7();
    let day: Date = "2024-02-29".parse().unwrap();
    let at = DateTime::now();
    sqlx::query("INSERT INTO t VALUES (?, ?, ?, ?)")
        .bind(id)
        .bind(day)
        .bind(at)
        .bind(None::<Uuid>)
        .execute(&mut database)
        .await
        .unwrap();
    let row: (Uuid, Date, DateTime, Option<Uuid>) =
        sqlx::query_as("SELECT id, day, at, parent FROM t").fetch_one(&mut database).await.unwrap();
    assert_eq!(row, (id, day, at, None));
    let readable: (String, String) = sqlx::query_as("SELECT id, day FROM t").fetch_one(&mut database).await.unwrap();
    assert_eq!(readable, (id.to_string(), "2024-02-29".to_owned()));
}

#[tokio::test]
async fn what_is_no_uuid_is_an_error() {
    let mut database = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let read = sqlx::query_scalar::<_, Uuid>("SELECT 'nonsense'").fetch_one(&mut database).await;
    assert!(matches!(read, Err(sqlx::Error::ColumnDecode { .. })), "{read:?}");
}

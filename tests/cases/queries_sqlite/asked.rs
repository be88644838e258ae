//! Queries run as they are typed: on a pool, and within a transaction.

use futures_util::TryStreamExt;
use queries_sqlite::generated::queries::films::{
    add_customer, add_rental, customers_and_rentals, everything, film_by_id, films_in, give_back, open_rentals,
};
use sqlx::SqlitePool;
use sqlx::sqlite::SqlitePoolOptions;
use zephyrix::db::{LocalDateTime, StoreError};

/// The tables of the case, with two films in them.
async fn pool() -> SqlitePool {
    let pool = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await.unwrap();
    let made = std::fs::read_dir("migrations").unwrap();
    let up = made.map(|it| it.unwrap().path()).find(|it| !it.to_string_lossy().ends_with(".down.sql")).unwrap();
    let script = std::fs::read_to_string(up).unwrap();
    let films = "INSERT INTO film (title, rating) VALUES ('Alien', 'R'), ('Bambi', 'G')";
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("{script};\n{films}"))).execute(&pool).await.unwrap();
    pool
}

fn at(day: &str) -> LocalDateTime {
    format!("{day}T00:00:00").parse().unwrap()
}

#[tokio::test]
async fn rows_are_what_was_written() {
    let pool = pool().await;
    let ann = add_customer(&pool, "Ann", None, None).await.unwrap().unwrap();
    assert_eq!(add_rental(&pool, 1, ann.customer_id, at("2024-01-01")).await.unwrap(), 1);
    let open = open_rentals(&pool).await.unwrap();
    assert_eq!((open[0].title.as_str(), open[0].email.as_deref(), open[0].rented), ("Alien", None, at("2024-01-01")));
    let back = give_back(&pool, Some(at("2024-01-03")), open[0].rental_id).await.unwrap().unwrap();
    assert_eq!(back.returned, Some(at("2024-01-03")));
    assert!(open_rentals(&pool).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_not_there_is_none() {
    let pool = pool().await;
    assert_eq!(film_by_id(&pool, 7).await.unwrap(), None);
    assert_eq!(film_by_id(&pool, 2).await.unwrap().unwrap().score, None);
    add_customer(&pool, "Bo", Some("bo@example.com"), None).await.unwrap();
    let all = customers_and_rentals(&pool).await.unwrap();
    assert_eq!((all[0].name.as_str(), all[0].rental_id, all[0].title.as_deref()), ("Bo", None, None));
    assert_eq!(films_in(&pool, 1, 9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_transaction_is_taken_back_whole() {
    let pool = pool().await;
    let mut within = pool.begin().await.unwrap();
    add_customer(&mut *within, "Cy", Some("cy@example.com"), None).await.unwrap();
    let twice = add_customer(&mut *within, "Di", Some("cy@example.com"), None).await;
    assert!(matches!(twice, Err(StoreError::Conflict(_))), "{twice:?}");
    within.rollback().await.unwrap();
    assert!(customers_and_rentals(&pool).await.unwrap().is_empty());
}

#[tokio::test]
async fn rows_may_come_one_by_one() {
    let pool = pool().await;
    let titles: Vec<String> = everything(&pool).map_ok(|it| it.title).try_collect().await.unwrap();
    assert_eq!(titles, ["Alien", "Bambi"]);
}

//! DDL of real projects: all of it is read, and what is exported is the same database.
//!
//! All of it is for a person: `cargo run -p zephyrix-tests --release --bin corpus-sql -- FOLDER`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]
#![allow(clippy::print_stderr, reason = "what is not run is told")]

use std::path::PathBuf;
use zephyrix_generator::Database;
use zephyrix_tests::folder::of_repository;
use zephyrix_tests::migrations::with_server;
use zephyrix_tests::sql::{Row, same_again};

/// Under `sql/` of the corpus: whole databases, which their servers load without an error.
const WHOLE: &[(Database, &str)] = &[
    (Database::Sqlite, "small/chinook/Chinook_Sqlite.sql"),
    (Database::Sqlite, "medium/sakila/sqlite-sakila-db/sqlite-sakila-schema.sql"),
    (Database::Sqlite, "medium/temporal/sqlite/v3/temporal/schema.sql"),
    (Database::Sqlite, "medium/temporal/sqlite/v3/visibility/schema.sql"),
    (Database::Postgres, "small/chinook/Chinook_PostgreSql.sql"),
    (Database::Postgres, "medium/northwind/northwind.sql"),
    (Database::Postgres, "medium/sakila/postgres-sakila-db/postgres-sakila-schema.sql"),
    (Database::Postgres, "medium/temporal/postgresql/v12/visibility/schema.sql"),
    (Database::Postgres, "medium/temporal/postgresql/v12/temporal/schema.sql"),
    (Database::Mysql, "small/chinook/Chinook_MySql.sql"),
    (Database::Mysql, "medium/sakila/mysql-sakila-db/mysql-sakila-schema.sql"),
    (Database::Mysql, "medium/temporal/mysql/v8/temporal/schema.sql"),
];

/// What is read and not loaded: it needs a server that is newer, or extensions that are not installed.
const READ: &[&str] = &[
    "medium/pagila/pagila-schema.sql",
    "medium/temporal/mysql/v8/visibility/schema.sql",
    "huge/postgrest/big_schema.sql",
    "huge/postgrest/spec_schema.sql",
    "nasty/pg-regress/collate.sql",
    "nasty/pg-regress/namespace.sql",
    "nasty/pg-regress/rowtypes.sql",
];

fn corpus() -> Option<PathBuf> {
    let corpus = std::env::var_os("ZEPHYRIX_CORPUS").map_or(of_repository("../shared/corpus"), PathBuf::from);
    if corpus.is_dir() {
        return Some(corpus.join("sql"));
    }
    let required = std::env::var_os("ZEPHYRIX_REQUIRE_CORPUS").is_some_and(|it| it == "1");
    assert!(!required, "there is no corpus");
    eprintln!("NOT RUN: the DDL of real projects; set ZEPHYRIX_CORPUS");
    None
}

#[test]
fn real_ddl_is_read_without_an_error() {
    let Some(corpus) = corpus() else { return };
    for path in WHOLE.iter().map(|it| it.1).chain(READ.iter().copied()) {
        let row = Row::of(&corpus.join(path));
        assert!(row.errors.is_empty() && row.statements.understood > 0, "{row}");
        let skipped: usize = row.statements.skipped.values().sum();
        let counted = row.statements.understood + row.statements.failed + skipped;
        assert_eq!((counted, row.statements.failed), (row.statements.total, 0), "{row}");
    }
}

#[test]
fn things_in_schemas_of_their_own_are_exported_with_these() {
    let text = r#"
        CREATE SCHEMA sales;
        CREATE SCHEMA "Old Stock";
        CREATE EXTENSION citext WITH SCHEMA sales;
        CREATE TYPE sales.mood AS ENUM ('sad', 'happy');
        CREATE TABLE sales.buyer (buyer_id int PRIMARY KEY, name sales.citext, mood sales.mood NOT NULL);
        CREATE TABLE "Old Stock".item (item_id int PRIMARY KEY, buyer_id int REFERENCES sales.buyer);
        CREATE INDEX ON "Old Stock".item (buyer_id);
        CREATE VIEW sales.happy AS SELECT buyer_id FROM sales.buyer WHERE mood = 'happy';
    "#;
    let made = with_server(Database::Postgres, |url| same_again(text, Database::Postgres, url));
    assert_eq!(made.unwrap_or(Ok(())), Ok(()));
}

#[test]
fn what_is_exported_is_the_same_database() {
    let Some(corpus) = corpus() else { return };
    let mut wrong = Vec::new();
    for database in Database::ALL {
        with_server(database, |url| {
            for (_, path) in WHOLE.iter().filter(|it| it.0 == database) {
                let text = std::fs::read_to_string(corpus.join(path)).unwrap();
                wrong.extend(same_again(&text, database, url).err().map(|wrong| format!("{path}: {wrong}")));
            }
        });
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! `zephyrix migrate`, as far as it needs no service that is built; and `new` from a database that is there.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::Place;
use zephyrix::Migration;
use zephyrix::db::{OutOfOrder, up};

#[test]
fn a_change_of_the_schema_becomes_a_migration() {
    let place = Place::with_shop();
    assert!(place.ok(&["-C", "shop", "migrate", "diff"]).out.contains("nothing to do"));
    place.edit("shop/api.yaml", "        title:", "        shelf: { type: string }\n        title:");
    let dry = place.ok(&["-C", "shop", "migrate", "diff", "--dry-run"]).out;
    assert!(dry.contains("ALTER TABLE books ADD COLUMN shelf text;"), "{dry}");
    assert!(dry.contains("DROP TABLE books;"), "SQLite writes the table anew on the way back: {dry}");
    assert!(!place.path("shop/migrations/V2__change.sql").exists());
    place.ok(&["-C", "shop", "migrate", "diff", "--name", "Shelves!"]);
    assert_eq!(place.read("shop/migrations/V2__shelves.sql"), "ALTER TABLE books ADD COLUMN shelf text;\n");
    assert!(place.read("shop/src/generated/mod.rs").contains("V2__shelves.down.sql"));
    place.ok(&["-C", "shop", "generate", "--check"]);
    assert!(place.ok(&["-C", "shop", "migrate", "diff"]).out.contains("nothing to do"));
}

#[test]
fn what_is_renamed_is_said() {
    let place = Place::with_shop();
    place.edit("shop/api.yaml", "        title:", "        name:");
    place.edit("shop/api.yaml", "[title]", "[name]");
    place.edit("shop/api.yaml", "[id, title]", "[id, name]");
    let guessed = place.ok(&["-C", "shop", "migrate", "diff", "--dry-run"]);
    assert!(guessed.err.contains("ZX0640") && guessed.err.contains("`title`"), "{}", guessed.err);
    let said = place.ok(&["-C", "shop", "migrate", "diff", "--dry-run", "--rename", "books.title=name"]);
    assert!(said.out.starts_with("-- up\nALTER TABLE books RENAME COLUMN title TO name;\n"), "{}", said.out);
    let wrong = place.ends(&["-C", "shop", "migrate", "diff", "--rename", "books.titel=name"], 2);
    assert!(wrong.err.contains("`--rename books.titel=name` is not from something that is there"), "{}", wrong.err);
}

#[test]
fn migrations_are_looked_at() {
    let place = Place::with_shop();
    assert!(place.ok(&["-C", "shop", "migrate", "lint"]).out.contains("1 migrations: 0 errors, 0 warnings"));
    place.write("shop/migrations/V2__gone.sql", "DROP TABLE books;\n");
    let found = place.ok(&["-C", "shop", "migrate", "lint"]);
    assert!(found.err.contains("ZX0640") && found.err.contains("V2__gone.sql:1:1"), "{}", found.err);
    place.ends(&["-C", "shop", "migrate", "lint", "--strict"], 1);
    place.write("shop/migrations/V2__gone.sql", "-- zephyrix: allow=ZX0640\nDROP TABLE books;\n");
    place.ok(&["-C", "shop", "migrate", "lint", "--strict"]);
    place.write("shop/migrations/V2__gone.sql", "DROP TABLE bokks;\n");
    place.ends(&["-C", "shop", "migrate", "lint"], 2);
}

/// A database that is there, where the migration is applied.
fn database(place: &Place, steps: &[Migration]) -> String {
    let url = format!("sqlite://{}", place.path("live.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(up(&url, steps, OutOfOrder::Refuse)).unwrap();
    url
}

fn step(version: i64, name: &'static str, up: &str) -> Migration {
    Migration { version, name, up: Box::leak(up.to_owned().into_boxed_str()), down: None }
}

#[test]
fn a_database_that_was_changed_by_hand_is_found_out() {
    let place = Place::with_shop();
    let first = step(1, "init", &place.read("shop/migrations/V1__init.sql"));
    let url = database(&place, &[first]);
    assert!(place.ok(&["-C", "shop", "migrate", "drift", "--url", &url]).out.contains("is what its migrations say"));
    database(&place, &[first, step(2, "by_hand", "ALTER TABLE books ADD COLUMN oops integer;")]);
    let drift = place.ends(&["-C", "shop", "migrate", "drift", "--url", &url], 1);
    assert!(drift.out.contains("oops") || drift.out.contains("CREATE TABLE books__new"), "{}", drift.out);
}

#[test]
fn a_service_is_made_from_a_database() {
    let place = Place::empty();
    let tables = "CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n\
                  CREATE TABLE pets (id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL REFERENCES owners (id));\n\
                  CREATE INDEX pets_by_owner ON pets (owner_id);";
    let url = database(&place, &[step(1, "init", tables)]).replace("sqlite://", "sqlite:");
    place.ok(&["new", "shop", "--from", &url, "--runtime", "registry", "--no-client"]);
    let described = place.read("shop/live.sql");
    assert!(described.contains("CREATE TABLE pets") && !described.contains("zephyrix_migrations"), "{described}");
    assert!(place.read("shop/zephyrix.toml").contains("inputs = [\"live.sql\"]"));
    assert!(place.read("shop/migrations/V1__init.sql").contains("CREATE INDEX pets_by_owner ON pets (owner_id);"));
    let missing = place.ends(&["new", "other", "--from", "sqlite:nowhere.db"], 3);
    assert!(missing.err.contains("nowhere.db"), "{}", missing.err);
}

#[test]
fn queries_are_verified_against_a_database() {
    let place = Place::empty();
    let tables = "CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL, price INTEGER NOT NULL);\n";
    place.write("shop.sql", tables);
    place.ok(&["new", "shop", "--from", "shop.sql", "--runtime", "registry", "--no-client"]);
    let queries = "-- name: Dear :many\nSELECT id, title, price FROM books WHERE price > :least;\n";
    place.write("shop/queries/books.sql", queries);
    let verify = |url: &str, code| place.ends(&["-C", "shop", "migrate", "verify-queries", "--url", url], code);
    let url = database(&place, &[step(1, "init", tables)]);
    assert!(verify(&url, 0).out.contains("1 queries: the database says the same"));
    let changed = "ALTER TABLE books DROP COLUMN price; ALTER TABLE books ADD COLUMN price text;";
    database(&place, &[step(1, "init", tables), step(2, "by_hand", changed)]);
    let found = verify(&url, 1).err;
    assert!(found.contains("`price` of `Dear` is `text` in the database, not `integer`"), "{found}");
    assert!(found.contains("`price` of `Dear` may be NULL in the database"), "{found}");
    assert!(found.contains("queries/books.sql:2:19"), "{found}");
    database(&place, &[step(1, "init", tables), step(2, "by_hand", changed), step(3, "gone", "DROP TABLE books;")]);
    assert!(verify(&url, 1).err.contains("the database refuses the query `Dear`: no such table: books"));
    verify("postgres://127.0.0.1/shop", 2);
}

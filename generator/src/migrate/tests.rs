//! Changes, looked at as their reader would.

use super::{change, script};
use crate::front::sql;
use zephyrix_ir::vocabulary::relational::{Database, Schema};
use zephyrix_ir::{Diagnostics, SourceId};

fn schema(database: Database, text: &str) -> Schema {
    let (mut schema, mut log) = (Schema::new(database), Diagnostics::default());
    sql::read(text, SourceId::default(), database, &mut schema, &mut log);
    assert!(log.all().is_empty(), "{:?}", log.all());
    schema
}

fn up(database: Database, from: &str, to: &str) -> String {
    script(&change(&schema(database, from), &schema(database, to), &[]).up)
}

#[test]
fn what_is_called_otherwise_is_said_in_the_schema() {
    let from = "CREATE TABLE pets (id integer PRIMARY KEY, chip text);";
    let to = "-- zephyrix: renamed_from=pets\nCREATE TABLE animals (\n    id integer PRIMARY KEY,\n    \
              tag text -- zephyrix: renamed_from=chip\n);";
    assert_eq!(
        up(Database::Postgres, from, to),
        "ALTER TABLE pets RENAME TO animals;\nALTER TABLE animals RENAME COLUMN chip TO tag;\n"
    );
    let back = change(&schema(Database::Postgres, from), &schema(Database::Postgres, to), &[]).down;
    assert_eq!(script(&back), "ALTER TABLE animals RENAME TO pets;\nALTER TABLE pets RENAME COLUMN tag TO chip;\n");
}

#[test]
fn rows_that_are_there_get_what_is_stated() {
    let from = "CREATE TABLE pets (id integer PRIMARY KEY, kind varchar(9));";
    let to = "CREATE TABLE pets (\n    id integer PRIMARY KEY,\n    \
              kind varchar(9) NOT NULL, -- zephyrix: backfill=cat\n    \
              legs integer NOT NULL -- zephyrix: backfill=4\n);";
    assert_eq!(
        up(Database::Postgres, from, to),
        "UPDATE pets SET kind = 'cat' WHERE kind IS NULL;\n\
         ALTER TABLE pets ALTER COLUMN kind SET NOT NULL;\n\
         ALTER TABLE pets ADD COLUMN legs integer NOT NULL DEFAULT 4;\n\
         ALTER TABLE pets ALTER COLUMN legs DROP DEFAULT;\n"
    );
    assert_eq!(
        up(Database::Mysql, from, to),
        "UPDATE pets SET kind = 'cat' WHERE kind IS NULL;\n\
         ALTER TABLE pets\n    MODIFY COLUMN kind varchar(9) NOT NULL,\n    \
         ADD COLUMN legs integer NOT NULL DEFAULT (4);\n\
         ALTER TABLE pets ALTER COLUMN legs DROP DEFAULT;\n"
    );
}

#[test]
fn a_view_goes_while_what_it_shows_changes() {
    let view = "CREATE VIEW names AS SELECT name FROM pets;\nCREATE VIEW all_names AS SELECT name FROM names;";
    let tables = |ty: &str| format!("CREATE TABLE pets (name {ty});\nCREATE TABLE other (a integer);\n{view}");
    assert_eq!(
        up(Database::Postgres, &tables("varchar(9)"), &tables("text")),
        "DROP VIEW all_names;\nDROP VIEW names;\n\
         ALTER TABLE pets ALTER COLUMN name TYPE text;\n\
         CREATE VIEW names AS\nSELECT name FROM pets;\nCREATE VIEW all_names AS\nSELECT name FROM names;\n"
    );
}

#[test]
fn words_are_added_in_place_and_taken_away_by_a_new_type() {
    let enums = |words: &str| format!("CREATE TYPE mood AS ENUM ({words});\nCREATE TABLE pets (mood mood);");
    assert_eq!(
        up(Database::Postgres, &enums("'sad', 'ok'"), &enums("'sad', 'fine', 'ok'")),
        "ALTER TYPE mood ADD VALUE 'fine' BEFORE 'ok';\n"
    );
    assert_eq!(
        up(Database::Postgres, &enums("'sad', 'ok'"), &enums("'ok'")),
        "ALTER TYPE mood RENAME TO mood__old;\nCREATE TYPE mood AS ENUM ('ok');\n\
         ALTER TABLE pets ALTER COLUMN mood TYPE mood USING mood::text::mood;\nDROP TYPE mood__old;\n"
    );
}

#[test]
fn a_schema_is_made_before_what_is_in_it_and_stays() {
    let (before, after) = ("CREATE TABLE a (id int);", "CREATE TABLE a (id int); CREATE TABLE sales.b (id int);");
    let made = up(Database::Postgres, before, after);
    assert!(made.starts_with("CREATE SCHEMA IF NOT EXISTS sales;"), "{made}");
    let taken = up(Database::Postgres, after, before);
    assert!(taken.contains("DROP TABLE sales.b") && !taken.contains("SCHEMA"), "{taken}");
}

#[test]
fn extensions_are_in_a_schema_and_move() {
    let (here, there) = ("CREATE EXTENSION citext;", "CREATE EXTENSION citext WITH SCHEMA sales;");
    let made = up(Database::Postgres, "", there);
    assert!(
        made.contains("CREATE SCHEMA IF NOT EXISTS sales;\nCREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA sales;")
    );
    let moved = up(Database::Postgres, here, there);
    assert!(moved.ends_with("ALTER EXTENSION citext SET SCHEMA sales;\n") && !moved.contains("DROP"), "{moved}");
    assert_eq!(up(Database::Postgres, there, here), "ALTER EXTENSION citext SET SCHEMA public;\n");
}

#[test]
fn a_view_that_was_replaced_comes_after_what_it_names() {
    let after = "CREATE TABLE pets (name text); CREATE VIEW a AS SELECT 'x' AS name; \
                 CREATE VIEW b AS SELECT name FROM pets; CREATE OR REPLACE VIEW a AS SELECT name FROM b;";
    let made = up(Database::Postgres, "CREATE TABLE pets (name text);", after);
    assert!(made.find("VIEW b").unwrap() < made.find("VIEW a").unwrap(), "{made}");
}

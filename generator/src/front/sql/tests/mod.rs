//! DDL as people write it, and what is made of it.

use super::*;
use zephyrix_ir::vocabulary::relational::{DataType, Kind, Name};

/// Reads a text that has nothing wrong with it.
fn schema(database: Database, text: &str) -> Schema {
    let (mut schema, mut log) = (Schema::new(database), Diagnostics::default());
    let counted = read(text, SourceId(0), database, &mut schema, &mut log);
    let wrong: Vec<_> = log.all().iter().map(|it| (&it.message, &text[it.span.unwrap().range()])).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(counted.failed, 0);
    schema
}

#[test]
fn tables_are_read_with_all_that_is_said_of_their_columns() {
    let text = "
        CREATE TYPE mood AS ENUM ('sad', 'ok');
        CREATE TABLE owners (id serial PRIMARY KEY, email varchar(200) NOT NULL UNIQUE);
        CREATE TABLE IF NOT EXISTS public.pets (
            id bigint GENERATED ALWAYS AS IDENTITY,
            owner_id integer REFERENCES owners (id) ON DELETE CASCADE,
            tags text[] DEFAULT '{}'::text[] NOT NULL,
            price numeric(10, 2) CHECK (price > 0),
            state mood DEFAULT 'ok',
            PRIMARY KEY (id)
        );
        CREATE INDEX ON pets USING gin (tags);
        ALTER TABLE ONLY pets ADD CONSTRAINT cheap CHECK (price<100 AND price <> 7);
        CREATE VIEW cheap AS SELECT * FROM pets WHERE price < 10;";
    let schema = schema(Database::Postgres, text);
    let pets = schema.table(&Name::new("pets")).unwrap();
    let kinds: Vec<_> = pets.columns.iter().map(|it| it.ty.kind.clone()).collect();
    let text = DataType { kind: Kind::Text(None), declared: "text".to_owned() };
    assert_eq!(
        kinds,
        [
            Kind::Integer { bits: 64, unsigned: false },
            Kind::Integer { bits: 32, unsigned: false },
            Kind::Array(Box::new(text)),
            Kind::Decimal { precision: Some(10), scale: Some(2) },
            Kind::User(Name::new("mood")),
        ]
    );
    let checks: Vec<_> =
        pets.checks.iter().map(|it| (it.name.as_deref().unwrap(), it.expression.text.as_str())).collect();
    assert_eq!(checks, [("pets_price_check", "price > 0"), ("cheap", "price < 100 AND price <> 7")]);
    assert_eq!(pets.indexes[0].name.as_deref(), Some("pets_tags_idx"));
    assert_eq!(schema.views[0].query.text, "SELECT * FROM pets WHERE price < 10");
}

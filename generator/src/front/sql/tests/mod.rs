//! DDL as people write it, and what is made of it.

use super::*;
use zephyrix_ir::vocabulary::relational::{DataType, Generation, Kind, Name};

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

/// The statements of a text, each as it is written, up to what ends it.
fn split(database: Database, text: &str) -> Vec<String> {
    let found = super::statements(text, database);
    found.into_iter().map(|it| it.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn statements_end_where_the_database_has_them_end() {
    let text = "SELECT ';', \";\", $$;$$, $a$ $$; $a$, E'\\';'; -- ;\n/* ; /* ; */ ; */ COPY t FROM stdin;\n1;2\n\\.\n\\d t;\n\
                CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE 1 WHEN 1 THEN 2 END; SELECT 2; END; SELECT 'a;\\'; SELECT 1\\gset\n;";
    assert_eq!(
        split(Database::Postgres, text),
        [
            "SELECT ';', \";\", $$;$$, $a$ $$; $a$, E'\\';'",
            "COPY t FROM stdin",
            "\\d t;",
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE 1 WHEN 1 THEN 2 END; SELECT 2; END",
            "SELECT 'a;\\'",
            "SELECT 1",
        ]
    );
    let text = "SELECT `;`, \"a\\\";\", 5--1; # ;\n/*!40101 SET a = 1 */;/*!999999 ; */\nDELIMITER //\nCREATE TRIGGER t BEGIN a; END//\nDELIMITER ;\nSELECT 1";
    assert_eq!(
        split(Database::Mysql, text),
        [
            "SELECT `;`, \"a\\\";\", 5--1",
            "SET a = 1",
            "DELIMITER //",
            "CREATE TRIGGER t BEGIN a; END",
            "DELIMITER ;",
            "SELECT 1",
        ]
    );
    let text = "CREATE TABLE [a;b] (`c;` \"d;\");\nCREATE TRIGGER t BEGIN SELECT CASE WHEN 1 THEN 2 END; SELECT 1; END;\n.tables\nSELECT 1;";
    assert_eq!(
        split(Database::Sqlite, text),
        [
            "CREATE TABLE [a;b] (`c;` \"d;\")",
            "CREATE TRIGGER t BEGIN SELECT CASE WHEN 1 THEN 2 END; SELECT 1; END",
            ".tables",
            "SELECT 1",
        ]
    );
}

#[test]
fn a_statement_that_is_wrong_is_located_and_costs_no_other() {
    let text = "CREATE TABLE a (id int); CREATE TABLE b (id int id2 int); CREATE TABLE c (id int);";
    let (mut schema, mut log) = (Schema::new(Database::Postgres), Diagnostics::default());
    let counted = read(text, SourceId(0), Database::Postgres, &mut schema, &mut log);
    assert_eq!((counted.total, counted.understood, counted.failed), (3, 2, 1));
    let [only] = log.all() else { panic!("{log:?}") };
    assert_eq!((only.code.id, &text[only.span.unwrap().range()]), ("ZX0600", "id2"));
    assert_eq!(schema.tables.len(), 2);
}

#[test]
fn what_changes_a_column_is_followed_by_all_that_names_it() {
    let schema = schema(
        Database::Postgres,
        "CREATE TABLE a (x int PRIMARY KEY, y int CHECK (y > 0 AND 'y' <> ''), z int GENERATED ALWAYS AS (y + 1) STORED);
         CREATE TABLE b (a int REFERENCES a);
         CREATE INDEX ON a ((y * 2)) WHERE y > 7;
         ALTER TABLE a RENAME y TO w;
         ALTER TABLE a RENAME x TO v;
         ALTER TABLE a RENAME TO c;",
    );
    let a = schema.table(&Name::new("c")).unwrap();
    assert_eq!(a.checks[0].expression.text, "w > 0 AND 'y' <> ''");
    assert_eq!(a.indexes[0].predicate.as_ref().unwrap().text, "w > 7");
    assert!(
        matches!(&a.columns[2].generation, Some(Generation::Computed { expression, .. }) if expression.text == "w + 1")
    );
    let key = &schema.table(&Name::new("b")).unwrap().foreign_keys[0];
    assert_eq!((key.table.name.as_str(), key.to.as_slice()), ("c", &["v".to_owned()][..]));
}

#[test]
fn what_is_rolled_back_was_never_there() {
    let text =
        "CREATE TABLE a (x int); BEGIN; DROP TABLE a; CREATE TABLE b (x int); ROLLBACK; ALTER TABLE a ADD y int;";
    let schema = schema(Database::Sqlite, text);
    assert_eq!((schema.tables.len(), schema.tables[0].columns.len()), (1, 2));
}

#[test]
fn sequences_behind_columns_are_serial_again() {
    let schema = schema(
        Database::Postgres,
        "CREATE TABLE shop.a (id integer NOT NULL);
         CREATE SEQUENCE shop.a_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
         ALTER SEQUENCE shop.a_id_seq OWNED BY shop.a.id;
         ALTER TABLE ONLY shop.a ALTER COLUMN id SET DEFAULT nextval('shop.a_id_seq'::regclass);",
    );
    assert!(schema.sequences.is_empty());
    let column = &schema.tables[0].columns[0];
    assert!(matches!(column.generation, Some(Generation::Counter { serial: true, .. })) && column.default.is_none());
}

#[test]
fn texts_show_whose_sql_they_are() {
    for (text, database) in [
        ("CREATE TABLE a (id serial, b jsonb);", Some(Database::Postgres)),
        ("CREATE TABLE `a` (id int AUTO_INCREMENT) ENGINE=InnoDB;", Some(Database::Mysql)),
        ("CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT);", Some(Database::Sqlite)),
        ("-- zephyrix: dialect=mysql\nCREATE TABLE a (b jsonb);", Some(Database::Mysql)),
        ("CREATE TABLE a (id int);", None),
        ("CREATE DATABASE music;\n\\c music;\nCREATE TABLE t (a INT)", Some(Database::Postgres)),
    ] {
        assert_eq!(detect(text), database, "{text}");
    }
}

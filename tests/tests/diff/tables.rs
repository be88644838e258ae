//! Versions of tables, and what follows from them.

use super::changes::text;
use super::comparing::compared;
use zephyrix_generator::{Breaks, Bump, Code, Severity};

#[test]
fn what_is_not_compared_is_said() {
    let says = |path: &str, old: &str, new: &str| {
        let compared = compared(path, old, new, Breaks::Code);
        let found = compared.log.all().iter().find(|it| it.code == Code::NOT_COMPARED);
        (found.map(|it| it.severity), compared.bump)
    };
    let table = "CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL);\n";
    let other = table.replace(");", ") STRICT;");
    assert_eq!(says("a.sql", table, &other), (Some(Severity::Warning), Bump::Minor));
    let (contract, kept) = (text("shop.yaml"), "    Item:\n      x-zephyrix-table: goods\n");
    let (warned, bump) = says("a.yaml", &contract, &contract.replace("    Item:\n", kept));
    assert_eq!((warned, bump), (Some(Severity::Warning), Bump::Minor));
    // More is taken, which is no patch.
    let optional = contract.replace("required: [name]", "required: []");
    assert_eq!(says("a.yaml", &contract, &optional), (None, Bump::Minor));
    // Another place is no other table.
    assert_eq!(says("a.sql", table, &format!("\n{table}")), (None, Bump::Patch));
}

/// Where a contract is kept in tables: `{text}` is a member, `{column}` its column.
const KEPT: &str = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\npaths:\n  /pets/{id}:\n    get:\n      operationId: getPet\n      \
                    parameters: [{ name: id, in: path, required: true, schema: { type: integer, format: int32 } }]\n      responses:\n        '200':\n          \
                    description: it\n          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }\n  /pets:\n    \
                    get:\n      operationId: listPets\n      responses:\n        '200':\n          description: all\n          \
                    content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } }\n\
                    components:\n  schemas:\n    Pet:\n      type: object\n      required: [id]\n      properties:\n        \
                    id: { type: integer, format: int32 }\n        {text}\n\
                    -- file: tables.sql\nCREATE TABLE pets (\n    id integer PRIMARY KEY,\n    {column}\n);\n";

#[test]
fn what_callers_notice_is_told_with_what_it_follows_from() {
    let kept = |text: &str, column: &str| KEPT.replace("{text}", text).replace("{column}", column);
    let tables = |chip: &str| format!("CREATE TABLE pets (\n    id integer PRIMARY KEY,\n    {chip}name text\n);\n");
    let queried = |stars: &str| {
        text("queries.sql")
            .replace("    rate real NOT NULL\n", &format!("    rate real NOT NULL,\n    stars {stars}\n"))
            .replace("rate AS stars", "stars")
    };
    // Both versions, what callers notice, what that follows from, and where that is or was.
    for (path, old, new, effect, cause, place) in [
        (
            "a.sql",
            tables("chip text,\n    "),
            tables(""),
            "`chip` of `Pets` is no longer answered",
            "the column `chip` of `pets` is gone",
            "chip",
        ),
        (
            "a.sql",
            tables(""),
            tables("chip text NOT NULL,\n    "),
            "`chip` of `PetsInput` is new, and required",
            "the column `chip` of `pets` is new",
            "",
        ),
        (
            "a.sql",
            tables(""),
            tables("").replace("pets", "cats"),
            "`GET /pets` is gone (operation `list_pets`)",
            "the table `pets` is gone",
            "pets",
        ),
        (
            "a.yaml",
            kept("chip: { type: string }", "chip text"),
            kept("tag: { type: string }", "tag text"),
            "`chip` of `Pet` is no longer answered",
            "the column `chip` of `pets` is gone",
            "chip",
        ),
        (
            "queries.sql",
            queried("smallint"),
            queried("bigint"),
            "`stars` of the query `Rated` is `Option<i64>`",
            "the column `stars` of `films` is bigint",
            "stars",
        ),
    ] {
        let compared = compared(path, &old, &new, Breaks::Data);
        let all = compared.log.all();
        let found = all.iter().find(|it| it.message.starts_with(effect));
        let found =
            found.unwrap_or_else(|| panic!("{effect}: {:?}", all.iter().map(|it| &it.message).collect::<Vec<_>>()));
        let cause = format!("because {cause}");
        if place.is_empty() {
            // It is at the place of the finding itself.
            assert!(found.notes.iter().any(|it| it.starts_with(&cause)), "{found:?}");
        } else {
            let label = found.related.iter().find(|it| it.text.starts_with(&cause));
            let label = label.unwrap_or_else(|| panic!("{found:?}"));
            assert_eq!(compared.sources.text(label.span), place, "{found:?}");
        }
        assert!(
            all.iter().any(|it| cause.ends_with(&it.message) || it.message.starts_with(&cause["because ".len()..]))
        );
    }
}

#[test]
fn tables_that_say_the_same_in_other_words_are_the_same() {
    for (old, new) in [
        ("CREATE TABLE a (id serial PRIMARY KEY, b int4);", "CREATE TABLE a (b integer, id serial, PRIMARY KEY (id));"),
        (
            "CREATE TABLE a (id integer PRIMARY KEY, b text DEFAULT NULL);",
            "CREATE TABLE a (id integer PRIMARY KEY, b text);",
        ),
        (
            "CREATE TABLE a (id bigserial PRIMARY KEY); CREATE TABLE b (id integer PRIMARY KEY, a bigint REFERENCES a);",
            "CREATE TABLE b (id integer PRIMARY KEY, a bigint); CREATE TABLE a (id bigserial PRIMARY KEY); ALTER TABLE b ADD FOREIGN KEY (a) REFERENCES a (id);",
        ),
    ] {
        let compared = compared("a.sql", old, new, Breaks::Data);
        let told: Vec<&str> =
            compared.log.all().iter().filter(|it| it.severity > Severity::Note).map(|it| it.message.as_str()).collect();
        assert!(told.is_empty(), "{old}\n{new}\n{told:?}");
    }
}

#[test]
fn tables_of_another_database_are_not_compared() {
    let table = "CREATE TABLE a (id integer PRIMARY KEY)";
    let compared = compared("a.sql", &format!("{table};\n"), &format!("{table} ENGINE=InnoDB;\n"), Breaks::Data);
    let found = compared.log.all().iter().find(|it| it.code == Code::NOT_COMPARED).map(|it| it.message.as_str());
    assert_eq!(found, Some("the tables are of mysql, and were of sqlite, which is not compared"));
}

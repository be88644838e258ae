//! What a migration does to a database that is in use: to its data, to those who wait, to the version that runs.
//!
//! Statements are looked at by their words, with the schema before and after the file: a table that the same file makes
//! has no rows that could be lost, nor anybody who waits. The findings are those of squawk, where it has them.

use super::narrow::{is_narrower, is_rewritten};
use crate::front::sql::{Worded, words};
use zephyrix_ir::vocabulary::relational::{Column, Database, Name, Schema, Table};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, SourceId};

/// Looks at a migration that leads from one schema to another.
pub fn lint(text: &str, source: SourceId, before: &Schema, after: &Schema, log: &mut Diagnostics) {
    let allowed = allowed(text);
    for statement in words(text, source, before.database) {
        let seen = Seen { statement: &statement, before, after };
        for rule in RULES {
            let found = rule(&seen).filter(|it| !allowed.contains(&it.code.id));
            if let Some(found) = found {
                log.push(Diagnostic::new(found.code, statement.span, found.message).help(found.help));
            }
        }
    }
}

/// The codes in lines `-- zephyrix: allow=ZX0640, ZX0643`.
fn allowed(text: &str) -> Vec<&str> {
    let lines = text.lines().filter_map(|it| it.trim().strip_prefix("-- zephyrix: allow="));
    lines.flat_map(|it| it.split(',')).map(str::trim).collect()
}

struct Seen<'a> {
    statement: &'a Worded,
    before: &'a Schema,
    after: &'a Schema,
}

struct Found {
    code: &'static Code,
    message: String,
    help: &'static str,
}

type Rule = fn(&Seen<'_>) -> Option<Found>;

/// Each looks for one kind of harm.
const RULES: &[Rule] = &[loses_table, loses_columns, narrows, rewrites, index, unchecked, not_null, renames, unique];

impl Seen<'_> {
    fn is(&self, at: usize, word: &str) -> bool {
        self.statement.words.get(at).is_some_and(|it| it.eq_ignore_ascii_case(word))
    }

    /// Where these words stand one after the other.
    fn find(&self, words: &str) -> Option<usize> {
        let words: Vec<&str> = words.split(' ').collect();
        (0..self.statement.words.len()).find(|at| words.iter().enumerate().all(|(n, word)| self.is(at + n, word)))
    }

    fn has(&self, words: &str) -> bool {
        self.find(words).is_some()
    }

    fn starts(&self, words: &str) -> bool {
        self.find(words) == Some(0)
    }

    /// The name after a word, past `IF EXISTS` and `ONLY`; only its last part.
    fn name_after(&self, word: &str) -> Option<Name> {
        let rest = self.statement.words.get(self.find(word)? + 1..)?;
        let skipped = ["if", "not", "exists", "only", "concurrently"];
        let mut rest = rest.iter().skip_while(|it| skipped.iter().any(|word| it.eq_ignore_ascii_case(word))).peekable();
        let mut name = rest.next()?;
        while rest.next_if(|it| it.as_str() == ".").is_some() {
            name = rest.next()?;
        }
        Some(Name::new(name))
    }

    /// The table that is changed, if it was there before this file.
    fn altered(&self) -> Option<(&Table, Option<&Table>)> {
        if !self.starts("alter table") {
            return None;
        }
        self.known(&self.name_after("table")?)
    }

    /// A table before the file, and after it.
    fn known(&self, name: &Name) -> Option<(&Table, Option<&Table>)> {
        let last =
            |schema: &'_ Schema| schema.tables.iter().position(|it| it.name.name.eq_ignore_ascii_case(&name.name));
        Some((&self.before.tables[last(self.before)?], last(self.after).map(|at| &self.after.tables[at])))
    }

    fn is_postgres(&self) -> bool {
        self.before.database == Database::Postgres
    }
}

fn found(code: &'static Code, message: String, help: &'static str) -> Found {
    Found { code, message, help }
}

fn loses_table(seen: &Seen<'_>) -> Option<Found> {
    let name = if seen.starts("drop table") { seen.name_after("table") } else { None };
    let name = name.or_else(|| seen.starts("truncate").then(|| seen.name_after("truncate")).flatten())?;
    let (table, after) = seen.known(&name)?;
    // SQLite has a table written anew drop the old one.
    let stays = after.is_some() && seen.starts("drop table");
    let help = "drop it in a later release, when nobody reads it any more";
    let message = format!("all rows of `{}` are lost", table.name);
    (!stays).then(|| found(Code::MIGRATION_DESTRUCTIVE, message, help))
}

fn loses_columns(seen: &Seen<'_>) -> Option<Found> {
    let rebuilt = seen.starts("drop table").then(|| seen.known(&seen.name_after("table")?)).flatten();
    let dropped = seen.altered().filter(|_| seen.has("drop"));
    let (table, after) = rebuilt.or(dropped)?;
    let after = after?;
    let mentioned = |name: &str| rebuilt.is_some() || seen.find(name).is_some();
    let gone = table.columns.iter().filter(|it| after.column(&it.name).is_none() && mentioned(&it.name));
    let gone: Vec<String> = gone.map(|it| format!("`{}`", it.name)).collect();
    let help = "if it is called otherwise now, say so: `--rename table.old=new`; else drop it in a later release";
    let message = format!("the values of {} are lost", gone.join(", "));
    (!gone.is_empty()).then(|| found(Code::MIGRATION_DESTRUCTIVE, message, help))
}

/// Columns whose type a statement changes.
fn retyped<'a>(seen: &'a Seen<'_>) -> Vec<(&'a Column, &'a Column)> {
    let rebuilt = seen.starts("drop table").then(|| seen.known(&seen.name_after("table")?)).flatten();
    let altered = seen.altered().filter(|_| seen.has("type") || seen.has("modify") || seen.has("change"));
    let Some((table, Some(after))) = rebuilt.or(altered) else { return Vec::new() };
    let pairs = table.columns.iter().filter_map(|it| Some((it, after.column(&it.name)?)));
    pairs.filter(|(a, b)| a.ty != b.ty && (rebuilt.is_some() || seen.find(&a.name).is_some())).collect()
}

fn narrows(seen: &Seen<'_>) -> Option<Found> {
    let (from, to) = retyped(seen).into_iter().find(|(from, to)| is_narrower(&from.ty.kind, &to.ty.kind))?;
    let message =
        format!("not every value of `{}` fits into {} (it was {})", from.name, to.ty.declared, from.ty.declared);
    Some(found(Code::MIGRATION_NARROWING, message, "look for rows that do not fit first"))
}

fn rewrites(seen: &Seen<'_>) -> Option<Found> {
    if seen.before.database == Database::Sqlite {
        return None;
    }
    let (from, to) = retyped(seen).into_iter().find(|(from, to)| is_rewritten(&from.ty.kind, &to.ty.kind))?;
    let message =
        format!("all rows are written anew while everybody waits: `{}` becomes {}", from.name, to.ty.declared);
    Some(found(
        Code::MIGRATION_REWRITE,
        message,
        "where there are many rows, add a new column and change over step by step",
    ))
}

fn index(seen: &Seen<'_>) -> Option<Found> {
    if !seen.is_postgres() || seen.has("concurrently") {
        return None;
    }
    if seen.starts("drop index") {
        let message = "everybody waits until the index is gone".to_owned();
        return Some(found(Code::MIGRATION_INDEX, message, "`DROP INDEX CONCURRENTLY`"));
    }
    let creates = seen.starts("create index") || seen.starts("create unique index");
    let (table, _) = seen.known(&seen.name_after("on")?).filter(|_| creates)?;
    let message = format!("nobody can write to `{}` until the index is made", table.name);
    Some(found(Code::MIGRATION_INDEX, message, "`CREATE INDEX CONCURRENTLY`"))
}

fn unchecked(seen: &Seen<'_>) -> Option<Found> {
    let (table, _) = seen.altered().filter(|_| seen.is_postgres() && !seen.has("not valid"))?;
    let constraint = seen.has("add") && (seen.has("references") || seen.has("check (")) && !seen.has("validate");
    let message = format!("nobody can write to `{}` until all its rows are checked", table.name);
    let help = "add it `NOT VALID`, and `VALIDATE CONSTRAINT` in a further migration";
    constraint.then(|| found(Code::MIGRATION_UNCHECKED, message, help))
}

fn not_null(seen: &Seen<'_>) -> Option<Found> {
    let (table, after) = seen.altered().filter(|_| seen.before.database != Database::Sqlite)?;
    if seen.has("set not null") {
        let message = format!("everybody waits until all rows of `{}` are looked through", table.name);
        let help = "a valid `CHECK (… IS NOT NULL)` makes that unnecessary (PostgreSQL 12 and later)";
        return Some(found(Code::MIGRATION_NOT_NULL, message, help));
    }
    let adds = seen.has("add column") || (seen.has("add") && !seen.has("constraint") && !seen.has("add index"));
    let filled = ["default", "generated", "auto_increment", "serial", "bigserial"].iter().any(|it| seen.has(it));
    let message = format!("rows of `{}` that are there have no value for it", table.name);
    if let Some(value) = seen.find("default").filter(|_| adds && seen.has("not null"))
        && after.is_some_and(|it| is_passing(seen, it))
    {
        let value = seen.statement.words.get(value + 1).map_or("", String::as_str);
        let message = format!("rows of `{}` that are there get {value}, which nobody stated", table.name);
        let help = "put the right value there, or state it: `-- zephyrix: backfill=…` beside the column";
        return Some(found(Code::MIGRATION_NOT_NULL, message, help));
    }
    let wanted = adds && seen.has("not null") && !filled;
    wanted.then(|| found(Code::MIGRATION_NOT_NULL, message, "give a default, or fill the rows first"))
}

/// Whether the default of a new column is gone at the end of the file: it is for the rows that are there.
fn is_passing(seen: &Seen<'_>, after: &Table) -> bool {
    let name = seen.find("add column").and_then(|at| seen.statement.words.get(at + 2));
    name.and_then(|it| after.column(it)).is_some_and(|it| it.default.is_none())
}

fn renames(seen: &Seen<'_>) -> Option<Found> {
    let (table, after) = seen.altered().filter(|_| seen.has("rename") || seen.has("change"))?;
    let what = match (after, seen.has("rename constraint") || seen.has("rename index") || seen.has("rename key")) {
        (_, true) => return None,
        (None, _) => format!("`{}`", table.name),
        (Some(after), _) => {
            let gone =
                table.columns.iter().find(|it| after.column(&it.name).is_none() && seen.find(&it.name).is_some())?;
            format!("`{}` of `{}`", gone.name, table.name)
        }
    };
    let help = "add the new one first, and drop the old one in a later release";
    Some(found(Code::MIGRATION_RENAME, format!("the version that runs does not find {what} any more"), help))
}

fn unique(seen: &Seen<'_>) -> Option<Found> {
    let (table, _) = seen.altered().filter(|_| seen.is_postgres() && !seen.has("using index"))?;
    let message = format!("everybody waits until the key of `{}` is made", table.name);
    let help = "`CREATE UNIQUE INDEX CONCURRENTLY`, then `ADD CONSTRAINT … USING INDEX`";
    let adds = seen.has("add") && (seen.has("unique") || seen.has("primary key"));
    adds.then(|| found(Code::MIGRATION_UNIQUE, message, help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::sql;

    /// The codes found in a migration of a database that has pets and owners.
    fn codes(database: Database, text: &str) -> Vec<&'static str> {
        let (mut log, source) = (Diagnostics::default(), SourceId::default());
        let mut before = Schema::new(database);
        let pets = "CREATE TABLE owners (id integer PRIMARY KEY);\n\
                    CREATE TABLE pets (id integer PRIMARY KEY, name varchar(80), owner integer, chip varchar(20));";
        sql::read(pets, source, database, &mut before, &mut log);
        let mut after = before.clone();
        sql::read(text, source, database, &mut after, &mut log);
        assert!(!log.has_errors(), "{log:?}");
        let mut log = Diagnostics::default();
        lint(text, source, &before, &after, &mut log);
        log.all().iter().map(|it| it.code.id).collect()
    }

    #[test]
    fn postgres() {
        for (text, expected) in POSTGRES {
            assert_eq!(codes(Database::Postgres, text), *expected, "{text}");
        }
    }

    /// Statements, and what squawk 2.70 says of them in other words.
    const POSTGRES: &[(&str, &[&str])] = &[
        ("DROP TABLE pets;", &["ZX0640"]),
        ("ALTER TABLE pets DROP COLUMN chip;", &["ZX0640"]),
        ("ALTER TABLE pets ALTER COLUMN name TYPE varchar(10);", &["ZX0641", "ZX0642"]),
        ("ALTER TABLE pets ALTER COLUMN id TYPE bigint;", &["ZX0642"]),
        ("ALTER TABLE pets ALTER COLUMN name TYPE text;", &[]),
        ("CREATE INDEX i ON pets (name);", &["ZX0643"]),
        ("CREATE INDEX CONCURRENTLY i ON pets (name);", &[]),
        ("CREATE TABLE more (id integer PRIMARY KEY); CREATE INDEX i ON more (id);", &[]),
        ("ALTER TABLE pets ADD CONSTRAINT o FOREIGN KEY (owner) REFERENCES owners (id);", &["ZX0644"]),
        ("ALTER TABLE pets ADD CONSTRAINT o FOREIGN KEY (owner) REFERENCES owners (id) NOT VALID;", &[]),
        ("ALTER TABLE pets ADD CONSTRAINT n CHECK (name <> '');", &["ZX0644"]),
        ("ALTER TABLE pets ADD COLUMN weight integer NOT NULL;", &["ZX0645"]),
        ("ALTER TABLE pets ADD COLUMN weight integer NOT NULL DEFAULT 1;", &[]),
        (
            "ALTER TABLE pets ADD COLUMN w integer NOT NULL DEFAULT 0; ALTER TABLE pets ALTER COLUMN w DROP DEFAULT;",
            &["ZX0645"],
        ),
        ("ALTER TABLE pets ALTER COLUMN name SET NOT NULL;", &["ZX0645"]),
        ("ALTER TABLE pets RENAME COLUMN chip TO tag;", &["ZX0646"]),
        ("ALTER TABLE pets RENAME TO animals;", &["ZX0646"]),
        ("ALTER TABLE pets ADD CONSTRAINT c UNIQUE (chip);", &["ZX0647"]),
        ("-- zephyrix: allow=ZX0640\nDROP TABLE pets;", &[]),
    ];

    #[test]
    fn a_table_written_anew_is_not_lost() {
        let anew = "CREATE TABLE pets__new (id INTEGER PRIMARY KEY, name varchar(80), owner integer);\n\
                    INSERT INTO pets__new (id, name) SELECT id, name FROM pets;\n\
                    DROP TABLE pets;\nALTER TABLE pets__new RENAME TO pets;";
        assert_eq!(codes(Database::Sqlite, anew), ["ZX0640"], "the chip is");
        assert_eq!(codes(Database::Mysql, "ALTER TABLE pets ADD COLUMN a int NOT NULL;"), ["ZX0645"]);
    }
}

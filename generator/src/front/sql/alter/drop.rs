//! Parts of a table that go.

use super::super::cursor::{Cursor, Ident, Parsed};
use super::super::reader::Reader;
use super::super::settle;
use super::rename::mentions;
use zephyrix_ir::vocabulary::relational::{Database, Keyed, Table};
use zephyrix_ir::{Code, Diagnostic};

/// From what comes after `DROP` in `ALTER TABLE`.
pub(super) fn part(reader: &mut Reader<'_>, item: &mut Cursor<'_>, table: &mut Table) -> Parsed<Option<&'static str>> {
    if item.eat("PRIMARY KEY") {
        if table.primary_key.take().is_none() {
            let message = format!("`{}` has no primary key", table.name);
            return Err(Box::new(Diagnostic::new(Code::SQL_UNKNOWN, item.here(), message)));
        }
        return Ok(None);
    }
    if item.is("PARTITION") || item.is("SYSTEM VERSIONING") || item.is("PERIOD") {
        reader.not_kept(item.span_of_rest(), "a change of partitions");
        item.take_rest();
        return Ok(Some("where things are kept"));
    }
    let kind = item.eat_any(&["CONSTRAINT", "FOREIGN KEY", "INDEX", "KEY", "CHECK"]);
    if kind.is_none() {
        item.eat("COLUMN");
    }
    let lenient = item.eat("IF EXISTS");
    let name = item.name()?;
    let cascades = item.eat_any(&["CASCADE", "RESTRICT"]) == Some("CASCADE");
    let found = match kind {
        Some("INDEX" | "KEY") => index(table, &name.name, reader.database),
        Some(_) => constraint(table, &name.name, reader.database),
        None => column(reader, table, &name, cascades),
    };
    if found || lenient {
        return Ok(None);
    }
    if kind.is_none() {
        return Err(settle::missing_column(table, &name.name, name.span));
    }
    let message = format!("`{}` has no {} `{}`", table.name, kind.unwrap_or_default().to_lowercase(), name.name);
    let known: Vec<&str> = named(table).collect();
    let found = Diagnostic::new(Code::SQL_UNKNOWN, name.span, message).suggest(&name.name, known);
    // Names that MySQL and SQLite make up are not all known here.
    Err(Box::new(if reader.database == Database::Postgres { found } else { found.mild() }))
}

fn named(table: &Table) -> impl Iterator<Item = &str> {
    let keys = table.primary_key.iter().chain(&table.uniques).filter_map(|it| it.name.as_deref());
    let others = table.foreign_keys.iter().filter_map(|it| it.name.as_deref());
    let indexes = table.indexes.iter().filter_map(|it| it.name.as_deref());
    keys.chain(others).chain(table.checks.iter().filter_map(|it| it.name.as_deref())).chain(indexes)
}

/// An index, or the unique key that is one (MySQL); whether there was one.
pub(in crate::front::sql) fn index(table: &mut Table, name: &str, database: Database) -> bool {
    let before = table.indexes.len() + table.uniques.len();
    let is = |it: &Option<String>| it.as_ref().is_some_and(|it| it.eq_ignore_ascii_case(name));
    table.indexes.retain(|it| !is(&it.name));
    if database == Database::Mysql {
        table.uniques.retain(|it| !is(&it.name));
        if name.eq_ignore_ascii_case("primary") && table.primary_key.take().is_some() {
            return true;
        }
    }
    before > table.indexes.len() + table.uniques.len()
}

fn constraint(table: &mut Table, name: &str, database: Database) -> bool {
    let is = |it: &Option<String>| match database {
        Database::Postgres => it.as_deref() == Some(name),
        Database::Sqlite | Database::Mysql => it.as_ref().is_some_and(|it| it.eq_ignore_ascii_case(name)),
    };
    let count = |table: &Table| {
        table.uniques.len()
            + table.foreign_keys.len()
            + table.checks.len()
            + table.others.len()
            + usize::from(table.primary_key.is_some())
    };
    let before = count(table);
    table.primary_key.take_if(|it| is(&it.name));
    table.uniques.retain(|it| !is(&it.name));
    table.foreign_keys.retain(|it| !is(&it.name));
    table.checks.retain(|it| !is(&it.name));
    let start = format!("CONSTRAINT \"{name}\" ");
    table.others.retain(|it| !it.text.starts_with(&start));
    before > count(table)
}

/// A column, and what cannot be without it; whether there was one.
fn column(reader: &mut Reader<'_>, table: &mut Table, name: &Ident, cascades: bool) -> bool {
    let Some(name) = table.column(&name.name).map(|it| it.name.clone()) else { return false };
    table.columns.retain(|it| it.name != name);
    let has = |columns: &[String]| columns.iter().any(|it| it.eq_ignore_ascii_case(&name));
    if reader.database == Database::Mysql {
        // A key of several columns stays, without this one.
        for key in table.primary_key.iter_mut().chain(&mut table.uniques) {
            key.columns.retain(|it| !it.eq_ignore_ascii_case(&name));
        }
        for index in &mut table.indexes {
            index.parts.retain(|it| !matches!(&it.of, Keyed::Column(it) if it.eq_ignore_ascii_case(&name)));
        }
        table.primary_key.take_if(|it| it.columns.is_empty());
        table.uniques.retain(|it| !it.columns.is_empty());
        table.indexes.retain(|it| !it.parts.is_empty());
    }
    table.primary_key.take_if(|it| has(&it.columns));
    table.uniques.retain(|it| !has(&it.columns));
    table.foreign_keys.retain(|it| !has(&it.columns));
    table.checks.retain(|it| !mentions(&it.expression, &name));
    table.indexes.retain(|it| {
        let part = it.parts.iter().any(|it| match &it.of {
            Keyed::Column(column) => column.eq_ignore_ascii_case(&name),
            Keyed::Expression(expression) => mentions(expression, &name),
        });
        let whole = part || has(&it.include) || it.predicate.as_ref().is_some_and(|it| mentions(it, &name));
        !whole
    });
    if cascades {
        let own = table.name.clone();
        let database = reader.database;
        for other in &mut reader.schema.tables {
            other.foreign_keys.retain(|it| !(it.table.matches(&own, database) && has(&it.to)));
        }
    }
    true
}

//! What follows from a table's parts together, and whether they fit.

use super::cursor::Parsed;
use super::reader::Reader;
use zephyrix_ir::vocabulary::relational::{Column, DataType, Database, Generation, Index, Keyed, Kind, Table};
use zephyrix_ir::{Code, Diagnostic, Span};

/// Makes a table as the database has it, once all of it is read.
pub(super) fn settle(reader: &mut Reader<'_>, table: &mut Table) -> Parsed<()> {
    twice(table, reader.database)?;
    keys(table)?;
    counted(table, reader.database);
    if reader.database == Database::Mysql {
        json(table);
    }
    referred(reader, table);
    super::names::fill(table, reader.database);
    Ok(())
}

/// No two columns of one name.
fn twice(table: &Table, database: Database) -> Parsed<()> {
    for (at, column) in table.columns.iter().enumerate() {
        let same = |name: &str| match database {
            Database::Postgres => name == column.name,
            Database::Sqlite | Database::Mysql => name.eq_ignore_ascii_case(&column.name),
        };
        if let Some(first) = table.columns[..at].iter().find(|it| same(&it.name)) {
            let message = format!("`{}` has a column `{}` already", table.name, column.name);
            let found = Diagnostic::new(Code::SQL_DUPLICATE, column.span, message).related(first.span, "here");
            return Err(Box::new(found));
        }
    }
    Ok(())
}

/// Keys are of columns that are there; those of the primary key hold no NULL.
fn keys(table: &mut Table) -> Parsed<()> {
    let keys = table.primary_key.iter().chain(&table.uniques).map(|it| (&it.columns, it.span));
    let keys = keys.chain(table.foreign_keys.iter().map(|it| (&it.columns, it.span)));
    for (columns, span) in keys {
        if let Some(missing) = columns.iter().find(|it| table.column(it).is_none()) {
            return Err(missing_column(table, missing, span));
        }
    }
    let primary = table.primary_key.as_ref().map(|it| it.columns.clone()).unwrap_or_default();
    for column in &mut table.columns {
        if primary.iter().any(|it| it.eq_ignore_ascii_case(&column.name)) {
            column.nullable = false;
        }
    }
    Ok(())
}

/// What to say of a column that is not there.
pub(super) fn missing_column(table: &Table, name: &str, span: Span) -> Box<Diagnostic> {
    let message = format!("`{}` has no column `{name}`", table.name);
    let known = table.columns.iter().map(|it| it.name.as_str());
    Box::new(Diagnostic::new(Code::SQL_UNKNOWN, span, message).suggest(name, known))
}

/// A reference that names no columns is to the primary key.
fn referred(reader: &Reader<'_>, table: &mut Table) {
    let own = table.primary_key.as_ref().map(|it| it.columns.clone());
    let name = table.name.clone();
    for key in table.foreign_keys.iter_mut().filter(|it| it.to.is_empty()) {
        let other = reader.schema.table(&key.table).and_then(|it| it.primary_key.as_ref());
        let is_own = key.table.matches(&name, reader.database);
        let target = if is_own { own.clone() } else { other.map(|it| it.columns.clone()) };
        key.to = target.filter(|it| it.len() == key.columns.len()).unwrap_or_default();
    }
}

/// MariaDB says `longtext … CHECK (json_valid(it))` of what was declared as `json`.
fn json(table: &mut Table) {
    let could_be = |it: &Column| it.ty.declared.starts_with("longtext") || it.ty.declared == "json";
    for column in table.columns.iter_mut().filter(|it| could_be(it)) {
        let check = format!("json_valid({})", crate::ddl::quote(&column.name, Database::Mysql));
        let Some(at) = table.checks.iter().position(|it| it.expression.text == check) else { continue };
        table.checks.remove(at);
        column.ty = DataType { kind: Kind::Json { binary: false }, declared: "json".to_owned() };
        column.collation = None;
    }
}

/// SQLite counts up the lone `INTEGER` of a primary key, unless rows have no id of their own.
fn counted(table: &mut Table, database: Database) {
    if database != Database::Sqlite {
        return;
    }
    let Some([only]) = table.primary_key.as_ref().map(|it| it.columns.as_slice()) else { return };
    let plain = table.options.iter().any(|it| it == "WITHOUT ROWID");
    let column = table.columns.iter_mut().find(|it| it.name.eq_ignore_ascii_case(only));
    let Some(column) = column.filter(|it| it.ty.declared.eq_ignore_ascii_case("integer")) else { return };
    if plain {
        column.generation = None;
    } else if column.generation.is_none() {
        column.generation = Some(Generation::Counter { always: false, serial: false, unique_forever: false });
    }
}

/// The columns that an index is of.
pub(super) fn columns_of(index: &Index) -> Vec<String> {
    let parts = index.parts.iter().filter_map(|it| match &it.of {
        Keyed::Column(name) => Some(name.clone()),
        Keyed::Expression(_) => None,
    });
    parts.collect()
}

//! Whether references lead somewhere: PostgreSQL asks when they are made, the others when rows come.

use super::cursor::Parsed;
use super::reader::Reader;
use super::settle;
use zephyrix_ir::vocabulary::relational::{Database, ForeignKey, Schema, Table};
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// Those of a table that is about to be there, from the `first`th on.
pub(super) fn check(reader: &mut Reader<'_>, table: &Table, first: usize) -> Parsed<()> {
    if reader.database != Database::Postgres {
        return Ok(());
    }
    for key in table.foreign_keys.iter().skip(first) {
        if reader.scope.is_elsewhere(&key.table, reader.database) {
            continue;
        }
        let is_own = key.table.matches(&table.name, reader.database);
        let target = if is_own { table } else { reader.table(&key.table, key.span)? };
        if let Some(missing) = key.to.iter().find(|it| target.column(it).is_none()) {
            return Err(settle::missing_column(target, missing, key.span));
        }
        if !is_key(target, key) && target.partition.is_none() {
            let message = format!("no key of `{}` is of the columns that are referred to", key.table);
            reader.log.push(Diagnostic::new(Code::SQL_UNKNOWN, key.span, message).mild());
        }
    }
    Ok(())
}

/// Whether the columns referred to are a key.
fn is_key(target: &Table, key: &ForeignKey) -> bool {
    let same = |columns: &[String]| {
        columns.len() == key.to.len() && columns.iter().all(|it| key.to.iter().any(|to| to.eq_ignore_ascii_case(it)))
    };
    let keys = target.primary_key.iter().chain(&target.uniques);
    let unique = target.indexes.iter().filter(|it| it.unique && it.predicate.is_none());
    keys.into_iter().any(|it| same(&it.columns)) || unique.into_iter().any(|it| same(&settle::columns_of(it)))
}

/// Those that lead nowhere once everything is read.
pub(super) fn dangling(schema: &Schema, log: &mut Diagnostics) {
    if schema.database == Database::Postgres {
        return;
    }
    for key in schema.tables.iter().flat_map(|it| &it.foreign_keys) {
        let known = schema.tables.iter().map(|it| it.name.name.as_str());
        let found = match schema.table(&key.table) {
            None => Diagnostic::new(Code::SQL_UNKNOWN, key.span, format!("there is no table `{}`", key.table))
                .suggest(&key.table.name, known),
            Some(target) => match key.to.iter().find(|it| target.column(it).is_none()) {
                Some(missing) => *settle::missing_column(target, missing, key.span),
                None => continue,
            },
        };
        log.push(found.mild());
    }
}

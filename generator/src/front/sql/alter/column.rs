//! Changes of one column.

use super::super::cursor::{Cursor, Parsed};
use super::super::reader::Reader;
use super::super::{columns, constraints, settle, types};
use super::{rename, table as whole};
use zephyrix_ir::vocabulary::relational::{Column, Database, Generation, Table};
use zephyrix_ir::{Code, Diagnostic};

/// From what comes after `ALTER` in `ALTER TABLE`.
pub(super) fn alter(reader: &mut Reader<'_>, item: &mut Cursor<'_>, table: &mut Table) -> Parsed<Option<&'static str>> {
    if item.eat("CONSTRAINT") {
        return constraint(item, table);
    }
    if reader.database == Database::Mysql && (item.is("INDEX") || item.is("KEY") || item.is("CHECK")) {
        item.take_rest();
        return Ok(Some("where things are kept"));
    }
    item.eat("COLUMN");
    item.eat("IF EXISTS");
    let name = item.name()?;
    let Some(at) = position(table, &name.name) else {
        return Err(settle::missing_column(table, &name.name, name.span));
    };
    let mut column = table.columns[at].clone();
    let reason = change(reader, item, &mut column, table)?;
    table.columns[at] = column;
    Ok(reason)
}

fn position(table: &Table, name: &str) -> Option<usize> {
    let found = table.column(name)?;
    table.columns.iter().position(|it| std::ptr::eq(it, found))
}

fn change(
    reader: &mut Reader<'_>,
    item: &mut Cursor<'_>,
    column: &mut Column,
    table: &mut Table,
) -> Parsed<Option<&'static str>> {
    if item.eat("SET DEFAULT") {
        columns::default(reader, item, column)?;
    } else if item.eat("DROP DEFAULT") {
        column.default = None;
        if matches!(column.generation, Some(Generation::Counter { serial: true, .. })) {
            column.generation = None;
        }
    } else if item.eat("SET NOT NULL") {
        column.nullable = false;
    } else if item.eat("DROP NOT NULL") {
        column.nullable = true;
    } else if item.eat("SET DATA TYPE") || item.eat("TYPE") {
        retype(reader, item, column)?;
    } else if item.eat("ADD GENERATED") || item.eat("ADD IDENTITY") {
        columns::identity(reader, item, column)?;
    } else if item.eat("SET GENERATED") {
        let always = item.eat_any(&["ALWAYS", "BY DEFAULT"]) == Some("ALWAYS");
        column.generation = Some(Generation::Counter { always, serial: false, unique_forever: false });
        item.take_rest();
    } else if item.eat("DROP IDENTITY") || item.eat("DROP EXPRESSION") {
        item.eat("IF EXISTS");
        column.generation = None;
    } else if item.eat("SET EXPRESSION AS") {
        let inner = item.parenthesis()?;
        let expression = Reader::condition(&inner)?;
        column.generation = Some(Generation::Computed { expression, stored: true });
    } else if [
        "SET STATISTICS",
        "SET (",
        "RESET (",
        "RESTART",
        "SET CACHE",
        "SET INCREMENT",
        "SET START",
        "SET MINVALUE",
        "SET MAXVALUE",
        "SET NO",
    ]
    .iter()
    .any(|it| item.is(it))
    {
        item.take_rest();
        return Ok(Some("where things are kept"));
    } else if item.is("SET STORAGE") || item.is("SET COMPRESSION") || item.is("SET INVISIBLE") || item.is("SET VISIBLE")
    {
        let rest = item.take_rest();
        reader.left_out(rest.span_of_rest());
        return Ok(Some("where things are kept"));
    } else {
        let _ = table;
        return Err(item.wrong("a change of a column"));
    }
    Ok(None)
}

/// `TYPE … [COLLATE …] [USING …]`.
fn retype(reader: &mut Reader<'_>, item: &mut Cursor<'_>, column: &mut Column) -> Parsed<()> {
    let mark = item.mark();
    let written = types::read(item)?;
    column.ty = reader.data_type(&written, item.since(mark));
    column.collation = None;
    if item.eat("COLLATE") {
        column.collation = item.path()?.last().map(|it| it.name.clone());
    }
    if item.eat("USING") {
        // How rows that are there are changed is no definition.
        if item.is_done() {
            return Err(item.wrong("an expression"));
        }
        item.take_rest();
    }
    Ok(())
}

fn constraint(item: &mut Cursor<'_>, table: &mut Table) -> Parsed<Option<&'static str>> {
    let name = item.name()?;
    let deferrable = constraints::deferrable(item);
    item.eat_any(&["NOT ENFORCED", "ENFORCED", "NO INHERIT", "INHERIT"]);
    let is = |it: &Option<String>| it.as_ref() == Some(&name.name);
    if let Some(key) = table.foreign_keys.iter_mut().find(|it| is(&it.name)) {
        key.deferrable = deferrable;
    } else if !table.checks.iter().any(|it| is(&it.name)) {
        let message = format!("`{}` has no constraint `{}` that can be altered", table.name, name.name);
        return Err(Box::new(Diagnostic::new(Code::SQL_UNKNOWN, name.span, message)));
    }
    Ok(None)
}

/// MySQL's `MODIFY column …` and `CHANGE old new …`: a column defined anew.
pub(super) fn redefine(
    reader: &mut Reader<'_>,
    item: &mut Cursor<'_>,
    table: &mut Table,
    changes: bool,
) -> Parsed<Option<&'static str>> {
    item.eat("COLUMN");
    let lenient = item.eat("IF EXISTS");
    let old = if changes { item.name()? } else { { *item }.name()? };
    let Some(at) = position(table, &old.name) else {
        if lenient {
            item.take_rest();
            return Ok(None);
        }
        return Err(settle::missing_column(table, &old.name, old.span));
    };
    let before = table.columns.remove(at);
    columns::define(reader, item, table)?;
    let Some(mut column) = table.columns.pop() else { return Ok(None) };
    if table.primary_key.as_ref().is_some_and(|it| it.columns.iter().any(|it| it.eq_ignore_ascii_case(&before.name))) {
        column.nullable = false;
    }
    column.hints.clone_from(&before.hints);
    let new = column.name.clone();
    if item.is("FIRST") || item.is("AFTER") {
        table.columns.push(column);
        whole::place(item, table)?;
    } else {
        table.columns.insert(at, column);
    }
    if new != before.name {
        rename::column(reader, table, &before.name, &new);
    }
    Ok(None)
}

//! `ALTER TABLE`.

use super::super::cursor::{Cursor, Parsed};
use super::super::reader::{Done, Reader};
use super::super::{options, references, settle, text};
use super::{actions, is_ownership, rename};
use zephyrix_ir::Span;
use zephyrix_ir::vocabulary::relational::{Database, Name, Partition, Table};

/// From what comes after `TABLE`.
pub(super) fn alter(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    if cursor.is("ALL IN TABLESPACE") {
        return Ok(Done::Skipped("where things are kept"));
    }
    let lenient = cursor.eat("IF EXISTS");
    cursor.eat("ONLY");
    let (name, span) = reader.existing(cursor)?;
    cursor.eat("*");
    cursor.eat_any(&["NOWAIT", "WAIT"]);
    if cursor.is_done() {
        return Err(cursor.wrong("what is to change"));
    }
    if let Some(done) = elsewhere(reader, cursor, &name, span, lenient)? {
        return Ok(done);
    }
    if cursor.eat("ATTACH PARTITION") {
        return attach(reader, cursor, name);
    }
    if cursor.eat("DETACH PARTITION") {
        let (part, span) = reader.existing(cursor)?;
        reader.table(&part, span)?;
        if let Some(it) = reader.schema.table_mut(&part) {
            it.partition = None;
        }
        return Ok(Done::Understood);
    }
    if cursor.eat("SET SCHEMA") {
        let schema = cursor.name()?.name;
        let to = reader.scope.placed(schema, &name.name, reader.database);
        return rename::relation(reader, &name, &to, span);
    }
    changes(reader, cursor, &name, span)
}

/// What is said of something that is no table here: views and sequences may be meant too, and what is not kept.
fn elsewhere(
    reader: &mut Reader<'_>,
    cursor: &mut Cursor<'_>,
    name: &Name,
    span: Span,
    lenient: bool,
) -> Parsed<Option<Done>> {
    if reader.schema.table(name).is_some() {
        return Ok(None);
    }
    if reader.scope.is_elsewhere(name, reader.database) {
        if cursor.eat("RENAME TO") {
            let path = cursor.path()?;
            let to = reader.scope.name(&path, reader.database);
            reader.scope.not_kept(to);
        }
        return Ok(Some(Done::Skipped("changes of what is not kept")));
    }
    if reader.scope.knows(name, reader.schema) {
        if cursor.eat("RENAME TO") || cursor.eat("RENAME AS") {
            let to = cursor.name()?.name;
            let to = Name { schema: name.schema.clone(), name: to };
            return rename::relation(reader, name, &to, span).map(Some);
        }
        if !is_ownership(cursor) {
            reader.left_out(cursor.span_of_rest());
        }
        return Ok(Some(Done::Skipped("changes of what is not kept")));
    }
    if lenient || reader.is_implied_sequence(name) {
        return Ok(Some(Done::Understood));
    }
    Err(reader.nothing("table", name, span))
}

/// One change after the other; all of them or none.
fn changes(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, name: &Name, span: Span) -> Parsed<Done> {
    let mut table = reader.table(name, span)?.clone();
    let mut skipped = None;
    let mut renamed = None;
    for mut item in cursor.items() {
        if item.is_done() {
            return Err(item.wrong("what is to change"));
        }
        let is_new_name = item.eat("RENAME TO") || item.eat("RENAME AS");
        if is_new_name || (reader.database == Database::Mysql && rename::is_bare(&item) && item.eat("RENAME")) {
            item.eat("=");
            let path = item.path()?;
            let mut to = reader.scope.name(&path, reader.database);
            if path.len() == 1 {
                to.schema.clone_from(&name.schema);
            }
            renamed = Some(to);
        } else if let Some(reason) = actions::one(reader, &mut item, &mut table)? {
            skipped = Some(reason);
        }
        if reader.database == Database::Mysql {
            options::read(reader, &mut item, &mut table)?;
        }
        item.finish()?;
    }
    settle::settle(reader, &mut table)?;
    let before = reader.table(name, span)?;
    let (changed, first) = (before != &table, before.foreign_keys.len());
    references::check(reader, &table, first)?;
    if let Some(it) = reader.schema.table_mut(name) {
        *it = table;
    }
    match (renamed, skipped) {
        (Some(to), _) => rename::relation(reader, name, &to, span),
        (None, Some(reason)) if !changed => Ok(Done::Skipped(reason)),
        _ => Ok(Done::Understood),
    }
}

/// `ATTACH PARTITION part FOR VALUES …`.
fn attach(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, whole: Name) -> Parsed<Done> {
    let (part, span) = reader.existing(cursor)?;
    if reader.scope.is_elsewhere(&part, reader.database) {
        return Ok(Done::Skipped("changes of what is not kept"));
    }
    reader.table(&part, span)?;
    let bounds = cursor.take_rest();
    if !(bounds.is("FOR VALUES") || bounds.is("DEFAULT")) {
        return Err(bounds.wrong("`FOR VALUES` or `DEFAULT`"));
    }
    let partition = Partition { of: whole, bounds: text::printed(&bounds) };
    if let Some(it) = reader.schema.table_mut(&part) {
        it.partition = Some(partition);
    }
    Ok(Done::Understood)
}

/// Where a column goes: MySQL's `FIRST` and `AFTER`.
pub(super) fn place(cursor: &mut Cursor<'_>, table: &mut Table) -> Parsed<()> {
    let Some(column) = table.columns.last().cloned() else { return Ok(()) };
    let at = if cursor.eat("FIRST") {
        0
    } else if cursor.eat("AFTER") {
        let other = cursor.name()?;
        let found = table.columns.iter().position(|it| it.name.eq_ignore_ascii_case(&other.name));
        found.ok_or_else(|| settle::missing_column(table, &other.name, other.span))? + 1
    } else {
        return Ok(());
    };
    table.columns.pop();
    table.columns.insert(at.min(table.columns.len()), column);
    Ok(())
}

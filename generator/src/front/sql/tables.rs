//! `CREATE TABLE`.

use super::cursor::{Cursor, Ident, Parsed};
use super::reader::{Done, Reader};
use super::{columns, constraints, options, references, settle};
use zephyrix_ir::vocabulary::relational::{Column, Database, Generation, Key, Name, Partition, Table, UserTypeKind};
use zephyrix_ir::{Code, Diagnostic, Span};

/// From what comes after `TABLE`.
pub(super) fn create(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, is_temporary: bool) -> Parsed<Done> {
    let lenient = cursor.eat("IF NOT EXISTS");
    let path = cursor.path()?;
    let name = reader.scope.name(&path, reader.database);
    let span = path.last().map_or(cursor.here(), |it| it.span);
    if is_temporary || path.first().is_some_and(|it| path.len() > 1 && it.name.eq_ignore_ascii_case("temp")) {
        reader.scope.not_kept(name);
        return Ok(Done::Skipped("temporary tables"));
    }
    let is_internal = name.name.get(..7).is_some_and(|it| it.eq_ignore_ascii_case("sqlite_"));
    if is_internal && reader.database == Database::Sqlite {
        return Ok(Done::Skipped("the database's own tables"));
    }
    if reader.database == Database::Sqlite && reader.scope.is_elsewhere(&name, reader.database) {
        return Ok(Done::Skipped("virtual tables"));
    }
    let first = reader.schema.table(&name).map(|it| it.span);
    if let Some(first) = first.or(reader.schema.view(&name).map(|it| it.span)) {
        return if lenient { Ok(Done::Understood) } else { Err(Reader::twice("a table", &name, span, first)) };
    }
    let mut table = Table::new(name, span);
    if is_query(cursor) {
        return Ok(query(reader, table));
    }
    body(reader, cursor, &mut table)?;
    options::read(reader, cursor, &mut table)?;
    if is_query(cursor) {
        return Ok(query(reader, table));
    }
    cursor.finish()?;
    once(reader.database, &mut table);
    settle::settle(reader, &mut table)?;
    references::check(reader, &table, 0)?;
    let said = reader.remarks(reader.statement);
    table.comment = table.comment.take().or(said.comment);
    table.hints = said.hints;
    reader.scope.forget(&table.name, reader.database);
    reader.schema.tables.push(table);
    Ok(Done::Understood)
}

/// PostgreSQL makes one index of two keys that say the same in one statement (`transformIndexConstraints`).
fn once(database: Database, table: &mut Table) {
    if database != Database::Postgres {
        return;
    }
    let mut known: Vec<Vec<String>> = table.primary_key.iter().map(|it| it.columns.clone()).collect();
    table.uniques.retain(|it| {
        let is_new = !known.contains(&it.columns) || it.nulls_equal || it.deferrable.is_some();
        known.push(it.columns.clone());
        is_new
    });
}

/// Whether the rest is a query that makes the table; PostgreSQL lets names of columns and options come before.
fn is_query(cursor: &Cursor<'_>) -> bool {
    if cursor.database == Database::Postgres {
        let mut ahead = *cursor;
        ahead.until(&["AS"]);
        return cursor.is("AS") || ahead.is("AS");
    }
    ["AS", "SELECT", "IGNORE SELECT", "REPLACE SELECT", "WITH RECURSIVE"].iter().any(|it| cursor.is(it))
}

/// Its columns are what the query gives, which nothing here knows.
fn query(reader: &mut Reader<'_>, table: Table) -> Done {
    let message = format!("what columns `{}` has is up to its query", table.name);
    reader.log.push(
        Diagnostic::new(Code::SQL_CLAUSE, table.span, message)
            .help("state its columns, and fill it with `INSERT … SELECT`"),
    );
    reader.scope.not_kept(table.name);
    Done::Skipped("tables made by a query")
}

/// What makes its columns.
fn body(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, table: &mut Table) -> Parsed<()> {
    if cursor.eat("PARTITION OF") {
        return partition(reader, cursor, table);
    }
    if cursor.eat("LIKE") {
        return like(reader, cursor, table);
    }
    if cursor.eat("OF") {
        let path = cursor.path()?;
        of_type(reader, &path, table)?;
        if !cursor.is("(") {
            return Ok(());
        }
        return elements(reader, &cursor.parenthesis()?, table);
    }
    let list = cursor.parenthesis()?;
    if list.is_done() && reader.database == Database::Postgres {
        return Ok(());
    }
    elements(reader, &list, table)
}

/// Columns and constraints.
fn elements(reader: &mut Reader<'_>, list: &Cursor<'_>, table: &mut Table) -> Parsed<()> {
    for mut item in list.items() {
        element(reader, &mut item, table)?;
        item.finish()?;
    }
    Ok(())
}

fn element(reader: &mut Reader<'_>, item: &mut Cursor<'_>, table: &mut Table) -> Parsed<()> {
    if item.eat("LIKE") {
        return like(reader, item, table);
    }
    if item.is("PERIOD FOR") {
        let rest = item.take_rest();
        reader.not_kept(rest.here(), "PERIOD FOR");
        return Ok(());
    }
    if !constraints::is_next(item) {
        let span = item.span_of_rest();
        if let Some(at) = refined(reader, item, table) {
            return refine(reader, item, table, at);
        }
        columns::define(reader, item, table)?;
        reader.remark(span, table.columns.last_mut());
        return Ok(());
    }
    // SQLite wants no comma between two constraints.
    while !item.is_done() && constraints::is_next(item) {
        constraints::define(reader, item, table)?;
    }
    Ok(())
}

/// `a WITH OPTIONS NOT NULL`, `a DEFAULT 1`: more about a column that the table has from a type or from its whole.
fn refined(reader: &Reader<'_>, item: &Cursor<'_>, table: &Table) -> Option<usize> {
    let name = { *item }.name().ok()?.name;
    let is_from_elsewhere = |it: &Column| it.span.start < reader.statement.start;
    table.columns.iter().position(|it| it.name == name && is_from_elsewhere(it))
}

fn refine(reader: &mut Reader<'_>, item: &mut Cursor<'_>, table: &mut Table, at: usize) -> Parsed<()> {
    item.name()?;
    item.eat("WITH OPTIONS");
    let mut column = table.columns[at].clone();
    while !item.is_done() && columns::clause(reader, item, &mut column, table)? {}
    table.columns[at] = column;
    Ok(())
}

/// `PARTITION OF whole [(…)] FOR VALUES …`.
fn partition(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, table: &mut Table) -> Parsed<()> {
    let (whole, span) = reader.existing(cursor)?;
    let parent = reader.table(&whole, span)?;
    table.columns = parent.columns.clone();
    table.partition = Some(Partition { of: whole, bounds: String::new() });
    if cursor.is("(") {
        elements(reader, &cursor.parenthesis()?, table)?;
    }
    let bounds = cursor.until(&["PARTITION BY", "USING", "WITH (WITH", "TABLESPACE"]);
    if !(bounds.is("FOR VALUES") || bounds.is("DEFAULT")) {
        return Err(bounds.wrong("`FOR VALUES` or `DEFAULT`"));
    }
    if let Some(it) = &mut table.partition {
        it.bounds = super::text::printed(&bounds);
    }
    Ok(())
}

/// `LIKE other [INCLUDING …]`.
fn like(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, table: &mut Table) -> Parsed<()> {
    let (other, span) = reader.existing(cursor)?;
    let mut with = Vec::new();
    while let Some(word) = cursor.eat_any(&["INCLUDING", "EXCLUDING"]) {
        let what = cursor.name()?.name.to_ascii_lowercase();
        match (word, what.as_str()) {
            ("INCLUDING", "all") => with.extend(LIKE.iter().map(|it| (*it).to_owned())),
            ("INCLUDING", _) => with.push(what),
            _ => with.retain(|it| *it != what && what != "all"),
        }
    }
    let has = |what: &str| with.iter().any(|it| it == what);
    let model = reader.table(&other, span)?.clone();
    if reader.database == Database::Mysql {
        let foreign_keys = std::mem::take(&mut table.foreign_keys);
        *table = Table { name: table.name.clone(), span: table.span, foreign_keys, ..model };
        return Ok(());
    }
    for column in &model.columns {
        let mut plain = Column::new(&column.name, column.ty.clone(), column.span);
        plain.nullable = column.nullable;
        plain.collation.clone_from(&column.collation);
        let generated = match &column.generation {
            Some(Generation::Computed { .. }) => has("generated"),
            Some(_) => has("identity"),
            None => false,
        };
        plain.generation = column.generation.clone().filter(|_| generated);
        plain.default = column.default.clone().filter(|_| has("defaults"));
        plain.comment = column.comment.clone().filter(|_| has("comments"));
        table.columns.push(plain);
    }
    if has("constraints") {
        table.checks.extend(model.checks);
    }
    if has("indexes") {
        let unnamed = |mut key: Key| {
            key.name = None;
            key
        };
        table.primary_key = table.primary_key.take().or(model.primary_key.map(unnamed));
        table.uniques.extend(model.uniques.into_iter().map(unnamed));
        table.indexes.extend(model.indexes.into_iter().map(|mut it| {
            it.name = None;
            it
        }));
    }
    Ok(())
}

/// What `INCLUDING ALL` includes.
const LIKE: &[&str] = &[
    "comments",
    "compression",
    "constraints",
    "defaults",
    "generated",
    "identity",
    "indexes",
    "statistics",
    "storage",
];

/// `OF type`: the columns of a composite type.
fn of_type(reader: &Reader<'_>, path: &[Ident], table: &mut Table) -> Parsed<()> {
    let name = reader.scope.find(path, reader.schema);
    let span = path.last().map_or(table.span, |it| it.span);
    match reader.schema.user_type(&name).map(|it| &it.kind) {
        Some(UserTypeKind::Composite(columns)) => table.columns.clone_from(columns),
        _ => return Err(reader.nothing("composite type", &name, span)),
    }
    table.partition = None;
    Ok(())
}

impl Reader<'_> {
    /// The name of a table that is meant, and where it is written.
    pub(super) fn existing(&self, cursor: &mut Cursor<'_>) -> Parsed<(Name, Span)> {
        let mark = cursor.mark();
        let path = cursor.path()?;
        Ok((self.scope.find(&path, self.schema), cursor.since(mark)))
    }

    /// The table of a name, which must be there.
    pub(super) fn table(&self, name: &Name, span: Span) -> Parsed<&Table> {
        self.schema.table(name).ok_or_else(|| self.nothing("table", name, span))
    }

    /// MariaDB's `CREATE OR REPLACE TABLE`: what has the name goes.
    pub(super) fn forget_table(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        let path = cursor.path()?;
        let name = self.scope.name(&path, self.database);
        self.schema.tables.retain(|it| !it.name.matches(&name, self.schema.database));
        Ok(())
    }
}

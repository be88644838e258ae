//! What one part of `ALTER TABLE` does.

use super::super::cursor::{Cursor, Parsed};
use super::super::reader::Reader;
use super::super::{columns, constraints, options};
use super::{column, drop, is_ownership, rename, table as whole};
use zephyrix_ir::vocabulary::relational::{Database, Table};

/// What changes nothing that is kept, and why.
const SKIPPED: &[(&str, &str)] = &[
    ("ENABLE KEYS", "housekeeping"),
    ("DISABLE KEYS", "housekeeping"),
    ("ENABLE RULE", "rules"),
    ("DISABLE RULE", "rules"),
    ("ENABLE", "triggers"),
    ("DISABLE", "triggers"),
    ("VALIDATE CONSTRAINT", "housekeeping"),
    ("REPLICA IDENTITY", "replication"),
    ("SET STATISTICS", "statistics"),
    ("SET LOGGED", "where things are kept"),
    ("SET UNLOGGED", "where things are kept"),
    ("SET ACCESS METHOD", "where things are kept"),
    ("SET WITHOUT OIDS", "where things are kept"),
    ("SET (", "where things are kept"),
    ("RESET (", "where things are kept"),
    ("NOT OF", "where things are kept"),
    ("OF", "where things are kept"),
    ("ORDER BY", "where things are kept"),
    ("FORCE", "where things are kept"),
    ("DISCARD", "where things are kept"),
    ("IMPORT", "where things are kept"),
    ("ALGORITHM", "housekeeping"),
    ("LOCK", "housekeeping"),
    ("WITH VALIDATION", "housekeeping"),
    ("WITHOUT VALIDATION", "housekeeping"),
];

/// Does one action; a reason where it changes nothing that is kept.
pub(super) fn one(reader: &mut Reader<'_>, item: &mut Cursor<'_>, table: &mut Table) -> Parsed<Option<&'static str>> {
    if item.eat("ADD") {
        return add(reader, item, table);
    }
    if item.eat("DROP") {
        return drop::part(reader, item, table);
    }
    if item.eat("ALTER") {
        return column::alter(reader, item, table);
    }
    if item.eat("MODIFY") || item.is("CHANGE") {
        let changes = item.eat("CHANGE");
        return column::redefine(reader, item, table, changes);
    }
    if item.eat("RENAME") {
        rename::part(reader, item, table)?;
        return Ok(None);
    }
    if security(item, table) {
        return Ok(None);
    }
    if item.is("INHERIT") || item.is("NO INHERIT") {
        return inherit(reader, item, table);
    }
    if reader.database == Database::Mysql && item.eat("CONVERT TO") {
        options::read(reader, item, table)?;
        return Ok(None);
    }
    if is_ownership(item) {
        item.take_rest();
        return Ok(Some("roles and rights"));
    }
    if let Some((_, reason)) = SKIPPED.iter().find(|it| item.is(it.0)) {
        item.take_rest();
        return Ok(Some(reason));
    }
    if reader.database == Database::Mysql && partitions(item) {
        reader.not_kept(item.span_of_rest(), "a change of partitions");
        item.take_rest();
        return Ok(Some("where things are kept"));
    }
    if reader.database == Database::Mysql && options::mysql(reader, item, table)? {
        return Ok(None);
    }
    Err(item.wrong("a change of a table"))
}

/// `ENABLE ROW LEVEL SECURITY` and what is like it.
fn security(item: &mut Cursor<'_>, table: &mut Table) -> bool {
    const WORDS: [&str; 4] = ["ENABLE", "DISABLE", "FORCE", "NO FORCE"];
    let word = WORDS.into_iter().find(|it| item.eat(&format!("{it} ROW LEVEL SECURITY")));
    match word {
        Some("ENABLE") => table.row_security = true,
        Some("DISABLE") => table.row_security = false,
        Some("FORCE") => table.forced_security = true,
        Some(_) => table.forced_security = false,
        None => return false,
    }
    true
}

/// MySQL: what is done to partitions is no definition.
fn partitions(item: &Cursor<'_>) -> bool {
    const WORDS: &[&str] = &[
        "TRUNCATE",
        "COALESCE",
        "REORGANIZE",
        "EXCHANGE",
        "ANALYZE",
        "CHECK",
        "OPTIMIZE",
        "REBUILD",
        "REPAIR",
        "REMOVE",
    ];
    WORDS.iter().any(|it| item.is(&format!("{it} PARTITION")) || item.is(&format!("{it} PARTITIONING")))
}

fn add(reader: &mut Reader<'_>, item: &mut Cursor<'_>, table: &mut Table) -> Parsed<Option<&'static str>> {
    if item.is("PARTITION") || item.is("SYSTEM VERSIONING") || item.is("PERIOD") {
        reader.not_kept(item.span_of_rest(), "a change of partitions");
        item.take_rest();
        return Ok(Some("where things are kept"));
    }
    if constraints::is_next(item) {
        constraints::define(reader, item, table)?;
        return Ok(None);
    }
    let span = item.span_of_rest();
    item.eat("COLUMN");
    let lenient = item.eat("IF NOT EXISTS");
    if item.is("(") {
        for mut part in item.parenthesis()?.items() {
            if constraints::is_next(&part) {
                constraints::define(reader, &mut part, table)?;
            } else {
                columns::define(reader, &mut part, table)?;
            }
            part.finish()?;
        }
        return Ok(None);
    }
    let known = { *item }.name().ok().is_some_and(|it| table.column(&it.name).is_some());
    if lenient && known {
        item.take_rest();
        return Ok(None);
    }
    columns::define(reader, item, table)?;
    reader.remark(span, table.columns.last_mut());
    whole::place(item, table)?;
    Ok(None)
}

fn inherit(reader: &mut Reader<'_>, item: &mut Cursor<'_>, table: &mut Table) -> Parsed<Option<&'static str>> {
    let ends = item.eat("NO INHERIT");
    if !ends {
        item.expect("INHERIT")?;
    }
    let (parent, span) = reader.existing(item)?;
    reader.table(&parent, span)?;
    let option = format!("INHERITS ({})", reader.qualified(&parent));
    table.options.retain(|it| *it != option);
    if !ends {
        table.options.push(option);
    }
    Ok(None)
}

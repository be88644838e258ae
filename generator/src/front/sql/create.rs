//! `CREATE …`: what is created, and who reads it.

use super::cursor::{Cursor, Parsed};
use super::reader::{Done, Reader};
use super::{indexes, others, policies, tables, triggers, views};
use zephyrix_ir::vocabulary::relational::Database;

/// What defines nothing that is kept, and why.
const SKIPPED: &[(&str, &str)] = &[
    ("FUNCTION", "functions"),
    ("AGGREGATE", "functions"),
    ("PROCEDURE", "procedures"),
    ("CONSTRAINT TRIGGER", "triggers"),
    ("EVENT TRIGGER", "triggers"),
    ("TRIGGER", "triggers"),
    ("RULE", "rules"),
    ("EVENT", "events"),
    ("ROLE", "roles and rights"),
    ("USER", "roles and rights"),
    ("GROUP", "roles and rights"),
    ("DATABASE", "databases and schemas"),
    ("SCHEMA AUTHORIZATION", "databases and schemas"),
    ("TABLESPACE", "where things are kept"),
    ("LOGFILE", "where things are kept"),
    ("SERVER", "other servers"),
    ("PUBLICATION", "replication"),
    ("SUBSCRIPTION", "replication"),
    ("OPERATOR", "operators"),
    ("CAST", "operators"),
    ("TRANSFORM", "operators"),
    ("ACCESS METHOD", "operators"),
    ("COLLATION", "collations and languages"),
    ("CONVERSION", "collations and languages"),
    ("LANGUAGE", "collations and languages"),
    ("TRUSTED", "collations and languages"),
    ("PROCEDURAL", "collations and languages"),
    ("TEXT SEARCH", "collations and languages"),
    ("STATISTICS", "statistics"),
];

/// From what comes after `CREATE`.
pub(super) fn create(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    let replace = cursor.eat("OR REPLACE");
    mysql_prefix(cursor)?;
    if reader.database == Database::Sqlite && cursor.is("TRIGGER") {
        return triggers::create(reader, cursor);
    }
    if let Some((_, reason)) = SKIPPED.iter().find(|it| cursor.is(it.0)) {
        return Ok(Done::Skipped(reason));
    }
    let index = match cursor.eat_any(&["UNIQUE", "FULLTEXT", "SPATIAL"]) {
        Some(kind) => {
            cursor.expect("INDEX")?;
            return indexes::create(reader, cursor, Some(kind));
        }
        None => cursor.eat("INDEX"),
    };
    if index {
        return indexes::create(reader, cursor, None);
    }
    let scope = cursor.eat_any(&["GLOBAL", "LOCAL"]).is_some();
    let is_temporary = cursor.eat_any(&["TEMPORARY", "TEMP"]).is_some() || scope;
    if is_temporary && cursor.is("TRIGGER") {
        return Ok(Done::Skipped("triggers"));
    }
    let mark = cursor.mark();
    let unlogged = cursor.eat("UNLOGGED").then(|| cursor.since(mark));
    if cursor.eat("TABLE") {
        if replace {
            reader.forget_table(&mut { *cursor })?;
        }
        if let Some(span) = unlogged {
            reader.left_out(span);
        }
        return tables::create(reader, cursor, is_temporary);
    }
    let materialized = cursor.eat("MATERIALIZED");
    let recursive = cursor.eat("RECURSIVE");
    if cursor.eat("VIEW") {
        let kind = views::Kind { materialized, recursive, replace, is_temporary };
        return views::create(reader, cursor, kind);
    }
    kinds(reader, cursor, is_temporary)
}

fn kinds(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, is_temporary: bool) -> Parsed<Done> {
    let kind =
        cursor.eat_any(&["SEQUENCE", "TYPE", "DOMAIN", "EXTENSION", "POLICY", "SCHEMA", "FOREIGN", "VIRTUAL TABLE"]);
    match kind {
        Some("SEQUENCE") => others::sequence(reader, cursor, is_temporary),
        Some("TYPE") => others::user_type(reader, cursor),
        Some("DOMAIN") => others::domain(reader, cursor),
        Some("EXTENSION") => others::extension(reader, cursor),
        Some("POLICY") => policies::create(reader, cursor),
        Some("SCHEMA") => Ok(Done::Skipped("databases and schemas")),
        Some("FOREIGN") => {
            if cursor.eat("TABLE") {
                cursor.eat("IF NOT EXISTS");
                let path = cursor.path()?;
                let name = reader.scope.name(&path, reader.database);
                reader.scope.not_kept(name);
            }
            Ok(Done::Skipped("other servers"))
        }
        Some(_) => {
            cursor.eat("IF NOT EXISTS");
            let path = cursor.path()?;
            reader.scope.virtual_table(&reader.scope.name(&path, reader.database).name);
            Ok(Done::Skipped("virtual tables"))
        }
        None => Err(cursor.wrong("something that can be created")),
    }
}

/// MySQL: `ALGORITHM=…`, `DEFINER=…`, `SQL SECURITY …` before what is created.
pub(super) fn mysql_prefix(cursor: &mut Cursor<'_>) -> Parsed<()> {
    while cursor.database == Database::Mysql {
        if cursor.eat("ALGORITHM") {
            cursor.expect("=")?;
            cursor.name()?;
        } else if cursor.eat("SQL SECURITY") {
            cursor.name()?;
        } else if cursor.eat("DEFINER") {
            cursor.expect("=")?;
            cursor.bump();
            while cursor.eat("@") || cursor.is("(") {
                if cursor.is("(") {
                    cursor.parenthesis()?;
                } else {
                    cursor.bump();
                }
            }
        } else {
            break;
        }
    }
    Ok(())
}

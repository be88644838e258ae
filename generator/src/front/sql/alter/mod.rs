//! `ALTER …`: what is changed, and who reads it.

mod actions;
mod column;
mod drop;
mod others;
mod rename;
mod table;

pub(super) use drop::index as drop_index;
pub(super) use rename::relation as rename_relation;

use super::cursor::{Cursor, Parsed};
use super::reader::{Done, Reader};

/// What is altered, and who reads it.
type Alter = fn(&mut Reader<'_>, &mut Cursor<'_>) -> Parsed<Done>;

const READ: &[(&str, Alter)] = &[
    ("TABLE", table::alter),
    ("ONLINE TABLE", table::alter),
    ("IGNORE TABLE", table::alter),
    ("TYPE", others::user_type),
    ("DOMAIN", others::domain),
    ("SEQUENCE", others::sequence),
    ("POLICY", others::policy),
    ("INDEX", others::index),
    ("MATERIALIZED VIEW", others::view),
    ("VIEW", others::view),
    ("SCHEMA", others::schema),
];

/// What is not kept, so neither are its changes.
const SKIPPED: &[(&str, &str)] = &[
    ("FOREIGN", "other servers"),
    ("SERVER", "other servers"),
    ("DATABASE", "databases and schemas"),
    ("EXTENSION", "housekeeping"),
    ("DEFAULT PRIVILEGES", "roles and rights"),
    ("ROLE", "roles and rights"),
    ("USER", "roles and rights"),
    ("GROUP", "roles and rights"),
    ("FUNCTION", "functions"),
    ("ROUTINE", "functions"),
    ("AGGREGATE", "functions"),
    ("PROCEDURE", "procedures"),
    ("TRIGGER", "triggers"),
    ("EVENT TRIGGER", "triggers"),
    ("EVENT", "events"),
    ("RULE", "rules"),
    ("SYSTEM", "settings"),
    ("INSTANCE", "settings"),
    ("OPERATOR", "operators"),
    ("COLLATION", "collations and languages"),
    ("CONVERSION", "collations and languages"),
    ("LANGUAGE", "collations and languages"),
    ("PROCEDURAL", "collations and languages"),
    ("TEXT SEARCH", "collations and languages"),
    ("LARGE OBJECT", "rows"),
    ("PUBLICATION", "replication"),
    ("SUBSCRIPTION", "replication"),
    ("STATISTICS", "statistics"),
    ("TABLESPACE", "where things are kept"),
    ("LOGFILE", "where things are kept"),
];

/// From what comes after `ALTER`.
pub(super) fn alter(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    super::create::mysql_prefix(cursor)?;
    if let Some((_, read)) = READ.iter().find(|it| cursor.eat(it.0)) {
        return read(reader, cursor);
    }
    match SKIPPED.iter().find(|it| cursor.is(it.0)) {
        Some((_, reason)) => Ok(Done::Skipped(reason)),
        None => Err(cursor.wrong("something that can be altered")),
    }
}

/// Who owns something, and where it is kept: of no concern here, whatever it is said of.
const OWNERSHIP: &[&str] =
    &["OWNER TO", "SET TABLESPACE", "DEPENDS ON", "NO DEPENDS ON", "CLUSTER ON", "SET WITHOUT CLUSTER"];

/// Whether only that is said.
fn is_ownership(cursor: &Cursor<'_>) -> bool {
    OWNERSHIP.iter().any(|it| cursor.is(it))
}

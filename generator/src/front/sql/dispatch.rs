//! Statements by their first words: who reads them, or why nobody does.

use super::cursor::{Cursor, Parsed};
use super::reader::{Done, Reader, Transaction};
use super::statements::Statement;
use super::{alter, comment_on, create, drop};
use zephyrix_ir::vocabulary::relational::Database;
use zephyrix_ir::{Code, Diagnostic, Span};

/// First words of statements that define nothing, and why they are skipped.
const SKIPPED: &[(&str, &str)] = &[
    ("INSERT", "rows"),
    ("REPLACE", "rows"),
    ("UPDATE", "rows"),
    ("DELETE", "rows"),
    ("MERGE", "rows"),
    ("COPY", "rows"),
    ("LOAD DATA", "rows"),
    ("TRUNCATE", "rows"),
    ("SET", "settings"),
    ("RESET", "settings"),
    ("PRAGMA", "settings"),
    ("DISCARD", "settings"),
    ("SHOW", "settings"),
    ("SELECT", "queries"),
    ("WITH", "queries"),
    ("VALUES", "queries"),
    ("TABLE", "queries"),
    ("(", "queries"),
    ("EXPLAIN", "queries"),
    ("DESCRIBE", "queries"),
    ("DESC", "queries"),
    ("DECLARE", "queries"),
    ("FETCH", "queries"),
    ("MOVE", "queries"),
    ("CLOSE", "queries"),
    ("PREPARE", "queries"),
    ("EXECUTE", "queries"),
    ("DEALLOCATE", "queries"),
    ("BEGIN", "transactions"),
    ("START", "transactions"),
    ("COMMIT", "transactions"),
    ("ROLLBACK", "transactions"),
    ("END", "transactions"),
    ("ABORT", "transactions"),
    ("SAVEPOINT", "transactions"),
    ("RELEASE", "transactions"),
    ("LOCK", "transactions"),
    ("UNLOCK", "transactions"),
    ("XA", "transactions"),
    ("GRANT", "roles and rights"),
    ("REVOKE", "roles and rights"),
    ("REASSIGN", "roles and rights"),
    ("SECURITY LABEL", "roles and rights"),
    ("FLUSH", "housekeeping"),
    ("ANALYZE", "housekeeping"),
    ("VACUUM", "housekeeping"),
    ("CLUSTER", "housekeeping"),
    ("REINDEX", "housekeeping"),
    ("REFRESH", "housekeeping"),
    ("CHECKPOINT", "housekeeping"),
    ("OPTIMIZE", "housekeeping"),
    ("REPAIR", "housekeeping"),
    ("CHECK", "housekeeping"),
    ("CHECKSUM", "housekeeping"),
    ("KILL", "housekeeping"),
    ("LISTEN", "housekeeping"),
    ("UNLISTEN", "housekeeping"),
    ("NOTIFY", "housekeeping"),
    ("ATTACH", "databases and schemas"),
    ("DETACH", "databases and schemas"),
    ("IMPORT", "other servers"),
    ("LOAD", "housekeeping"),
    ("INSTALL", "housekeeping"),
    ("UNINSTALL", "housekeeping"),
    ("HANDLER", "queries"),
    ("SIGNAL", "queries"),
    ("DO", "blocks of code"),
    ("CALL", "blocks of code"),
    ("DELIMITER", "the client's own commands"),
];

/// First words of those that are read.
const READ: &[&str] = &["CREATE", "ALTER", "DROP", "COMMENT", "RENAME", "USE"];

/// Reads one statement.
pub(super) fn statement(reader: &mut Reader<'_>, mut cursor: Cursor<'_>, statement: &Statement) -> Parsed<Done> {
    if statement.is_client {
        reader.scope.is_blind |= reader.text[statement.start..statement.end].starts_with("\\i");
        return Ok(Done::Skipped("the client's own commands"));
    }
    if let Some(at) = statement.unclosed {
        let span = Span::new(reader.source, at, (at + 1).min(reader.text.len()));
        return Err(Box::new(Diagnostic::new(Code::SQL_SYNTAX, span, "nothing closes what begins here")));
    }
    if READ.iter().any(|it| cursor.is(it)) {
        remember(reader);
    }
    if cursor.eat("CREATE") {
        return create::create(reader, &mut cursor);
    }
    if cursor.eat("ALTER") {
        return alter::alter(reader, &mut cursor);
    }
    if cursor.eat("DROP") {
        return drop::drop(reader, &mut cursor);
    }
    if reader.database == Database::Postgres && cursor.eat("COMMENT") {
        return comment_on::comment(reader, &mut cursor);
    }
    if reader.database == Database::Mysql && cursor.eat("RENAME") {
        return drop::rename(reader, &mut cursor);
    }
    if cursor.is("SET") {
        settings(reader, cursor);
    }
    if cursor.is("RESET SEARCH_PATH") || cursor.is("RESET ALL") {
        reader.scope.search(std::iter::empty());
    }
    if reader.database == Database::Sqlite {
        virtual_table(reader, cursor);
    }
    if reader.database == Database::Mysql && cursor.eat("USE") {
        let name = cursor.name()?.name;
        reader.scope.enter(name);
        return Ok(Done::Skipped("databases and schemas"));
    }
    match SKIPPED.iter().find(|it| cursor.is(it.0)) {
        Some((_, reason)) => {
            if *reason == "transactions" {
                transaction(reader, cursor);
            }
            reader.scope.is_blind |= *reason == "blocks of code";
            Ok(Done::Skipped(reason))
        }
        None => Err(unknown(&cursor)),
    }
}

/// What is defined in a transaction goes when that is rolled back; not in MySQL, where definitions end one.
fn transaction(reader: &mut Reader<'_>, mut cursor: Cursor<'_>) {
    if reader.database == Database::Mysql {
        return;
    }
    if cursor.eat("BEGIN") || cursor.eat("START TRANSACTION") {
        reader.transaction = Transaction::Open;
    } else if (cursor.eat("ROLLBACK") || cursor.eat("ABORT")) && !cursor.is("TO") && !cursor.is("PREPARED") {
        if let Transaction::Defining(before) = std::mem::replace(&mut reader.transaction, Transaction::Closed) {
            *reader.schema = *before;
        }
    } else if cursor.eat("COMMIT") || cursor.eat("END") {
        reader.transaction = Transaction::Closed;
    }
}

/// Keeps the schema as it is before the first definition of a transaction.
fn remember(reader: &mut Reader<'_>) {
    if matches!(reader.transaction, Transaction::Open) {
        reader.transaction = Transaction::Defining(Box::new(reader.schema.clone()));
    }
}

/// PostgreSQL: `SET search_path = …` says where names are.
fn settings(reader: &mut Reader<'_>, mut cursor: Cursor<'_>) {
    cursor.eat("SET");
    cursor.eat_any(&["SESSION", "LOCAL"]);
    if reader.database != Database::Postgres || !cursor.eat("SEARCH_PATH") {
        return;
    }
    cursor.eat_any(&["=", "TO"]);
    let items = cursor.items();
    let names = items.into_iter().filter_map(|mut it| match it.string() {
        Ok(said) => Some(said),
        Err(_) => it.name().ok().map(|it| it.name),
    });
    reader.scope.search(names);
}

/// SQLite's `.dump` writes virtual tables into the schema itself: what belongs to them is no table of the user's.
fn virtual_table(reader: &mut Reader<'_>, mut cursor: Cursor<'_>) {
    if !cursor.eat("INSERT INTO") || cursor.eat_any(&["SQLITE_SCHEMA", "SQLITE_MASTER"]).is_none() {
        return;
    }
    cursor.until(&["VALUES"]);
    cursor.eat("VALUES");
    let Ok(values) = cursor.parenthesis() else { return };
    let values: Vec<String> = values.items().into_iter().filter_map(|mut it| it.string().ok()).collect();
    if let [kind, name, ..] = values.as_slice()
        && kind == "table"
    {
        reader.scope.virtual_table(name);
    }
}

fn unknown(cursor: &Cursor<'_>) -> Box<Diagnostic> {
    let span = cursor.here();
    let word = cursor.peek().map(|it| cursor.written(it)).unwrap_or_default();
    let message = format!("no statement begins with `{}`", super::text::brief(word));
    let known = READ.iter().copied().chain(SKIPPED.iter().map(|it| it.0));
    Box::new(Diagnostic::new(Code::SQL_SYNTAX, span, message).suggest(word, known))
}

//! `DROP …`, and MySQL's `RENAME TABLE`.

use super::alter;
use super::cursor::{Cursor, Parsed};
use super::reader::{Done, Reader};
use super::triggers;
use zephyrix_ir::vocabulary::relational::{Database, Name, Schema, Table};
use zephyrix_ir::{Code, Diagnostic, Span};

/// What is dropped, in words.
const KINDS: &[&str] = &[
    "TEMPORARY TABLE",
    "TABLE",
    "VIEW",
    "MATERIALIZED VIEW",
    "TYPE",
    "DOMAIN",
    "SEQUENCE",
    "SCHEMA",
    "INDEX",
    "POLICY",
    "EXTENSION",
];

/// What is not kept.
const SKIPPED: &[(&str, &str)] = &[
    ("FUNCTION", "functions"),
    ("ROUTINE", "functions"),
    ("AGGREGATE", "functions"),
    ("PROCEDURE", "procedures"),
    ("TRIGGER", "triggers"),
    ("EVENT", "events"),
    ("RULE", "rules"),
    ("ROLE", "roles and rights"),
    ("USER", "roles and rights"),
    ("GROUP", "roles and rights"),
    ("OWNED", "roles and rights"),
    ("DATABASE", "databases and schemas"),
    ("FOREIGN", "other servers"),
    ("SERVER", "other servers"),
    ("OPERATOR", "operators"),
    ("CAST", "operators"),
    ("TRANSFORM", "operators"),
    ("ACCESS METHOD", "operators"),
    ("COLLATION", "collations and languages"),
    ("CONVERSION", "collations and languages"),
    ("LANGUAGE", "collations and languages"),
    ("PROCEDURAL", "collations and languages"),
    ("TEXT SEARCH", "collations and languages"),
    ("STATISTICS", "statistics"),
    ("PUBLICATION", "replication"),
    ("SUBSCRIPTION", "replication"),
    ("TABLESPACE", "where things are kept"),
    ("LOGFILE", "where things are kept"),
    ("PREPARE", "queries"),
];

/// From what comes after `DROP`.
pub(super) fn drop(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    if reader.database == Database::Sqlite && cursor.is("TRIGGER") {
        return triggers::drop(reader, cursor);
    }
    let Some(kind) = cursor.eat_any(KINDS) else {
        return match SKIPPED.iter().find(|it| cursor.is(it.0)) {
            Some((_, reason)) => Ok(Done::Skipped(reason)),
            None => Err(cursor.wrong("something that can be dropped")),
        };
    };
    cursor.eat("CONCURRENTLY");
    let lenient = cursor.eat("IF EXISTS");
    if kind == "POLICY" {
        return policy(reader, cursor, lenient);
    }
    let on = names(reader, cursor)?;
    let cascades = cursor.eat_any(&["CASCADE", "RESTRICT"]) == Some("CASCADE");
    let mut table = None;
    if kind == "INDEX" && cursor.eat("ON") {
        table = Some(reader.existing(cursor)?);
        cursor.take_rest();
    }
    cursor.eat_any(&["WAIT", "NOWAIT"]);
    for (name, span) in &on {
        let found = match kind {
            "TEMPORARY TABLE" => true,
            "INDEX" => index(reader, name, table.as_ref(), *span)?,
            "SCHEMA" => schema(reader, &name.name, cascades),
            "EXTENSION" => extension(reader, &name.name),
            _ => relation(reader, kind, name, *span, cascades)?,
        };
        if !found && !lenient {
            return Err(reader.nothing(&kind.to_lowercase(), name, *span));
        }
    }
    cursor.finish()?;
    Ok(Done::Understood)
}

fn names(reader: &Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Vec<(Name, Span)>> {
    let mut names = vec![reader.existing(cursor)?];
    while cursor.eat(",") {
        names.push(reader.existing(cursor)?);
    }
    Ok(names)
}

/// A table, view, type or sequence; whether there was one.
fn relation(reader: &mut Reader<'_>, kind: &str, name: &Name, span: Span, cascades: bool) -> Parsed<bool> {
    let database = reader.database;
    if reader.scope.is_elsewhere(name, database) {
        reader.scope.forget(name, database);
        return Ok(true);
    }
    let schema = &mut *reader.schema;
    let count = |it: &Schema| it.tables.len() + it.views.len() + it.types.len() + it.sequences.len();
    let before = count(schema);
    let is = |it: &Name| it.matches(name, database);
    match kind {
        "TABLE" => table(schema, name, cascades),
        "VIEW" | "MATERIALIZED VIEW" => schema.views.retain(|it| !is(&it.name)),
        "TYPE" | "DOMAIN" => schema.types.retain(|it| !is(&it.name)),
        _ => schema.sequences.retain(|it| !is(&it.name)),
    }
    if before > count(schema) {
        return Ok(true);
    }
    if kind == "SEQUENCE" && reader.is_implied_sequence(name) {
        return Ok(true);
    }
    // Something else of that name is a mistake that `IF EXISTS` does not excuse.
    let other =
        reader.schema.table(name).map(|it| ("table", it.span)).or(reader.schema.view(name).map(|it| ("view", it.span)));
    match other.filter(|_| matches!(kind, "TABLE" | "VIEW" | "MATERIALIZED VIEW") && database == Database::Postgres) {
        Some((what, first)) => {
            let message = format!("`{name}` is a {what}");
            Err(Box::new(Diagnostic::new(Code::SQL_UNKNOWN, span, message).related(first, "here")))
        }
        None => Ok(false),
    }
}

/// A table, and what cannot be without it: its partitions and sequences, with CASCADE also what inherits.
fn table(schema: &mut Schema, name: &Name, cascades: bool) {
    let database = schema.database;
    let says = |it: &String, name: &Name| {
        it.starts_with("INHERITS (") && it.split(['(', ')', ',']).any(|it| it.trim() == name.to_string())
    };
    let mut gone = vec![name.clone()];
    let mut at = 0;
    while let Some(name) = gone.get(at).cloned() {
        let parts = schema.tables.iter().filter(|it| {
            let part = it.partition.as_ref().is_some_and(|it| it.of.matches(&name, database));
            part || cascades && it.options.iter().any(|it| says(it, &name))
        });
        let parts: Vec<Name> = parts.map(|it| it.name.clone()).filter(|it| !gone.contains(it)).collect();
        gone.extend(parts);
        at += 1;
    }
    let is = |it: &Name| gone.iter().any(|name| it.matches(name, database));
    let before = schema.tables.len();
    schema.tables.retain(|it| !is(&it.name));
    schema.sequences.retain(|it| !it.owned_by.as_ref().is_some_and(|it| is(&it.0)));
    if before > schema.tables.len() && database == Database::Postgres {
        // Only with CASCADE the database would do it, and then references go.
        schema.tables.iter_mut().for_each(|it| it.foreign_keys.retain(|it| !is(&it.table)));
    }
}

fn index(reader: &mut Reader<'_>, name: &Name, on: Option<&(Name, Span)>, span: Span) -> Parsed<bool> {
    let database = reader.database;
    if let Some((table, at)) = on {
        if reader.scope.is_elsewhere(table, database) {
            return Ok(true);
        }
        reader.table(table, *at)?;
    }
    if reader.scope.is_elsewhere(name, database) {
        return Ok(true);
    }
    let of_constraint = |it: &&Table| {
        let keys = it.primary_key.iter().chain(&it.uniques);
        database == Database::Postgres
            && keys.into_iter().any(|it| it.name.as_ref() == Some(&name.name))
            && it.name.schema == name.schema
    };
    if let Some(table) = reader.schema.tables.iter().find(of_constraint) {
        let message = format!("the index `{name}` is a constraint's of `{}`", table.name);
        return Err(Box::new(Diagnostic::new(Code::SQL_UNKNOWN, span, message).help("drop the constraint")));
    }
    let mut found = false;
    for table in &mut reader.schema.tables {
        if on.is_none_or(|it| it.0.matches(&table.name, database)) && !found {
            found = alter::drop_index(table, &name.name, database);
        }
    }
    for view in &mut reader.schema.views {
        let before = view.indexes.len();
        view.indexes.retain(|it| it.name.as_ref() != Some(&name.name));
        found |= before > view.indexes.len();
    }
    Ok(found)
}

fn schema(reader: &mut Reader<'_>, name: &str, cascades: bool) -> bool {
    if cascades {
        let is = |it: &Name| it.schema.as_deref().unwrap_or("public") == name;
        let schema = &mut *reader.schema;
        schema.tables.retain(|it| !is(&it.name));
        schema.views.retain(|it| !is(&it.name));
        schema.types.retain(|it| !is(&it.name));
        schema.sequences.retain(|it| !is(&it.name));
        schema.tables.iter_mut().for_each(|it| it.foreign_keys.retain(|it| !is(&it.table)));
    }
    true
}

fn extension(reader: &mut Reader<'_>, name: &str) -> bool {
    reader.schema.extensions.retain(|it| it.name != name);
    true
}

fn policy(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, lenient: bool) -> Parsed<Done> {
    let name = cursor.name()?;
    cursor.expect("ON")?;
    let (table, span) = reader.existing(cursor)?;
    if lenient && reader.schema.table(&table).is_none() {
        return Ok(Done::Understood);
    }
    reader.table(&table, span)?;
    let Some(table) = reader.schema.table_mut(&table) else { return Ok(Done::Understood) };
    let before = table.policies.len();
    table.policies.retain(|it| it.name != name.name);
    if before == table.policies.len() && !lenient {
        let message = format!("`{}` has no policy `{}`", table.name, name.name);
        return Err(Box::new(Diagnostic::new(Code::SQL_UNKNOWN, name.span, message)));
    }
    Ok(Done::Understood)
}

/// MySQL: from what comes after `RENAME`.
pub(super) fn rename(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    if cursor.eat_any(&["TABLE", "TABLES"]).is_none() {
        return Ok(Done::Skipped("roles and rights"));
    }
    cursor.eat("IF EXISTS");
    for mut item in cursor.items() {
        let (old, span) = reader.existing(&mut item)?;
        item.expect("TO")?;
        let path = item.path()?;
        let to = reader.scope.name(&path, reader.database);
        if reader.scope.is_elsewhere(&old, reader.database) {
            reader.scope.not_kept(to);
            continue;
        }
        alter::rename_relation(reader, &old, &to, span)?;
        item.finish()?;
    }
    Ok(Done::Understood)
}

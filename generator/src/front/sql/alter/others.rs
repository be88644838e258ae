//! `ALTER` of what is no table.

use super::super::cursor::{Cursor, Parsed};
use super::super::reader::{Done, Reader};
use super::super::{columns, others, policies};
use super::{is_ownership, rename};
use zephyrix_ir::vocabulary::relational::{Check, Column, DataType, Kind, Name, Table, UserTypeKind};
use zephyrix_ir::{Code, Diagnostic, Span};

/// What may be said of anything: a new name, a new schema, an owner; `None` where something else is said.
fn common(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, name: &Name, span: Span) -> Parsed<Option<Done>> {
    if is_ownership(cursor) {
        return Ok(Some(Done::Skipped("roles and rights")));
    }
    let to = if cursor.eat("RENAME TO") {
        Name { schema: name.schema.clone(), name: cursor.name()?.name }
    } else if cursor.eat("SET SCHEMA") {
        let schema = cursor.name()?.name;
        reader.scope.placed(schema, &name.name, reader.database)
    } else {
        return Ok(None);
    };
    rename::relation(reader, name, &to, span).map(Some)
}

/// From what comes after `TYPE`.
pub(super) fn user_type(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    let (name, span) = reader.existing(cursor)?;
    if reader.schema.user_type(&name).is_none() {
        return absent(reader, "type", &name, span);
    }
    if let Some(done) = common(reader, cursor, &name, span)? {
        return Ok(done);
    }
    let database = reader.database;
    let mut kind = match reader.schema.types.iter().find(|it| it.name.matches(&name, database)) {
        Some(it) => it.kind.clone(),
        None => return absent(reader, "type", &name, span),
    };
    match &mut kind {
        UserTypeKind::Enum(words) => enumeration(cursor, words)?,
        UserTypeKind::Composite(columns) => {
            let fields = Table { columns: std::mem::take(columns), ..Table::new(name.clone(), span) };
            *columns = attributes(reader, cursor, fields)?;
        }
        _ => return Ok(Done::Skipped("operators")),
    }
    if let Some(it) = reader.schema.types.iter_mut().find(|it| it.name.matches(&name, database)) {
        it.kind = kind;
    }
    Ok(Done::Understood)
}

/// Less is said of what may be there without being seen.
fn absent(reader: &Reader<'_>, kind: &str, name: &Name, span: Span) -> Parsed<Done> {
    if reader.scope.is_elsewhere(name, reader.database) || reader.scope.knows(name, reader.schema) {
        return Ok(Done::Skipped("changes of what is not kept"));
    }
    Err(reader.nothing(kind, name, span))
}

/// `ADD VALUE`, `RENAME VALUE`.
fn enumeration(cursor: &mut Cursor<'_>, words: &mut Vec<String>) -> Parsed<()> {
    if cursor.eat("RENAME VALUE") {
        let (span, old) = (cursor.here(), cursor.string()?);
        cursor.expect("TO")?;
        let new = cursor.string()?;
        let Some(word) = words.iter_mut().find(|it| **it == old) else {
            return Err(Box::new(Diagnostic::new(Code::SQL_UNKNOWN, span, format!("there is no value `{old}`"))));
        };
        *word = new;
        return Ok(());
    }
    cursor.expect("ADD VALUE")?;
    let lenient = cursor.eat("IF NOT EXISTS");
    let (span, new) = (cursor.here(), cursor.string()?);
    if words.contains(&new) {
        let found = Diagnostic::new(Code::SQL_DUPLICATE, span, format!("there is a value `{new}` already"));
        return if lenient { Ok(()) } else { Err(Box::new(found)) };
    }
    let at = match cursor.eat_any(&["BEFORE", "AFTER"]) {
        Some(side) => {
            let (span, other) = (cursor.here(), cursor.string()?);
            let Some(at) = words.iter().position(|it| *it == other) else {
                return Err(Box::new(Diagnostic::new(Code::SQL_UNKNOWN, span, format!("there is no value `{other}`"))));
            };
            at + usize::from(side == "AFTER")
        }
        None => words.len(),
    };
    words.insert(at, new);
    cursor.finish()
}

/// `ADD ATTRIBUTE` and the like: a composite type is altered as a table is.
fn attributes(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, mut fields: Table) -> Parsed<Vec<Column>> {
    for mut item in cursor.items() {
        let word = item.eat_any(&["ADD ATTRIBUTE", "DROP ATTRIBUTE", "ALTER ATTRIBUTE", "RENAME ATTRIBUTE"]);
        match word {
            Some("ADD ATTRIBUTE") => columns::define(reader, &mut item, &mut fields)?,
            Some("DROP ATTRIBUTE") => drop(super::drop::part(reader, &mut item, &mut fields)?),
            Some("ALTER ATTRIBUTE") => drop(super::column::alter(reader, &mut item, &mut fields)?),
            Some(_) => rename::part(reader, &mut item, &mut fields)?,
            None => return Err(item.wrong("a change of a type")),
        }
        item.eat_any(&["CASCADE", "RESTRICT"]);
        item.finish()?;
    }
    Ok(fields.columns)
}

/// From what comes after `DOMAIN`.
pub(super) fn domain(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    let (name, span) = reader.existing(cursor)?;
    let known = reader.schema.user_type(&name).map(|it| it.kind.clone());
    let Some(UserTypeKind::Domain { base, not_null, default, checks }) = known else {
        return absent(reader, "domain", &name, span);
    };
    if let Some(done) = common(reader, cursor, &name, span)? {
        return Ok(done);
    }
    let mut value = Column { nullable: !not_null, default, ..Column::new("value", base, span) };
    let mut scratch = Table { checks, ..Table::new(name.clone(), span) };
    if cursor.eat("SET DEFAULT") {
        columns::default(reader, cursor, &mut value)?;
    } else if cursor.eat("DROP DEFAULT") {
        value.default = None;
    } else if cursor.eat("SET NOT NULL") || cursor.eat("ADD NOT NULL") {
        value.nullable = false;
    } else if cursor.eat("DROP NOT NULL") {
        value.nullable = true;
    } else if cursor.eat("ADD") {
        while !cursor.is_done() && columns::clause(reader, cursor, &mut value, &mut scratch)? {}
    } else if cursor.is("DROP CONSTRAINT") || cursor.is("RENAME CONSTRAINT") {
        constraint(cursor, &mut scratch.checks)?;
    } else if cursor.eat("VALIDATE CONSTRAINT") {
        return Ok(Done::Skipped("housekeeping"));
    } else {
        return Err(cursor.wrong("a change of a domain"));
    }
    let mut checks: Vec<Check> = scratch.checks;
    others::name_checks(&mut checks, &name);
    let kind = UserTypeKind::Domain { base: value.ty, not_null: !value.nullable, default: value.default, checks };
    let database = reader.database;
    if let Some(it) = reader.schema.types.iter_mut().find(|it| it.name.matches(&name, database)) {
        it.kind = kind;
    }
    Ok(Done::Understood)
}

fn constraint(cursor: &mut Cursor<'_>, checks: &mut Vec<Check>) -> Parsed<()> {
    let drops = cursor.eat("DROP CONSTRAINT");
    if !drops {
        cursor.expect("RENAME CONSTRAINT")?;
    }
    let lenient = cursor.eat("IF EXISTS");
    let name = cursor.name()?;
    let Some(at) = checks.iter().position(|it| it.name.as_ref() == Some(&name.name)) else {
        let message = format!("there is no constraint `{}`", name.name);
        return if lenient { Ok(()) } else { Err(Box::new(Diagnostic::new(Code::SQL_UNKNOWN, name.span, message))) };
    };
    if drops {
        checks.remove(at);
    } else {
        cursor.expect("TO")?;
        checks[at].name = Some(cursor.name()?.name);
    }
    Ok(())
}

/// From what comes after `SEQUENCE`.
pub(super) fn sequence(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    let lenient = cursor.eat("IF EXISTS");
    let (name, span) = reader.existing(cursor)?;
    let Some(at) = reader.schema.sequences.iter().position(|it| it.name.matches(&name, reader.database)) else {
        if lenient || reader.is_implied_sequence(&name) {
            return Ok(Done::Skipped("changes of what is not kept"));
        }
        return absent(reader, "sequence", &name, span);
    };
    if let Some(done) = common(reader, cursor, &name, span)? {
        return Ok(done);
    }
    cursor.eat_any(&["SET LOGGED", "SET UNLOGGED"]);
    let mut it = reader.schema.sequences[at].clone();
    others::sequence_options(reader, cursor, &mut it)?;
    reader.schema.sequences[at] = it;
    Ok(Done::Understood)
}

/// From what comes after `POLICY`.
pub(super) fn policy(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    let name = cursor.name()?;
    cursor.expect("ON")?;
    let (table, span) = reader.existing(cursor)?;
    let known = reader.table(&table, span)?.policies.iter().position(|it| it.name == name.name);
    let Some(at) = known else {
        let message = format!("`{table}` has no policy `{}`", name.name);
        return Err(Box::new(Diagnostic::new(Code::SQL_UNKNOWN, name.span, message)));
    };
    let mut it = reader.table(&table, span)?.policies[at].clone();
    if cursor.eat("RENAME TO") {
        it.name = cursor.name()?.name;
    } else {
        policies::said(cursor, &mut it)?;
    }
    if let Some(table) = reader.schema.table_mut(&table) {
        table.policies[at] = it;
    }
    Ok(Done::Understood)
}

/// From what comes after `INDEX`.
pub(super) fn index(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    if cursor.is("ALL IN TABLESPACE") {
        return Ok(Done::Skipped("where things are kept"));
    }
    let lenient = cursor.eat("IF EXISTS");
    let (name, span) = reader.existing(cursor)?;
    if !cursor.eat("RENAME TO") {
        return Ok(Done::Skipped("where things are kept"));
    }
    let new = cursor.name()?.name;
    match reader.index_names().into_iter().find(|it| it.as_ref() == Some(&name.name)) {
        Some(it) => *it = Some(new),
        None if lenient => {}
        None => return absent(reader, "index", &name, span),
    }
    Ok(Done::Understood)
}

/// From what comes after `VIEW` and `MATERIALIZED VIEW`.
pub(super) fn view(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    let lenient = cursor.eat("IF EXISTS");
    let (name, span) = reader.existing(cursor)?;
    let database = reader.database;
    if reader.schema.view(&name).is_none() {
        return if lenient { Ok(Done::Understood) } else { absent(reader, "view", &name, span) };
    }
    if let Some(done) = common(reader, cursor, &name, span)? {
        return Ok(done);
    }
    let columns = if cursor.is("(") { cursor.names()? } else { Vec::new() };
    if cursor.eat("AS") {
        let rest = cursor.take_rest();
        let query = Reader::condition(&rest)?;
        if let Some(it) = reader.schema.views.iter_mut().find(|it| it.name.matches(&name, database)) {
            it.query = query;
            it.columns = columns;
        }
        return Ok(Done::Understood);
    }
    if cursor.eat("RENAME") {
        cursor.eat("COLUMN");
        let old = cursor.name()?;
        cursor.expect("TO")?;
        let new = cursor.name()?.name;
        if let Some(it) = reader.schema.views.iter_mut().find(|it| it.name.matches(&name, database)) {
            match it.columns.iter_mut().find(|it| **it == old.name) {
                Some(it) => *it = new,
                None => reader.not_kept(old.span, &format!("the new name {new}")),
            }
        }
        return Ok(Done::Understood);
    }
    let rest = cursor.take_rest();
    reader.left_out(rest.span_of_rest());
    Ok(Done::Skipped("changes of what is not kept"))
}

/// From what comes after `SCHEMA`.
pub(super) fn schema(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    let old = cursor.name()?.name;
    if !cursor.eat("RENAME TO") {
        return Ok(Done::Skipped("roles and rights"));
    }
    let new = cursor.name()?.name;
    let to = (new != "public").then_some(new);
    let schema = &mut *reader.schema;
    let rename = |it: &mut Name| {
        if it.schema.as_deref().unwrap_or("public") == old {
            it.schema.clone_from(&to);
        }
    };
    schema.tables.iter_mut().for_each(|table| {
        rename(&mut table.name);
        table.foreign_keys.iter_mut().for_each(|it| rename(&mut it.table));
        table.partition.iter_mut().for_each(|it| rename(&mut it.of));
        table.columns.iter_mut().for_each(|it| user(&mut it.ty, rename));
    });
    schema.views.iter_mut().for_each(|it| rename(&mut it.name));
    schema.types.iter_mut().for_each(|it| rename(&mut it.name));
    for it in &mut schema.sequences {
        rename(&mut it.name);
        it.owned_by.iter_mut().for_each(|it| rename(&mut it.0));
    }
    Ok(Done::Understood)
}

fn user(ty: &mut DataType, rename: impl Fn(&mut Name) + Copy) {
    match &mut ty.kind {
        Kind::User(name) => {
            rename(name);
            ty.declared = name.to_string();
        }
        Kind::Array(element) => {
            user(element, rename);
            if matches!(element.kind, Kind::User(_)) {
                ty.declared = format!("{}[]", element.declared);
            }
        }
        _ => {}
    }
}

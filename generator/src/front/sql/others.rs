//! `CREATE TYPE`, `DOMAIN`, `SEQUENCE` and `EXTENSION` (PostgreSQL).

use super::cursor::{Cursor, Parsed};
use super::reader::{Done, Reader};
use super::{columns, text, types};
use zephyrix_ir::Span;
use zephyrix_ir::vocabulary::relational::{Check, Name, Sequence, Table, UserType, UserTypeKind};

/// From what comes after `TYPE`.
pub(super) fn user_type(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    let (name, span) = new_name(reader, cursor)?;
    let kind = if cursor.eat("AS ENUM") {
        let mut list = cursor.parenthesis()?;
        let mut words = Vec::new();
        while !list.is_done() {
            words.push(list.string()?);
            if !list.eat(",") {
                list.finish()?;
            } else if list.is_done() {
                return Err(list.wrong("a text"));
            }
        }
        UserTypeKind::Enum(words)
    } else if cursor.is("AS (") {
        cursor.eat("AS");
        composite(reader, cursor, &name, span)?
    } else if cursor.eat("AS RANGE") {
        UserTypeKind::Other(format!("AS RANGE {}", text::printed(&cursor.take_rest())))
    } else if cursor.is_done() || cursor.is("(") {
        UserTypeKind::Other(text::printed(&cursor.take_rest()))
    } else {
        return Err(cursor.wrong("`AS ENUM`, `AS RANGE` or `AS (`"));
    };
    cursor.finish()?;
    // A type may be announced before it is defined.
    let database = reader.database;
    let announced = |it: &UserType| it.kind == UserTypeKind::Other(String::new());
    reader.schema.types.retain(|it| !(it.name.matches(&name, database) && announced(it)));
    add(reader, UserType { name, kind, comment: None, span })
}

fn composite(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, name: &Name, span: Span) -> Parsed<UserTypeKind> {
    let list = cursor.parenthesis()?;
    let mut fields = Table::new(name.clone(), span);
    if !list.is_done() {
        for mut item in list.items() {
            columns::define(reader, &mut item, &mut fields)?;
            item.finish()?;
        }
    }
    Ok(UserTypeKind::Composite(fields.columns))
}

/// From what comes after `DOMAIN`.
pub(super) fn domain(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    let (name, span) = new_name(reader, cursor)?;
    cursor.eat("AS");
    // What is said of a domain is said as of a column called `VALUE`.
    let mut scratch = Table::new(name.clone(), span);
    let ty = zephyrix_ir::vocabulary::relational::DataType {
        kind: zephyrix_ir::vocabulary::relational::Kind::Boolean,
        declared: String::new(),
    };
    let mut value = zephyrix_ir::vocabulary::relational::Column::new("value", ty, span);
    let mark = cursor.mark();
    let written = types::read(cursor)?;
    value.ty = reader.data_type(&written, cursor.since(mark));
    while !cursor.is_done() && columns::clause(reader, cursor, &mut value, &mut scratch)? {}
    cursor.finish()?;
    let mut checks: Vec<Check> = scratch.checks;
    name_checks(&mut checks, &name);
    let kind = UserTypeKind::Domain { base: value.ty, not_null: !value.nullable, default: value.default, checks };
    add(reader, UserType { name, kind, comment: None, span })
}

/// Gives checks of a domain that have no name the one that the database gives them.
pub(super) fn name_checks(checks: &mut [Check], name: &Name) {
    for at in 0..checks.len() {
        let numbers = std::iter::once(String::new()).chain((1..).map(|it: u32| it.to_string()));
        let mut names = numbers.map(|it| format!("{}_check{it}", name.name));
        let free = names.find(|name| !checks.iter().any(|it| it.name.as_ref() == Some(name)));
        checks[at].name = checks[at].name.take().or(free);
    }
}

/// From what comes after `SEQUENCE`.
pub(super) fn sequence(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, is_temporary: bool) -> Parsed<Done> {
    let lenient = cursor.eat("IF NOT EXISTS");
    let (name, span) = new_name(reader, cursor)?;
    if is_temporary {
        reader.scope.not_kept(name);
        return Ok(Done::Skipped("temporary tables"));
    }
    let known = reader.schema.sequences.iter().find(|it| it.name.matches(&name, reader.database));
    if let Some(first) = known {
        return if lenient { Ok(Done::Understood) } else { Err(Reader::twice("a sequence", &name, span, first.span)) };
    }
    let mut it = Sequence { name, options: String::new(), owned_by: None, span };
    sequence_options(reader, cursor, &mut it)?;
    reader.schema.sequences.push(it);
    Ok(Done::Understood)
}

/// Options that say what is so anyway.
const USUAL: &[&str] =
    &["START WITH 1", "START 1", "INCREMENT BY 1", "INCREMENT 1", "NO MINVALUE", "NO MAXVALUE", "CACHE 1", "NO CYCLE"];

/// What may be said of a sequence.
pub(super) fn sequence_options(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, it: &mut Sequence) -> Parsed<()> {
    let mut kept: Vec<String> = Vec::new();
    while !cursor.is_done() {
        let mark = cursor.mark();
        if cursor.eat("OWNED BY NONE") {
            it.owned_by = None;
        } else if cursor.eat("OWNED BY") {
            let mut path = cursor.path()?;
            let column = path.pop().map(|it| it.name).unwrap_or_default();
            let table = reader.scope.find(&path, reader.schema);
            if !path.is_empty() {
                it.owned_by = Some((table, column));
            }
        } else if cursor.eat_any(USUAL).is_none() {
            cursor.bump();
            cursor.until(&[
                "START",
                "INCREMENT",
                "MINVALUE",
                "MAXVALUE",
                "NO",
                "CACHE",
                "CYCLE",
                "OWNED",
                "AS",
                "RESTART",
            ]);
            kept.push(text::printed(&cursor.slice(mark)).to_ascii_uppercase());
        }
    }
    if !kept.is_empty() {
        it.options = kept.join(" ");
    }
    Ok(())
}

/// From what comes after `EXTENSION`.
pub(super) fn extension(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    cursor.eat("IF NOT EXISTS");
    let mut extension = Name::new(cursor.name()?.name);
    cursor.eat("WITH");
    if cursor.eat("SCHEMA") {
        extension.schema = Some(cursor.name()?.name).filter(|it| it != "public");
    }
    let is_there = reader.schema.extensions.iter().any(|it| it.name == extension.name);
    if !is_there && extension.name != "plpgsql" {
        reader.schema.extensions.push(extension);
    }
    Ok(Done::Understood)
}

fn new_name(reader: &Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<(Name, Span)> {
    let path = cursor.path()?;
    let span = path.last().map_or(cursor.here(), |it| it.span);
    Ok((reader.scope.name(&path, reader.database), span))
}

fn add(reader: &mut Reader<'_>, it: UserType) -> Parsed<Done> {
    if let Some(first) = reader.schema.user_type(&it.name) {
        return Err(Reader::twice("a type", &it.name, it.span, first.span));
    }
    reader.schema.types.push(it);
    Ok(Done::Understood)
}

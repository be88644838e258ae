//! One column: its name, its type, and what is said of it.

use super::constraints;
use super::cursor::{Cursor, Parsed};
use super::reader::Reader;
use super::types;
use zephyrix_ir::vocabulary::relational::{Column, DataType, Database, Expression, Generation, Key, Kind, Table};
use zephyrix_ir::{Code, Diagnostic, Span};

/// Where an expression that is in no parentheses ends.
const ENDS: &[&str] = &[
    "CONSTRAINT",
    "NOT NULL",
    "NULL",
    "CHECK",
    "DEFAULT",
    "GENERATED",
    "UNIQUE",
    "PRIMARY KEY",
    "REFERENCES",
    "COLLATE",
    "DEFERRABLE",
    "NOT DEFERRABLE",
    "INITIALLY",
    "COMMENT",
    "ON UPDATE",
    "ON CONFLICT",
    "AUTO_INCREMENT",
    "AUTOINCREMENT",
    "KEY",
    "AFTER",
    "FIRST",
    "STORED",
    "VIRTUAL",
    "PERSISTENT",
    "INVISIBLE",
    "VISIBLE",
    "COLUMN_FORMAT",
    "STORAGE",
    "USING",
    "AS (",
    ",",
];

/// Reads a column into `table`.
pub(super) fn define(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, table: &mut Table) -> Parsed<()> {
    let name = cursor.name()?;
    let mut column = Column::new(name.name, DataType { kind: Kind::Boolean, declared: String::new() }, name.span);
    typed(reader, cursor, &mut column, table)?;
    while !cursor.is_done() {
        if !clause(reader, cursor, &mut column, table)? {
            break;
        }
    }
    if matches!(column.generation, Some(Generation::Counter { .. })) && reader.database == Database::Mysql {
        column.nullable = false;
    }
    table.columns.push(column);
    Ok(())
}

/// Reads a type into `column`; `serial` says more than one.
pub(super) fn typed(
    reader: &mut Reader<'_>,
    cursor: &mut Cursor<'_>,
    column: &mut Column,
    table: &mut Table,
) -> Parsed<()> {
    let mark = cursor.mark();
    let written = types::read(cursor)?;
    column.ty = reader.data_type(&written, cursor.since(mark));
    if written.name.contains("serial") && !written.is_array {
        column.nullable = false;
        column.generation = Some(counter(false, reader.database == Database::Postgres));
        if reader.database == Database::Postgres {
            let plain = match column.ty.kind {
                Kind::Integer { bits: 16, .. } => "smallint",
                Kind::Integer { bits: 64, .. } => "bigint",
                _ => "integer",
            };
            plain.clone_into(&mut column.ty.declared);
        } else {
            "bigint unsigned".clone_into(&mut column.ty.declared);
            table.uniques.push(key(None, column, column.span));
        }
    }
    Ok(())
}

fn counter(always: bool, serial: bool) -> Generation {
    Generation::Counter { always, serial, unique_forever: false }
}

fn key(name: Option<String>, column: &Column, span: Span) -> Key {
    Key { name, columns: vec![column.name.clone()], nulls_equal: false, deferrable: None, span }
}

/// Reads one thing that is said of a column; `false` where something else comes.
pub(super) fn clause(
    reader: &mut Reader<'_>,
    cursor: &mut Cursor<'_>,
    column: &mut Column,
    table: &mut Table,
) -> Parsed<bool> {
    let mark = cursor.mark();
    let name = if cursor.eat("CONSTRAINT") && !cursor.is("CHECK") { Some(cursor.name()?.name) } else { None };
    if cursor.eat("NOT NULL") {
        column.nullable = false;
        constraints::conflict(reader, cursor)?;
        cursor.eat("NO INHERIT");
    } else if cursor.eat("NULL") {
        constraints::conflict(reader, cursor)?;
    } else if cursor.eat("DEFAULT") {
        default(reader, cursor, column)?;
    } else if cursor.eat("PRIMARY KEY") || (cursor.database == Database::Mysql && cursor.eat("KEY")) {
        primary(reader, cursor, column, table, name, mark)?;
    } else if cursor.eat("UNIQUE") {
        cursor.eat("KEY");
        let nulls_equal = constraints::nulls_equal(cursor);
        constraints::index_tail(reader, cursor)?;
        constraints::conflict(reader, cursor)?;
        let mut unique = key(name, column, cursor.since(mark));
        unique.nulls_equal = nulls_equal;
        unique.deferrable = constraints::deferrable(cursor);
        table.uniques.push(unique);
    } else if cursor.is("CHECK") {
        constraints::check(reader, cursor, table, name)?;
    } else if cursor.is("REFERENCES") {
        constraints::references(reader, cursor, table, name, vec![column.name.clone()])?;
    } else if cursor.eat("COLLATE") {
        let path = cursor.path()?;
        column.collation = path.last().map(|it| it.name.clone());
    } else if cursor.eat("COMMENT") {
        column.comment = Some(cursor.string()?).filter(|it| !it.is_empty());
    } else if cursor.is("GENERATED ALWAYS AS (") || cursor.is("AS (") {
        cursor.eat("GENERATED ALWAYS");
        computed(cursor, column)?;
    } else if cursor.eat("GENERATED") {
        identity(reader, cursor, column)?;
    } else if cursor.eat("AUTO_INCREMENT") {
        column.generation = Some(counter(false, false));
    } else if cursor.eat("ON UPDATE") {
        let value = cursor.until(ENDS);
        column.on_update = Some(now(Reader::condition(&value)?, reader.database));
    } else {
        return rare(reader, cursor);
    }
    Ok(true)
}

/// Clauses that change nothing a service sees; they are told of.
fn rare(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<bool> {
    let mark = cursor.mark();
    if cursor.eat_any(&["VISIBLE", "NO INHERIT", "ASC", "DESC"]).is_some() {
        return Ok(true);
    }
    let word = cursor.eat_any(&[
        "STORAGE",
        "COMPRESSION",
        "COLUMN_FORMAT",
        "INVISIBLE",
        "SRID",
        "ENGINE_ATTRIBUTE",
        "OPTIONS",
    ]);
    match word {
        Some("INVISIBLE") => {}
        Some(_) if cursor.is("(") => drop(cursor.parenthesis()?),
        Some(_) => {
            cursor.eat("=");
            cursor.bump();
        }
        None if cursor.database == Database::Mysql && (cursor.eat("CHARACTER SET") || cursor.eat("CHARSET")) => {
            cursor.eat("=");
            cursor.name()?;
            return Ok(true);
        }
        None => return Ok(false),
    }
    reader.left_out(cursor.since(mark));
    Ok(true)
}

/// MySQL has several words for the time it is, and MariaDB says them its own way.
fn now(it: Expression, database: Database) -> Expression {
    let said = it.text.to_ascii_lowercase();
    let is_now =
        ["current_timestamp()", "now()", "localtimestamp", "localtimestamp()", "localtime"].contains(&said.as_str());
    if !is_now || database != Database::Mysql {
        return it;
    }
    Expression { text: "CURRENT_TIMESTAMP".to_owned(), ..it }
}

/// What comes after `DEFAULT`.
pub(super) fn default(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, column: &mut Column) -> Parsed<()> {
    if cursor.is_done() {
        return Err(cursor.wrong("a value"));
    }
    let default = cursor.until(ENDS);
    let default = Reader::condition(&default)?;
    let default = now(default, reader.database);
    let default = match default.text.as_str() {
        // MySQL has no words for them but these.
        "TRUE" if reader.database == Database::Mysql => Expression { text: "1".to_owned(), ..default },
        "FALSE" if reader.database == Database::Mysql => Expression { text: "0".to_owned(), ..default },
        _ => default,
    };
    column.default = (!default.text.eq_ignore_ascii_case("null")).then_some(default);
    Ok(())
}

fn primary(
    reader: &mut Reader<'_>,
    cursor: &mut Cursor<'_>,
    column: &mut Column,
    table: &mut Table,
    name: Option<String>,
    mark: usize,
) -> Parsed<()> {
    cursor.eat_any(&["ASC", "DESC"]);
    constraints::conflict(reader, cursor)?;
    let forever = cursor.eat("AUTOINCREMENT");
    constraints::index_tail(reader, cursor)?;
    let mut primary = key(name, column, cursor.since(mark));
    primary.deferrable = constraints::deferrable(cursor);
    if reader.database == Database::Sqlite && column.ty.declared.eq_ignore_ascii_case("integer") {
        column.generation = Some(Generation::Counter { always: false, serial: false, unique_forever: forever });
    }
    if table.primary_key.is_some() {
        let message = format!("a second primary key for `{}`", table.name);
        return Err(Box::new(Diagnostic::new(Code::SQL_DUPLICATE, primary.span, message)));
    }
    table.primary_key = Some(primary);
    Ok(())
}

/// `AS (…) STORED`.
fn computed(cursor: &mut Cursor<'_>, column: &mut Column) -> Parsed<()> {
    cursor.expect("AS")?;
    let inner = cursor.parenthesis()?;
    let expression = Reader::condition(&inner)?;
    let stored = cursor.eat_any(&["STORED", "VIRTUAL", "PERSISTENT"]);
    column.generation =
        Some(Generation::Computed { expression, stored: matches!(stored, Some("STORED" | "PERSISTENT")) });
    Ok(())
}

/// `GENERATED ALWAYS|BY DEFAULT [ON NULL] AS IDENTITY [(…)]`.
pub(super) fn identity(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, column: &mut Column) -> Parsed<()> {
    let always = cursor.eat("ALWAYS");
    if !always {
        cursor.expect("BY DEFAULT")?;
    }
    cursor.expect("AS IDENTITY")?;
    if cursor.is("(") {
        let options = cursor.parenthesis()?;
        reader.identity_options(&options);
    }
    column.nullable = false;
    column.generation = Some(counter(always, false));
    Ok(())
}

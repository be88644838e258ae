//! Constraints, of a column or of a table.

use super::cursor::{Cursor, Parsed};
use super::reader::Reader;
use super::{indexes, settle, text};
use zephyrix_ir::vocabulary::relational::{Check, Database, ForeignKey, Key, Match, ReferentialAction, Table};
use zephyrix_ir::{Code, Diagnostic};

/// Words that begin a constraint or an index where a column could be.
const BEGINS: &[&str] = &["CONSTRAINT", "PRIMARY KEY", "UNIQUE", "FOREIGN KEY", "CHECK", "EXCLUDE"];
/// MySQL's.
const INDEXES: &[&str] = &["KEY", "INDEX", "FULLTEXT", "SPATIAL"];

/// Whether a constraint or an index is next, not a column.
pub(super) fn is_next(cursor: &Cursor<'_>) -> bool {
    let of_table = BEGINS.iter().any(|it| cursor.is(it));
    // `key text` is a column, `KEY (a)` and `KEY a (a)` are not.
    let opens = |at| {
        cursor
            .ahead(at)
            .is_some_and(|it| ["(", "using"].iter().any(|word| cursor.written(it).eq_ignore_ascii_case(word)))
    };
    let index = cursor.database == Database::Mysql
        && INDEXES.iter().any(|it| cursor.is(it))
        && (opens(1) || opens(2) || opens(3) || cursor.is("FULLTEXT KEY") || cursor.is("SPATIAL KEY"));
    // SQLite and PostgreSQL take these words as names of columns where no parenthesis follows.
    of_table || index
}

/// Reads a constraint, or one of MySQL's indexes, into `table`.
pub(super) fn define(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, table: &mut Table) -> Parsed<()> {
    let mark = cursor.mark();
    let mut name = None;
    if cursor.eat("CONSTRAINT") && !BEGINS.iter().any(|it| cursor.is(it)) {
        cursor.eat("IF NOT EXISTS");
        name = Some(cursor.name()?.name);
    }
    if cursor.eat("PRIMARY KEY") {
        let mut primary = keyed(reader, cursor, table, name, mark)?;
        if reader.database == Database::Mysql {
            primary.name = None;
        }
        if table.primary_key.is_some() {
            let message = format!("a second primary key for `{}`", table.name);
            return Err(Box::new(Diagnostic::new(Code::SQL_DUPLICATE, primary.span, message)));
        }
        table.primary_key = Some(primary);
    } else if cursor.eat("UNIQUE") {
        cursor.eat_any(&["KEY", "INDEX"]);
        let unique = keyed(reader, cursor, table, name, mark)?;
        table.uniques.push(unique);
    } else if cursor.eat("FOREIGN KEY") {
        cursor.eat("IF NOT EXISTS");
        if !cursor.is("(") {
            let index = cursor.name()?.name;
            name = name.or(Some(index));
        }
        let columns = cursor.names()?;
        references(reader, cursor, table, name, columns)?;
    } else if cursor.is("CHECK") {
        check(reader, cursor, table, name)?;
    } else if cursor.is("EXCLUDE") {
        let mut whole = text::expression(&cursor.take_rest());
        if let Some(name) = name {
            whole.text = format!("CONSTRAINT {} {}", reader.quoted(&name), whole.text);
        }
        table.others.push(whole);
    } else if cursor.database == Database::Mysql && INDEXES.iter().any(|it| cursor.is(it)) {
        let index = indexes::inline(reader, cursor)?;
        table.indexes.push(index);
    } else {
        return Err(cursor.wrong("a constraint"));
    }
    Ok(())
}

/// The columns of a key, and what may follow them.
fn keyed(
    reader: &mut Reader<'_>,
    cursor: &mut Cursor<'_>,
    table: &mut Table,
    name: Option<String>,
    mark: usize,
) -> Parsed<Key> {
    let mut name = name;
    if cursor.eat("USING INDEX") {
        return of_index(cursor, table, name);
    }
    let nulls_equal = nulls_equal(cursor);
    cursor.eat("IF NOT EXISTS");
    indexes::using(cursor)?;
    if !cursor.is("(") {
        name = Some(cursor.name()?.name);
        indexes::using(cursor)?;
    }
    let mut list = cursor.parenthesis()?;
    let mut columns = Vec::new();
    loop {
        let column = list.name()?;
        if list.is("(") {
            let prefix = list.parenthesis()?;
            reader.not_kept(column.span, &format!("the prefix ({}) of a key", text::printed(&prefix)));
        }
        if list.eat("COLLATE") {
            list.path()?;
        }
        list.eat_any(&["ASC", "DESC", "AUTOINCREMENT"]);
        columns.push(column.name);
        if !list.eat(",") {
            break;
        }
    }
    list.finish()?;
    index_tail(reader, cursor)?;
    let said = cursor.mark();
    if cursor.database == Database::Mysql && cursor.eat("COMMENT") {
        cursor.string()?;
        reader.left_out(cursor.since(said));
    }
    conflict(reader, cursor)?;
    let deferrable = deferrable(cursor);
    Ok(Key { name, columns, nulls_equal, deferrable, span: cursor.since(mark) })
}

/// `USING INDEX`: the key is of the index's columns, and the index is the key's.
fn of_index(cursor: &mut Cursor<'_>, table: &mut Table, name: Option<String>) -> Parsed<Key> {
    let index = cursor.name()?;
    let Some(at) = table.indexes.iter().position(|it| it.name.as_ref() == Some(&index.name)) else {
        let message = format!("`{}` has no index `{}`", table.name, index.name);
        return Err(Box::new(Diagnostic::new(Code::SQL_UNKNOWN, index.span, message)));
    };
    let found = table.indexes.remove(at);
    Ok(Key {
        name: name.or(Some(index.name)),
        columns: settle::columns_of(&found),
        nulls_equal: found.nulls_equal,
        deferrable: deferrable(cursor),
        span: index.span,
    })
}

/// `NULLS NOT DISTINCT` (PostgreSQL 15).
pub(super) fn nulls_equal(cursor: &mut Cursor<'_>) -> bool {
    let equal = cursor.eat("NULLS NOT DISTINCT");
    cursor.eat("NULLS DISTINCT");
    equal
}

/// What may follow the columns of a key: how and where its index is kept.
pub(super) fn index_tail(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<()> {
    loop {
        let mark = cursor.mark();
        if cursor.is("INCLUDE (") || cursor.is("WITH (") {
            cursor.bump();
            cursor.parenthesis()?;
            reader.left_out(cursor.since(mark));
        } else if cursor.eat("USING INDEX TABLESPACE") {
            cursor.name()?;
        } else if cursor.eat("KEY_BLOCK_SIZE") {
            cursor.eat("=");
            cursor.number()?;
        } else if cursor.is("USING BTREE") || cursor.is("USING HASH") {
            indexes::using(cursor)?;
        } else {
            return Ok(());
        }
    }
}

/// SQLite's `ON CONFLICT …`.
pub(super) fn conflict(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<()> {
    let mark = cursor.mark();
    if !cursor.eat("ON CONFLICT") {
        return Ok(());
    }
    match cursor.eat_any(&["ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"]) {
        // That is how it is where nothing is said.
        Some("ABORT") => {}
        Some(_) => reader.left_out(cursor.since(mark)),
        None => return Err(cursor.wrong("what to do on a conflict")),
    }
    Ok(())
}

/// When a constraint is checked, as it is written.
pub(super) fn deferrable(cursor: &mut Cursor<'_>) -> Option<String> {
    let words = ["NOT DEFERRABLE", "DEFERRABLE", "INITIALLY DEFERRED", "INITIALLY IMMEDIATE"];
    let mut said = Vec::new();
    while let Some(word) = cursor.eat_any(&words) {
        // That is how it is where nothing is said.
        if !matches!(word, "NOT DEFERRABLE" | "INITIALLY IMMEDIATE") {
            said.push(word);
        }
    }
    if said == ["INITIALLY DEFERRED"] {
        said.insert(0, "DEFERRABLE");
    }
    (!said.is_empty()).then(|| said.join(" "))
}

/// `CHECK (…)`.
pub(super) fn check(
    reader: &mut Reader<'_>,
    cursor: &mut Cursor<'_>,
    table: &mut Table,
    name: Option<String>,
) -> Parsed<()> {
    let mark = cursor.mark();
    cursor.expect("CHECK")?;
    let inner = cursor.parenthesis()?;
    let expression = Reader::condition(&inner)?;
    let span = cursor.since(mark);
    while let Some(word) = cursor.eat_any(&["NO INHERIT", "NOT VALID", "NOT ENFORCED", "ENFORCED"]) {
        if matches!(word, "NO INHERIT" | "NOT ENFORCED") {
            reader.not_kept(cursor.since(mark), word);
        }
    }
    conflict(reader, cursor)?;
    deferrable(cursor);
    table.checks.push(Check { name, expression, span });
    Ok(())
}

/// `REFERENCES …`, of these columns.
pub(super) fn references(
    reader: &mut Reader<'_>,
    cursor: &mut Cursor<'_>,
    table: &mut Table,
    name: Option<String>,
    columns: Vec<String>,
) -> Parsed<()> {
    let mark = cursor.mark();
    cursor.expect("REFERENCES")?;
    let path = cursor.path()?;
    let target = reader.scope.find(&path, reader.schema);
    let to = if cursor.is("(") { cursor.names()? } else { Vec::new() };
    let mut key = ForeignKey {
        name,
        columns,
        table: target,
        to,
        matching: Match::Simple,
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
        deferrable: None,
        span: cursor.since(mark),
    };
    loop {
        if cursor.eat("ON DELETE") {
            key.on_delete = action(reader, cursor)?;
        } else if cursor.eat("ON UPDATE") {
            key.on_update = action(reader, cursor)?;
        } else if cursor.eat("MATCH") {
            key.matching = match cursor.eat_any(&["SIMPLE", "FULL", "PARTIAL"]) {
                Some("FULL") => Match::Full,
                Some("PARTIAL") => Match::Partial,
                Some(_) => Match::Simple,
                None => return Err(cursor.wrong("`SIMPLE`, `FULL` or `PARTIAL`")),
            };
        } else if cursor.is("DEFERRABLE") || cursor.is("NOT DEFERRABLE") || cursor.is("INITIALLY") {
            key.deferrable = deferrable(cursor);
        } else if cursor.eat_any(&["NOT VALID", "NOT ENFORCED", "ENFORCED"]).is_none() {
            break;
        }
    }
    table.foreign_keys.push(key);
    Ok(())
}

fn action(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<ReferentialAction> {
    let words = ["NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"];
    let action = match cursor.eat_any(&words) {
        Some("NO ACTION") => ReferentialAction::NoAction,
        // InnoDB makes no difference, and does not remember one.
        Some("RESTRICT") if reader.database == Database::Mysql => ReferentialAction::NoAction,
        Some("RESTRICT") => ReferentialAction::Restrict,
        Some("CASCADE") => ReferentialAction::Cascade,
        Some("SET NULL") => ReferentialAction::SetNull,
        Some(_) => ReferentialAction::SetDefault,
        None => return Err(cursor.wrong("what becomes of the rows")),
    };
    if cursor.is("(") {
        let mark = cursor.mark();
        cursor.names()?;
        reader.not_kept(cursor.since(mark), "columns of a referential action");
    }
    Ok(action)
}

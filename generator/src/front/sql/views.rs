//! `CREATE VIEW`.

use super::cursor::{Cursor, Parsed};
use super::reader::{Done, Reader};
use zephyrix_ir::vocabulary::relational::{Expression, View};

/// What is said before `VIEW`.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// What it shows is kept.
    pub(super) materialized: bool,
    /// Its query names itself.
    pub(super) recursive: bool,
    /// It may be there already.
    pub(super) replace: bool,
    /// It goes with the connection.
    pub(super) is_temporary: bool,
}

/// From what comes after `VIEW`.
pub(super) fn create(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, kind: Kind) -> Parsed<Done> {
    let lenient = cursor.eat("IF NOT EXISTS");
    let path = cursor.path()?;
    let name = reader.scope.name(&path, reader.database);
    let span = path.last().map_or(cursor.here(), |it| it.span);
    let columns = if cursor.is("(") { cursor.names()? } else { Vec::new() };
    let mut query = query(reader, cursor)?;
    if kind.is_temporary {
        reader.scope.not_kept(name);
        return Ok(Done::Skipped("temporary tables"));
    }
    let known = reader.schema.views.iter().position(|it| it.name.matches(&name, reader.database));
    let view = known.filter(|_| !kind.replace).map(|at| reader.schema.views[at].span);
    if let Some(first) = view.or(reader.schema.table(&name).map(|it| it.span)) {
        return if lenient { Ok(Done::Understood) } else { Err(Reader::twice("a view", &name, span, first)) };
    }
    if kind.recursive {
        let (own, columns) = (reader.quoted(&name.name), columns.join(", "));
        query.text = format!("WITH RECURSIVE {own} ({columns}) AS ({}) SELECT {columns} FROM {own}", query.text);
    }
    let said = reader.remarks(reader.statement);
    let view = View {
        name,
        columns,
        query,
        materialized: kind.materialized,
        indexes: Vec::new(),
        column_comments: Vec::new(),
        comment: said.comment,
        hints: said.hints,
        span,
    };
    match known {
        Some(at) => replace(&mut reader.schema.views[at], view),
        None => reader.schema.views.push(view),
    }
    Ok(Done::Understood)
}

/// A view that is defined anew keeps what was said of it.
fn replace(old: &mut View, mut new: View) {
    new.comment = old.comment.take().or(new.comment);
    new.column_comments = std::mem::take(&mut old.column_comments);
    *old = new;
}

/// `[WITH (…)] AS query [WITH CHECK OPTION]`.
fn query(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    while cursor.is("WITH (") || cursor.is("USING") || cursor.is("TABLESPACE") {
        let mark = cursor.mark();
        cursor.bump();
        if cursor.is("(") {
            cursor.parenthesis()?;
        } else {
            cursor.name()?;
        }
        reader.left_out(cursor.since(mark));
    }
    cursor.expect("AS")?;
    let query = cursor.until(AFTER);
    if query.is_done() {
        return Err(query.wrong("a query"));
    }
    let mark = cursor.mark();
    let rest = cursor.take_rest();
    if AFTER[..3].iter().any(|it| rest.is(it)) {
        reader.left_out(cursor.since(mark));
    }
    Reader::condition(&query)
}

/// What may follow the query: the first three say something about rows that are written.
const AFTER: &[&str] =
    &["WITH CHECK OPTION", "WITH CASCADED CHECK OPTION", "WITH LOCAL CHECK OPTION", "WITH NO DATA", "WITH DATA"];

//! `CREATE VIEW`.

use super::cursor::{Cursor, Parsed};
use super::reader::{Done, Reader};
use zephyrix_ir::vocabulary::relational::View;

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
    let query = cursor.until(&[
        "WITH CHECK OPTION",
        "WITH CASCADED CHECK OPTION",
        "WITH LOCAL CHECK OPTION",
        "WITH NO DATA",
        "WITH DATA",
    ]);
    if query.is_done() {
        return Err(query.wrong("a query"));
    }
    let mark = cursor.mark();
    let rest = cursor.take_rest();
    if rest.is("WITH CHECK") || rest.is("WITH CASCADED") || rest.is("WITH LOCAL") {
        reader.left_out(cursor.since(mark));
    }
    if kind.is_temporary {
        reader.scope.not_kept(name);
        return Ok(Done::Skipped("temporary tables"));
    }
    let known = reader.schema.views.iter().position(|it| it.name.matches(&name, reader.database));
    let first = known.map(|at| reader.schema.views[at].span).or(reader.schema.table(&name).map(|it| it.span));
    if let Some(first) = first.filter(|_| !kind.replace) {
        return if lenient { Ok(Done::Understood) } else { Err(Reader::twice("a view", &name, span, first)) };
    }
    let mut query = Reader::condition(&query)?;
    if kind.recursive {
        query.text = format!(
            "WITH RECURSIVE {0} ({1}) AS ({2}) SELECT {1} FROM {0}",
            reader.quoted(&name.name),
            columns.join(", "),
            query.text
        );
    }
    let mut view = View {
        name,
        columns,
        query,
        materialized: kind.materialized,
        indexes: Vec::new(),
        column_comments: Vec::new(),
        comment: None,
        hints: Vec::new(),
        span,
    };
    let said = reader.remarks(reader.statement);
    view.comment = said.comment;
    view.hints = said.hints;
    match known {
        Some(at) => {
            let old = &mut reader.schema.views[at];
            view.comment = old.comment.take().or(view.comment);
            view.column_comments = std::mem::take(&mut old.column_comments);
            *old = view;
        }
        None => reader.schema.views.push(view),
    }
    Ok(Done::Understood)
}

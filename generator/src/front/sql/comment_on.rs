//! `COMMENT ON … IS '…'` (PostgreSQL).

use super::cursor::{Cursor, Parsed};
use super::reader::{Done, Reader};
use super::settle;
use zephyrix_ir::Span;
use zephyrix_ir::vocabulary::relational::{Comment, Name, UserTypeKind};

/// What it may be about, where that is kept.
const KINDS: &[&str] = &["TABLE", "COLUMN", "VIEW", "MATERIALIZED VIEW", "TYPE", "DOMAIN", "INDEX"];

/// From what comes after `COMMENT`.
pub(super) fn comment(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    cursor.expect("ON")?;
    let Some(kind) = cursor.eat_any(KINDS) else { return Ok(Done::Skipped("comments on what is not kept")) };
    let mark = cursor.mark();
    let mut path = cursor.path()?;
    let span = cursor.since(mark);
    let column = if kind == "COLUMN" { path.pop().map(|it| it.name) } else { None };
    if path.is_empty() {
        return Err(Cursor::error(span, "expected a table and a column"));
    }
    cursor.expect("IS")?;
    let said = if cursor.eat("NULL") { None } else { Some(text(cursor)?) };
    cursor.finish()?;
    let name = reader.scope.find(&path, reader.schema);
    if reader.scope.is_elsewhere(&name, reader.database) {
        return Ok(Done::Skipped("comments on what is not kept"));
    }
    if let Some(column) = column {
        of_column(reader, &name, &column, said, span)?;
        return Ok(Done::Understood);
    }
    let implied = reader.is_implied_index(&name);
    match place(reader, kind, &name) {
        Some(comment) => *comment = said,
        None if implied => return Ok(Done::Skipped("comments on what is not kept")),
        None => return Err(reader.nothing(&kind.to_lowercase(), &name, span)),
    }
    Ok(Done::Understood)
}

/// Texts with a line break between them are one.
fn text(cursor: &mut Cursor<'_>) -> Parsed<String> {
    let (mut end, mut said) = (cursor.here().end as usize, cursor.string()?);
    while let Some(next) = cursor.peek().filter(|it| cursor.text[end..it.start].contains('\n')) {
        said.push_str(&cursor.string()?);
        end = next.end;
    }
    Ok(said)
}

fn place<'a>(reader: &'a mut Reader<'_>, kind: &str, name: &Name) -> Option<&'a mut Comment> {
    let database = reader.database;
    let schema = &mut *reader.schema;
    match kind {
        "TABLE" => schema.tables.iter_mut().find(|it| it.name.matches(name, database)).map(|it| &mut it.comment),
        "TYPE" | "DOMAIN" => {
            schema.types.iter_mut().find(|it| it.name.matches(name, database)).map(|it| &mut it.comment)
        }
        "INDEX" => {
            let of_tables = schema.tables.iter_mut().flat_map(|it| &mut it.indexes);
            let mut all = of_tables.chain(schema.views.iter_mut().flat_map(|it| &mut it.indexes));
            all.find(|it| it.name.as_ref() == Some(&name.name)).map(|it| &mut it.comment)
        }
        _ => schema.views.iter_mut().find(|it| it.name.matches(name, database)).map(|it| &mut it.comment),
    }
}

fn of_column(reader: &mut Reader<'_>, name: &Name, column: &str, said: Comment, span: Span) -> Parsed<()> {
    let database = reader.database;
    if let Some(view) = reader.schema.views.iter_mut().find(|it| it.name.matches(name, database)) {
        view.column_comments.retain(|it| it.0 != column);
        view.column_comments.extend(said.map(|it| (column.to_owned(), it)));
        return Ok(());
    }
    let of_type = reader.schema.types.iter_mut().find(|it| it.name.matches(name, database)).map(|it| &mut it.kind);
    if let Some(UserTypeKind::Composite(columns)) = of_type
        && let Some(it) = columns.iter_mut().find(|it| it.name == column)
    {
        it.comment = said;
        return Ok(());
    }
    let table = reader.table(name, span)?;
    if table.column(column).is_none() {
        return Err(settle::missing_column(table, column, span));
    }
    let found = reader.schema.table_mut(name).and_then(|it| it.columns.iter_mut().find(|it| it.name == column));
    if let Some(it) = found {
        it.comment = said;
    }
    Ok(())
}

//! Indexes, stated by themselves or among a table's columns.

use super::cursor::{Cursor, Parsed};
use super::lexer::Kind;
use super::reader::{Done, Reader};
use super::text;
use zephyrix_ir::vocabulary::relational::{Database, Index, IndexPart, Keyed};
use zephyrix_ir::{Code, Diagnostic, Span};

/// `CREATE … INDEX`, from what comes after; `kind` is `UNIQUE`, `FULLTEXT` or `SPATIAL`.
pub(super) fn create(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, kind: Option<&str>) -> Parsed<Done> {
    let mut index = empty(kind, cursor.here());
    cursor.eat("CONCURRENTLY");
    let lenient = cursor.eat("IF NOT EXISTS");
    let mut place = None;
    if !cursor.is("ON") && !cursor.is("USING") {
        let path = cursor.path()?;
        let own = path.last().cloned();
        index.span = own.as_ref().map_or(index.span, |it| it.span);
        index.name = own.map(|it| it.name);
        place = (path.len() > 1).then(|| path[0].name.clone());
    }
    using_into(cursor, &mut index)?;
    cursor.expect("ON")?;
    cursor.eat("ONLY");
    let mark = cursor.mark();
    let path = cursor.path()?;
    let span = cursor.since(mark);
    let mut table = reader.scope.find(&path, reader.schema);
    if reader.database == Database::Sqlite && table.schema.is_none() {
        table.schema = place.filter(|it| !it.eq_ignore_ascii_case("main"));
    }
    using_into(cursor, &mut index)?;
    let list = cursor.parenthesis()?;
    parts(&list, &mut index)?;
    tail(reader, cursor, &mut index)?;
    cursor.finish()?;
    if reader.scope.is_elsewhere(&table, reader.database) {
        return Ok(Done::Skipped("indexes of what is not kept"));
    }
    reader.add_index(&table, index, span, lenient)?;
    Ok(Done::Understood)
}

/// `KEY`, `INDEX`, `FULLTEXT KEY` … among the columns of a table (MySQL).
pub(super) fn inline(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Index> {
    let kind = cursor.eat_any(&["FULLTEXT", "SPATIAL"]);
    let mut index = empty(kind, cursor.here());
    cursor.eat_any(&["KEY", "INDEX"]);
    cursor.eat("IF NOT EXISTS");
    if !cursor.is("(") && !cursor.is("USING") {
        let name = cursor.name()?;
        index.span = name.span;
        index.name = Some(name.name);
    }
    using_into(cursor, &mut index)?;
    let list = cursor.parenthesis()?;
    parts(&list, &mut index)?;
    tail(reader, cursor, &mut index)?;
    Ok(index)
}

fn empty(kind: Option<&str>, span: Span) -> Index {
    Index {
        name: None,
        unique: kind == Some("UNIQUE"),
        parts: Vec::new(),
        method: kind.filter(|it| *it != "UNIQUE").map(str::to_ascii_lowercase),
        include: Vec::new(),
        predicate: None,
        nulls_equal: false,
        comment: None,
        span,
    }
}

/// `USING btree`, of a key: nothing that is kept.
pub(super) fn using(cursor: &mut Cursor<'_>) -> Parsed<Option<String>> {
    Ok(if cursor.eat("USING") { Some(cursor.name()?.name.to_ascii_lowercase()) } else { None })
}

fn using_into(cursor: &mut Cursor<'_>, index: &mut Index) -> Parsed<()> {
    if let Some(method) = using(cursor)?.filter(|it| it != "btree") {
        index.method = Some(method);
    }
    Ok(())
}

fn parts(list: &Cursor<'_>, index: &mut Index) -> Parsed<()> {
    for mut item in list.items() {
        let part = part(&mut item)?;
        index.parts.push(part);
    }
    Ok(())
}

/// Words that may follow what is indexed.
const AFTER: &[&str] = &["COLLATE", "ASC", "DESC", "NULLS FIRST", "NULLS LAST"];

fn part(item: &mut Cursor<'_>) -> Parsed<IndexPart> {
    let of = of(item)?;
    let mut part = IndexPart { of, descending: false, nulls_first: None, class: None, collation: None, prefix: None };
    if item.database == Database::Mysql && item.is("(") && matches!(part.of, Keyed::Column(_)) {
        part.prefix = Some(item.parenthesis()?.number()?);
    }
    while !item.is_done() {
        match item.eat_any(AFTER) {
            Some("COLLATE") => part.collation = item.path()?.last().map(|it| it.name.clone()),
            Some("DESC") => part.descending = true,
            Some("ASC") => part.descending = false,
            Some(nulls) => part.nulls_first = Some(nulls == "NULLS FIRST"),
            None if item.database == Database::Postgres && part.class.is_none() => {
                let mark = item.mark();
                item.path()?;
                if item.is("(") {
                    item.parenthesis()?;
                }
                part.class = Some(text::printed(&item.slice(mark)));
            }
            None => return Err(item.wrong("the end of this part of the index")),
        }
    }
    Ok(part)
}

/// A column, or an expression: a call, or anything in parentheses.
fn of(item: &mut Cursor<'_>) -> Parsed<Keyed> {
    let Some(token) = item.peek() else { return Err(item.wrong("a column")) };
    let next = item.ahead(1).map(|it| item.written(it));
    let is_name = matches!(token.kind, Kind::Word | Kind::Quoted);
    let ends = match next {
        None => true,
        Some("(") => item.database == Database::Mysql && item.ahead(2).is_some_and(|it| it.kind == Kind::Number),
        Some(_) => item.ahead(1).is_some_and(|it| it.kind != Kind::Symbol),
    };
    if is_name && ends {
        return Ok(Keyed::Column(item.name()?.name));
    }
    if item.is("(") {
        let inner = item.parenthesis()?;
        let lone = inner.ahead(1).is_none().then(|| inner.peek()).flatten();
        if lone.is_some_and(|it| it.kind == Kind::Quoted) {
            return Ok(Keyed::Column({ inner }.name()?.name));
        }
        return Ok(Keyed::Expression(Reader::condition(&inner)?));
    }
    let mark = item.mark();
    if item.database == Database::Sqlite {
        item.until(AFTER);
    } else {
        // Only what is in parentheses may be more than a call.
        item.path()?;
        item.parenthesis()?;
    }
    Ok(Keyed::Expression(Reader::condition(&item.slice(mark))?))
}

/// What comes after the columns.
fn tail(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, index: &mut Index) -> Parsed<()> {
    while !cursor.is_done() {
        let mark = cursor.mark();
        if cursor.eat("INCLUDE") {
            index.include = cursor.names()?;
        } else if cursor.eat("NULLS NOT DISTINCT") {
            index.nulls_equal = true;
        } else if cursor.eat("WHERE") {
            let rest = cursor.take_rest();
            index.predicate = Some(Reader::condition(&rest)?);
        } else if cursor.eat("COMMENT") {
            index.comment = Some(cursor.string()?).filter(|it| !it.is_empty());
        } else if cursor.is("USING") {
            using_into(cursor, index)?;
        } else if cursor.eat_any(&["NULLS DISTINCT", "VISIBLE", "NOT IGNORED"]).is_some() {
            // That is how it is where nothing is said.
        } else if cursor.is("WITH (") {
            cursor.bump();
            cursor.parenthesis()?;
            reader.left_out(cursor.since(mark));
        } else if cursor.eat("WITH PARSER") || cursor.eat("TABLESPACE") {
            cursor.name()?;
            reader.left_out(cursor.since(mark));
        } else if cursor.eat_any(&["KEY_BLOCK_SIZE", "ALGORITHM", "LOCK", "ENGINE_ATTRIBUTE"]).is_some() {
            cursor.eat("=");
            cursor.bump();
        } else if cursor.eat_any(&["INVISIBLE", "IGNORED"]).is_some() {
            reader.not_kept(cursor.since(mark), "that an index is not used");
        } else {
            return Ok(());
        }
    }
    Ok(())
}

impl Reader<'_> {
    /// Adds an index to the table or materialized view it is on.
    pub(super) fn add_index(
        &mut self,
        table: &zephyrix_ir::vocabulary::relational::Name,
        index: Index,
        span: Span,
        lenient: bool,
    ) -> Parsed<()> {
        let database = self.database;
        let of_view = self.schema.views.iter_mut().find(|it| it.name.matches(table, database));
        let (indexes, columns) =
            match (self.schema.tables.iter_mut().find(|it| it.name.matches(table, database)), of_view) {
                (Some(it), _) => (&mut it.indexes, Some(&it.columns)),
                (None, Some(it)) => (&mut it.indexes, None),
                (None, None) => return Err(self.nothing("table", table, span)),
            };
        if let Some(known) = indexes.iter().find(|it| it.name.is_some() && it.name == index.name) {
            let message =
                format!("an index `{}` of `{table}` is there already", known.name.clone().unwrap_or_default());
            let found = Diagnostic::new(Code::SQL_DUPLICATE, index.span, message).related(known.span, "here");
            return if lenient { Ok(()) } else { Err(Box::new(found)) };
        }
        if let Some(columns) = columns {
            let named = index.parts.iter().filter_map(|it| match &it.of {
                Keyed::Column(name) => Some(name),
                Keyed::Expression(_) => None,
            });
            let is_there = |name: &String| columns.iter().any(|it| it.name.eq_ignore_ascii_case(name));
            if let Some(missing) = named.chain(&index.include).find(|it| !is_there(it)) {
                let message = format!("`{table}` has no column `{missing}` to index");
                let known = columns.iter().map(|it| it.name.as_str());
                return Err(Box::new(Diagnostic::new(Code::SQL_UNKNOWN, index.span, message).suggest(missing, known)));
            }
        }
        indexes.push(index);
        Ok(())
    }
}

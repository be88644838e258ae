//! Views whose columns are columns of tables: as tables without a key, so that they are only listed.
//!
//! What an expression gives is not guessed: a view that has one is not served, and its author is told.

use super::{Service, hint};
use zephyrix_ir::vocabulary::relational::{Column, Schema, Table, View};
use zephyrix_ir::{Code, Diagnostic};

impl Service<'_, '_> {
    /// The views that can be served, as tables.
    pub(super) fn views(&mut self) -> Vec<Table> {
        let mut all = Vec::new();
        for view in self.schema.views.iter().filter(|it| hint(&it.hints, "skip").is_none()) {
            match table(self.schema, view) {
                Ok(table) => all.push(table),
                Err(what) => {
                    let message = format!("the view `{}` is not served: what {what} holds is not known", view.name);
                    self.log.push(Diagnostic::new(Code::UNSERVED_VIEW, view.span, message));
                }
            }
        }
        all
    }
}

/// A table that a view reads, under the name that it has there.
struct Read<'s> {
    alias: String,
    table: &'s Table,
    /// Whether its row may be missing.
    optional: bool,
}

/// A view as a table; else what of it is not known.
fn table(schema: &Schema, view: &View) -> Result<Table, String> {
    let tokens = tokens(&view.query.text);
    let (items, from) = parts(&tokens).ok_or("its query")?;
    let reads = reads(schema, from).ok_or("its query")?;
    let mut columns = Vec::new();
    for item in items {
        columns.extend(shown(item, &reads).ok_or_else(|| match (item.last(), view.columns.get(columns.len())) {
            (_, Some(name)) => format!("`{name}`"),
            (Some(name), None) => format!("`{}`", unquoted(name)),
            (None, None) => "its query".to_owned(),
        })?);
    }
    for (column, name) in columns.iter_mut().zip(&view.columns) {
        column.name.clone_from(name);
    }
    for column in &mut columns {
        column.span = view.span;
    }
    let twice = |it: &Column| columns.iter().filter(|other| other.name == it.name).count() > 1;
    if let Some(it) = columns.iter().find(|it| twice(it)) {
        return Err(format!("`{}`", it.name));
    }
    let mut table = Table::new(view.name.clone(), view.span);
    table.columns = columns;
    table.comment.clone_from(&view.comment);
    table.hints.clone_from(&view.hints);
    Ok(table)
}

/// What is between SELECT and FROM, by item, and what FROM names; `None` for anything but one plain query.
fn parts<'t>(tokens: &'t [&'t str]) -> Option<(Vec<&'t [&'t str]>, &'t [&'t str])> {
    const OTHERS: [&str; 4] = ["union", "except", "intersect", "with"];
    const ENDS: [&str; 7] = ["where", "group", "having", "order", "limit", "offset", "window"];
    let (first, mut rest) = tokens.split_first()?;
    if !is(first, "select") || tokens.iter().any(|it| OTHERS.iter().any(|word| is(it, word))) {
        return None;
    }
    if rest.first().is_some_and(|it| is(it, "distinct")) {
        rest = &rest[1..];
    }
    let from = at_top(rest, |it| is(it, "from"))?;
    let tail = &rest[from + 1..];
    let end = at_top(tail, |it| ENDS.iter().any(|word| is(it, word))).unwrap_or(tail.len());
    let mut items = Vec::new();
    let mut left = &rest[..from];
    while let Some(comma) = at_top(left, |it| it == ",") {
        items.push(&left[..comma]);
        left = &left[comma + 1..];
    }
    items.push(left);
    Some((items, &tail[..end]))
}

/// Where a token is that is in no parentheses.
fn at_top(tokens: &[&str], wanted: impl Fn(&str) -> bool) -> Option<usize> {
    let mut depth = 0_i32;
    tokens.iter().position(|it| {
        depth += i32::from(*it == "(") - i32::from(*it == ")");
        depth == 0 && wanted(it)
    })
}

/// Every table that is read; parentheses around joins say nothing of names.
fn reads<'s>(schema: &'s Schema, from: &[&str]) -> Option<Vec<Read<'s>>> {
    const JOINS: [&str; 7] = ["join", "left", "right", "full", "inner", "cross", "natural"];
    let mut all: Vec<Read<'_>> = Vec::new();
    let mut rest = from;
    let mut optional = false;
    loop {
        rest = &rest[rest.iter().position(|it| *it != "(").unwrap_or(rest.len())..];
        let mut path = vec![unquoted(rest.first()?)];
        rest = &rest[1..];
        while rest.first() == Some(&".") {
            path.push(unquoted(rest.get(1)?));
            rest = &rest[2..];
        }
        let name = path.last()?.clone();
        let mut named = schema.tables.iter().filter(|it| it.name.name == name);
        let table = named.next().filter(|_| named.next().is_none())?;
        if rest.first().is_some_and(|it| is(it, "as")) {
            rest = &rest[1..];
        }
        let plain =
            |it: &&&str| !JOINS.iter().chain(&["on", "using"]).any(|word| is(it, word)) && ![",", ")"].contains(*it);
        let alias = rest.first().filter(plain).map(|it| unquoted(it));
        rest = &rest[usize::from(alias.is_some())..];
        all.push(Read { alias: alias.unwrap_or(name), table, optional });
        // What rows are joined by says nothing of names.
        let Some(next) = rest.iter().position(|it| *it == "," || JOINS.iter().any(|word| is(it, word))) else { break };
        let join = rest[next..].iter().position(|it| *it == "," || is(it, "join"))?;
        let outer = |word: &str| rest[next..=next + join].iter().any(|it| is(it, word));
        if outer("right") || outer("full") {
            for it in &mut all {
                it.optional = true;
            }
        }
        optional = outer("left") || outer("full");
        rest = &rest[next + join + 1..];
    }
    Some(all)
}

/// The columns that an item of a select list is.
fn shown(item: &[&str], reads: &[Read<'_>]) -> Option<Vec<Column>> {
    let of = |it: &Read<'_>, column: &Column| Column {
        nullable: column.nullable || it.optional,
        default: None,
        generation: None,
        on_update: None,
        hints: Vec::new(),
        ..column.clone()
    };
    let all = |it: &Read<'_>| it.table.columns.iter().map(|column| of(it, column)).collect::<Vec<_>>();
    let called = |alias: &str| reads.iter().find(|it| it.alias.eq_ignore_ascii_case(&unquoted(alias)));
    let one = |alias: Option<&str>, name: &str| {
        let name = unquoted(name);
        let mut found = match alias {
            Some(alias) => vec![called(alias)?],
            None => reads.iter().collect(),
        };
        found.retain(|it| it.table.column(&name).is_some());
        let [it] = found.as_slice() else { return None };
        Some(of(it, it.table.column(&name)?))
    };
    let (found, name) = match item {
        ["*"] => return Some(reads.iter().flat_map(all).collect()),
        [alias, ".", "*"] => return Some(all(called(alias)?)),
        [column] => (one(None, column)?, None),
        [column, name] => (one(None, column)?, Some(name)),
        [column, word, name] if is(word, "as") => (one(None, column)?, Some(name)),
        [alias, ".", column] => (one(Some(alias), column)?, None),
        [alias, ".", column, name] => (one(Some(alias), column)?, Some(name)),
        [alias, ".", column, word, name] if is(word, "as") => (one(Some(alias), column)?, Some(name)),
        _ => return None,
    };
    let name = name.map_or_else(|| found.name.clone(), |it| unquoted(it));
    Some(vec![Column { name, ..found }])
}

fn is(token: &str, word: &str) -> bool {
    token.eq_ignore_ascii_case(word)
}

fn unquoted(token: &str) -> String {
    match token.chars().next() {
        Some(quote @ ('"' | '`')) => token.trim_matches(quote).to_owned(),
        Some('[') => token.trim_matches(['[', ']']).to_owned(),
        _ => token.to_owned(),
    }
}

/// The tokens of a query: words, quoted names and texts, and single signs.
fn tokens(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '\'' | '"' | '`' => rest[1..].find(first).map(|it| it + 2),
            '[' => rest.find(']').map(|it| it + 1),
            it if it.is_alphanumeric() || it == '_' => rest.find(|it: char| !it.is_alphanumeric() && it != '_'),
            it => Some(it.len_utf8()),
        };
        let (token, left) = rest.split_at(end.unwrap_or(rest.len()));
        all.push(token);
        rest = left.trim_start();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{table, tokens};
    use zephyrix_ir::vocabulary::relational::{Database, Expression, Name, Schema, View};
    use zephyrix_ir::{Diagnostics, SourceId, Span};

    fn columns(query: &str) -> Result<String, String> {
        let mut schema = Schema::new(Database::Postgres);
        let ddl = "CREATE TABLE a (id integer PRIMARY KEY, x text NOT NULL); CREATE TABLE b (id integer NOT NULL, y text NOT NULL);";
        let source = SourceId(0);
        crate::front::sql::read(ddl, source, Database::Postgres, &mut schema, &mut Diagnostics::default());
        let span = Span::new(source, 0, 0);
        let view = View {
            name: Name::new("v"),
            columns: Vec::new(),
            query: Expression { text: query.to_owned(), span },
            materialized: false,
            indexes: Vec::new(),
            column_comments: Vec::new(),
            comment: None,
            hints: Vec::new(),
            span,
        };
        let shown = table(&schema, &view)?.columns;
        let word = |nullable: bool| if nullable { "?" } else { "" };
        Ok(shown.iter().map(|it| format!("{}{}", it.name, word(it.nullable))).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn columns_are_those_of_tables_or_nothing() {
        for (query, shown) in [
            ("SELECT id, x AS name FROM a WHERE id > 1", "id name"),
            ("SELECT a.*, b.y FROM (a JOIN b ON ((a.id = b.id)))", "id x y"),
            ("SELECT t.id, y FROM public.a AS t LEFT JOIN b ON b.id = t.id", "id y?"),
            ("SELECT DISTINCT p.id FROM a p, b q ORDER BY p.id", "id"),
            ("SELECT a.id FROM b RIGHT OUTER JOIN a USING (id)", "id"),
        ] {
            assert_eq!(columns(query).as_deref(), Ok(shown), "{query}");
        }
        for query in [
            "SELECT upper(x) AS x FROM a",
            "SELECT id FROM a, b",
            "SELECT id FROM a UNION SELECT id FROM b",
            "SELECT z FROM a",
        ] {
            assert!(columns(query).is_err(), "{query}");
        }
        assert_eq!(tokens("a.\"B c\" = 'd e'"), ["a", ".", "\"B c\"", "=", "'d e'"]);
    }
}

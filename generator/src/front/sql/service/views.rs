//! Views as tables without a key, so that they are only listed: their columns are what the analysis of queries finds.
//!
//! What it cannot find out is not guessed: a view with such a column is not served, and its author is told.

use super::{Service, hint};
use crate::front::sql::queries::{ViewColumn, columns_of_view, tables_of_view};
use zephyrix_ir::vocabulary::relational::{Column, Kind, Name, Schema, Table, View};
use zephyrix_ir::{Code, Diagnostic};

impl Service<'_, '_> {
    /// The views that can be served, as tables.
    pub(super) fn views(&mut self) -> Vec<Table> {
        let mut all = Vec::new();
        for view in self.schema.views.iter().filter(|it| hint(&it.hints, "skip").is_none()) {
            // Its owner's rights are what a view reads by.
            if let Some(guarded) = guarded(self.schema, view) {
                self.refuse(&view.name, view.span, &format!("decide who sees rows of `{guarded}`"));
                continue;
            }
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

/// A table that a view reads, of which policies decide who sees rows.
fn guarded<'s>(schema: &'s Schema, view: &View) -> Option<&'s Name> {
    let tables = tables_of_view(schema, view);
    let found = schema.tables.iter().find(|it| {
        // Where the query cannot be read, any may be meant that it names.
        let named = tables.as_ref().map_or(view.query.text.contains(&it.name.name), |all| all.contains(&it.name));
        named && schema.guards_rows(it)
    });
    found.map(|it| &it.name)
}

/// A view as a table; else what of it is not known.
fn table(schema: &Schema, view: &View) -> Result<Table, String> {
    let found = columns_of_view(schema, view).filter(|it| !it.is_empty()).ok_or("its query")?;
    let mut table = Table::new(view.name.clone(), view.span);
    for it in &found {
        if found.iter().filter(|other| other.name == it.name).count() > 1 {
            return Err(format!("`{}`", it.name));
        }
        table.columns.extend(shown(schema, view, it)?);
    }
    table.comment.clone_from(&view.comment);
    table.hints.clone_from(&view.hints);
    Ok(table)
}

/// A column of a view; none where the table that it is of keeps it from callers.
fn shown(schema: &Schema, view: &View, it: &ViewColumn) -> Result<Option<Column>, String> {
    let origin = it.origin.as_ref().and_then(|(table, column)| {
        let table = schema.table(table)?;
        Some((table, table.column(column)?))
    });
    let unknown = || format!("`{}`", it.name);
    let mut column = match origin {
        Some((_, of)) if hint(&of.hints, "hidden").is_some() => return Ok(None),
        // A view has no character set of its own: its texts are made of what those of the table are.
        Some((table, of)) => Column {
            comment: of.comment.clone(),
            collation: schema.charset(table, of).map(str::to_owned),
            ..Column::new(&it.name, of.ty.clone(), view.span)
        },
        None => {
            let ty = it.ty.clone().filter(|it| is_plain(&it.kind)).ok_or_else(unknown)?;
            Column::new(&it.name, ty, view.span)
        }
    };
    column.nullable = it.nullable;
    let said = view.column_comments.iter().find(|(name, _)| *name == it.name);
    if let Some((_, said)) = said {
        column.comment = Some(said.clone());
    }
    Ok(Some(column))
}

/// Whether values of a kind are read without a word for their type: an expression has none.
fn is_plain(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Boolean
            | Kind::Integer { .. }
            | Kind::Decimal { .. }
            | Kind::Float32
            | Kind::Float64
            | Kind::Char(_)
            | Kind::Varchar(_)
            | Kind::Text(_)
            | Kind::Date
            | Kind::Timestamp { .. }
            | Kind::Uuid
    )
}

#[cfg(test)]
mod tests {
    use super::table;
    use zephyrix_ir::vocabulary::relational::{Database, Repertoire, Schema};
    use zephyrix_ir::{Diagnostics, SourceId};

    const TABLES: &str = "CREATE TABLE a (id integer PRIMARY KEY, x text NOT NULL, -- what it is\n\
                          secret text NOT NULL -- zephyrix: hidden\n); \
                          CREATE TABLE b (id integer NOT NULL, y text NOT NULL); CREATE VIEW v AS ";

    /// The columns of a view, with `?` where they may be NULL.
    fn columns(query: &str) -> Result<String, String> {
        let mut schema = Schema::new(Database::Postgres);
        let ddl = format!("{TABLES}{query};");
        let mut log = Diagnostics::default();
        crate::front::sql::read(&ddl, SourceId(0), Database::Postgres, &mut schema, &mut log);
        assert!(!log.has_errors(), "{query}: {log:?}");
        let shown = table(&schema, &schema.views[0])?.columns;
        let word = |nullable: bool| if nullable { "?" } else { "" };
        Ok(shown.iter().map(|it| format!("{}{}", it.name, word(it.nullable))).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn texts_are_made_of_what_the_tables_are() {
        let mut schema = Schema::new(Database::Mysql);
        let ddl = "CREATE TABLE a (x varchar(9) NOT NULL, y varchar(9) CHARACTER SET utf8mb4) DEFAULT CHARSET=utf8; \
                   CREATE VIEW v AS SELECT x, y FROM a;";
        crate::front::sql::read(ddl, SourceId(0), Database::Mysql, &mut schema, &mut Diagnostics::default());
        let shown = table(&schema, &schema.views[0]).unwrap();
        let made_of = |at: usize| schema.repertoire(&shown, &shown.columns[at]);
        assert_eq!((made_of(0), made_of(1)), (Some(Repertoire::Basic), None));
    }

    #[test]
    fn columns_are_what_the_query_gives() {
        for (query, shown) in [
            ("SELECT id, x AS name FROM a WHERE id > 1", "id name"),
            ("SELECT a.*, b.y FROM (a JOIN b ON ((a.id = b.id)))", "id x y"),
            ("SELECT t.id, y FROM public.a AS t LEFT JOIN b ON b.id = t.id", "id y?"),
            ("SELECT DISTINCT p.id FROM a p, b q ORDER BY p.id", "id"),
            ("SELECT a.id FROM b RIGHT OUTER JOIN a USING (id)", "id"),
            ("SELECT id, count(*) AS n, max(y) AS last FROM b GROUP BY id", "id n last"),
            ("WITH c AS (SELECT id FROM a) SELECT id FROM c UNION SELECT id FROM b", "id"),
        ] {
            assert_eq!(columns(query).as_deref(), Ok(shown), "{query}");
        }
        for query in ["SELECT own_function(x) AS x FROM a", "SELECT id, id FROM a", "SELECT z FROM a"] {
            assert!(columns(query).is_err(), "{query}");
        }
    }

    #[test]
    fn what_is_kept_from_callers_stays_so_under_another_name() {
        assert_eq!(columns("SELECT id, secret AS plain FROM a").as_deref(), Ok("id"));
        assert_eq!(columns("SELECT q.* FROM (SELECT * FROM a) AS q").as_deref(), Ok("id x"));
    }
}

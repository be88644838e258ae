//! Named queries beside what a database says of them: whether what was found out without it is so.

mod types;

use zephyrix_ir::vocabulary::queries::{Output, Query};
use zephyrix_ir::vocabulary::relational::{DataType, Name, Schema};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Span};

/// What a database says of a query that it was given to prepare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Types of its parameters, in the database's own words; `None`: it knows none.
    pub parameters: Option<Vec<String>>,
    /// The columns of what it gives.
    pub columns: Vec<SaidColumn>,
}

/// A column, as a database tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidColumn {
    /// What it is called.
    pub name: String,
    /// Its type, in the database's own words: `INT8`.
    pub ty: String,
    /// The table and the column there that it is, where it is no expression.
    pub origin: Option<(String, String)>,
}

/// Tells in `log` where a query is not what the database says of it, or is refused. `live`: what is defined there.
pub fn verify(query: &Query, said: &Result<Said, String>, live: &Schema, log: &mut Diagnostics) {
    let said = match said {
        Ok(it) => it,
        Err(why) => {
            let message = format!("the database refuses the query `{}`: {why}", query.name);
            log.push(
                Diagnostic::new(Code::QUERY_DISAGREES, query.span, message)
                    .help("`zephyrix migrate status` tells whether the database has what the schemas say"),
            );
            return;
        }
    };
    for (found, said) in query.parameters.iter().zip(said.parameters.iter().flatten()) {
        if !types::agree(&found.ty.kind, said, live) {
            log.push(other(&format!("the parameter `{}`", found.name), &found.ty, said, query, found.span));
        }
    }
    // MariaDB does not tell what `RETURNING` gives.
    if said.columns.is_empty() || query.columns.is_empty() {
        return;
    }
    if said.columns.len() != query.columns.len() {
        let (here, there) = (query.columns.len(), said.columns.len());
        let message = format!("`{}` gives {there} columns in the database, and {here} here", query.name);
        log.push(Diagnostic::new(Code::QUERY_DISAGREES, query.span, message));
        return;
    }
    for (found, said) in query.columns.iter().zip(&said.columns) {
        if !types::agree(&found.ty.kind, &said.ty, live) {
            log.push(other(&format!("the column `{}`", found.name), &found.ty, &said.ty, query, found.span));
        }
        log_null(found, said, query, live, log);
    }
}

fn other(what: &str, found: &DataType, said: &str, query: &Query, span: Span) -> Diagnostic {
    let message = format!(
        "{what} of `{}` is `{}` in the database, not `{}`",
        query.name,
        said.to_lowercase(),
        types::shown(found)
    );
    Diagnostic::new(Code::QUERY_DISAGREES, span, message).related(query.span, "of this query")
}

/// A column that is never NULL here is the column of a table that may be there.
fn log_null(found: &Output, said: &SaidColumn, query: &Query, live: &Schema, log: &mut Diagnostics) {
    let Some((table, column)) = said.origin.as_ref().filter(|_| !found.nullable && !found.stated) else { return };
    let name = match table.rsplit_once('.') {
        Some((schema, name)) if schema != "public" => Name { schema: Some(schema.to_owned()), name: name.to_owned() },
        Some((_, name)) => Name::new(name),
        None => Name::new(table),
    };
    let Some(there) = live.table(&name) else { return };
    let is_key = there.primary_key.as_ref().is_some_and(|it| it.columns.contains(column));
    if !is_key && there.column(column).is_some_and(|it| it.nullable) {
        let message =
            format!("the column `{}` of `{}` may be NULL in the database, and never is here", found.name, query.name);
        let note = format!("it is `{table}.{column}`");
        log.push(
            Diagnostic::new(Code::QUERY_DISAGREES, found.span, message).related(query.span, "of this query").note(note),
        );
    }
}

//! Statements that a service sends, and what a database says of how it would find their rows: which indexes lack.
//!
//! ```text
//! sources ─► Model ─► asked: tables and statements ─► (a scratch database, which is not ours to ask) ─► advise ─► findings
//! ```

mod indexes;
mod lists;

use crate::{Job, Sources, ddl, plan, selected};
use indexes::Wanted;
use indexmap::IndexMap;
use zephyrix_ir::vocabulary::queries::{Query, TableRead};
use zephyrix_ir::vocabulary::relational::{Database, Name, Schema};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Span};

/// What a database is to be asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Every table, as statements for an empty database.
    pub setup: Vec<String>,
    /// What the service sends there.
    pub statements: Vec<Statement>,
    schema: Schema,
}

/// A statement that reads.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What it is, for people.
    pub name: String,
    /// It, with the parameters as its database explains them: values in MySQL, which decides by them.
    pub sql: String,
    /// How many parameters it has.
    pub parameters: usize,
    /// The tables it reads.
    reads: Vec<TableRead>,
    span: Option<Span>,
}

/// How a database would find a statement's rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Tables that it would read from the first row to the last, by their names in the statement.
    pub whole: Vec<String>,
    /// Whether it would put rows in order after it found them.
    pub sorts: bool,
}

/// What to ask a database about a service; `None` with errors in `log`.
pub fn asked(sources: &mut Sources, job: Job<'_>, log: &mut Diagnostics) -> Option<Asked> {
    let draft = selected(sources, job, log);
    let database = draft.schema.as_ref().map_or(job.config.database, |it| it.database);
    let model = zephyrix_ir::check(draft, log)?;
    let schema = plan::schema::schema(&model, database);
    let mut statements = lists::of_model(&model, &schema);
    statements.extend(model.queries().iter().map(named));
    Some(Asked { setup: ddl::statements(&schema), statements, schema })
}

fn named(it: &Query) -> Statement {
    let values = it.database == Database::Mysql;
    Statement {
        name: it.name.clone(),
        sql: if values { it.written() } else { it.numbered() },
        parameters: if values { 0 } else { it.parameters.len() },
        reads: it.reads.clone(),
        span: Some(it.span),
    }
}

/// Tells in `log` which indexes lack. `plans`: for each statement, what the database says, where it does.
pub fn advise(asked: &Asked, plans: &[Option<Found>], log: &mut Diagnostics) {
    let schema = &asked.schema;
    let mut wanted = folded(&wanted(asked, plans, log));
    for (table, key) in indexes::references(schema) {
        let own = Wanted { table: table.name.clone(), columns: key.columns.clone() };
        let (it, by) = match wanted.keys().find(|it| **it == own || it.covers(&own)).cloned() {
            Some(it) => wanted.shift_remove_entry(&it).unwrap_or((own, Vec::new())),
            None => (own, Vec::new()),
        };
        let to = &key.table;
        let columns = key.columns.join("`, `");
        let message = format!("no index of `{}` begins with `{columns}`, which refers to `{to}`", it.table);
        let found = Diagnostic::new(Code::UNINDEXED_REFERENCE, asked.place(&it), message);
        let found = found.note(format!("whoever removes a row of `{to}` has every row of `{}` read", it.table));
        log.push(noted(found, &by).help(it.statement(schema)));
    }
    for (it, by) in &wanted {
        let columns = it.columns.join("`, `");
        let message = format!("`{}` is read from end to end to find rows by `{columns}`", it.table);
        let span = by.iter().find_map(|it| it.span).or_else(|| asked.place(it));
        log.push(noted(Diagnostic::new(Code::QUERY_SCAN, span, message), by).help(it.statement(schema)));
    }
}

/// Indexes that would help, each with the statements that it would help.
type Helped<'a> = IndexMap<Wanted, Vec<&'a Statement>>;

fn wanted<'a>(asked: &'a Asked, plans: &[Option<Found>], log: &mut Diagnostics) -> Helped<'a> {
    let mut wanted = Helped::new();
    for (statement, found) in asked.statements.iter().zip(plans) {
        let Some(found) = found else { continue };
        for read in statement.reads.iter().filter(|it| found.whole.contains(&it.alias)) {
            let Some(table) = &read.table else { continue };
            match indexes::helpful(read, &statement.reads, found, &asked.schema) {
                Some(columns) if !columns.is_empty() => {
                    let it = Wanted { table: table.clone(), columns };
                    if !it.is_there(&asked.schema) {
                        wanted.entry(it).or_default().push(statement);
                    }
                }
                Some(_) => log.push(computed(statement, table)),
                None => {}
            }
        }
    }
    wanted
}

/// The same without those that are the beginning of another.
fn folded<'a>(all: &Helped<'a>) -> Helped<'a> {
    let mut kept: Helped<'_> = IndexMap::new();
    for (it, by) in all {
        let longest = all.keys().filter(|other| other.covers(it)).max_by_key(|it| it.columns.len()).unwrap_or(it);
        kept.entry(longest.clone()).or_default().extend(by);
    }
    kept
}

/// A statement whose conditions are about what is computed from columns.
fn computed(it: &Statement, table: &Name) -> Diagnostic {
    let message = format!("`{table}` is read from end to end by {}, whose conditions no plain index helps", it.name);
    let help = "compare a column itself, or have an index on the expression";
    Diagnostic::new(Code::QUERY_SCAN, it.span, message).help(help)
}

fn noted(found: Diagnostic, by: &[&Statement]) -> Diagnostic {
    by.iter().fold(found, |found, it| found.note(format!("by {}", it.name)))
}

impl Asked {
    /// The database that they are for.
    pub fn database(&self) -> Database {
        self.schema.database
    }

    /// Where the first column is written that an index is wanted of, if it is.
    fn place(&self, it: &Wanted) -> Option<Span> {
        let column = self.schema.table(&it.table)?.column(it.columns.first()?)?;
        (column.span != Span::default()).then_some(column.span)
    }
}

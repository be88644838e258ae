//! SQL: the DDL of PostgreSQL, MySQL and MariaDB, and SQLite, as people and dump programs write it.
//!
//! ```text
//! text ─► lexer ─► statements ─► dispatch ─► create, alter, drop … ─► Schema
//!         quotes, comments,      by first     read token by token
//!         client commands        words
//! ```
//!
//! Statements are read by hand, each by itself: what databases accept differs in more places than a general parser
//! knows, and every place in a diagnostic is exact to the byte.

mod alter;
mod columns;
mod comment_on;
mod comments;
mod constraints;
mod create;
mod cursor;
mod detect;
mod dispatch;
mod drop;
mod indexes;
mod lexer;
mod names;
mod options;
mod others;
mod policies;
mod queries;
mod reader;
mod references;
mod scope;
mod sequences;
mod service;
mod settle;
mod sound;
mod spelling;
mod statements;
mod tables;
mod text;
mod triggers;
mod types;
mod views;

#[cfg(test)]
mod tests;

use super::{Frontend, Input};
use crate::source::Sources;
pub use detect::database as detect;
pub(super) use queries::Queries;
pub(crate) use queries::{ViewColumn, columns_of_view};
pub(crate) use service::is_looser;

use cursor::Cursor;
use lexer::Lexer;
use reader::{Done, Reader, Transaction};
use std::collections::BTreeMap;
use zephyrix_ir::vocabulary::relational::{Database, Schema};
use zephyrix_ir::vocabulary::{Docs, Info};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Draft, SourceId, Span};

/// The front end.
pub(super) struct Sql;

impl Frontend for Sql {
    fn claims(&self, path: &str, text: &str) -> bool {
        path.rsplit_once('.').is_some_and(|(_, it)| it.eq_ignore_ascii_case("sql")) && !queries::has_names(text)
    }

    fn lower(&self, input: Input<'_>, draft: &mut Draft, log: &mut Diagnostics) {
        let text = &input.sources.get(input.source).text;
        let before = draft.schema.as_ref().map(|it| it.database);
        let database = before.or(input.dialect).or_else(|| detect::database(text)).unwrap_or(input.database);
        let schema = draft.schema.get_or_insert_with(|| Schema::new(database));
        read(text, input.source, database, schema, log);
    }
}

/// Makes a service of the tables alone, where a source defines any and none says what is to be served.
pub(super) fn serve(draft: &mut Draft, sources: &Sources, log: &mut Diagnostics) {
    let Some(mut schema) = draft.schema.take() else { return };
    let texts: Vec<&str> = sources.iter().map(|(_, it)| it.text.as_str()).collect();
    service::without_calls_of_functions(&mut schema, &texts, log);
    if let Some(first) = schema.tables.first().filter(|_| draft.info.title.is_empty()) {
        let path = &sources.get(first.span.source).path;
        let file = path.rsplit('/').next().unwrap_or(path);
        let title = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned();
        draft.info = Info { title, version: "1.0.0".to_owned(), docs: Docs::default(), span: first.span };
    }
    references::dangling(&schema, log);
    service::lower(&schema, draft, log);
    draft.schema = Some(schema);
}

/// The statements of a text as they are written, each up to what ends it.
pub fn statements(text: &str, database: Database) -> Vec<&str> {
    let mut lexer = Lexer::new(text, database);
    std::iter::from_fn(|| statements::next(&mut lexer)).map(|it| &text[it.start..it.end]).collect()
}

/// What became of the statements of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statements {
    /// All of them, the client's commands too.
    pub total: usize,
    /// Those that are in the schema.
    pub understood: usize,
    /// Those that cannot be read, or that the database would refuse; each was reported.
    pub failed: usize,
    /// Those that define nothing that is kept, by reason.
    pub skipped: BTreeMap<&'static str, usize>,
}

/// Applies every statement of `text` to `schema`, in order; what cannot be read or does not fit is reported.
pub fn read(
    text: &str,
    source: SourceId,
    database: Database,
    schema: &mut Schema,
    log: &mut Diagnostics,
) -> Statements {
    schema.database = database;
    let mut lexer = Lexer::new(text, database);
    let mut reader = Reader {
        text,
        source,
        database,
        schema,
        log,
        scope: scope::Scope::default(),
        transaction: Transaction::Closed,
        statement: Span::new(source, 0, 0),
        comments: Vec::new(),
    };
    let mut counted = Statements::default();
    let mut first: BTreeMap<&'static str, Span> = BTreeMap::new();
    while let Some(statement) = statements::next(&mut lexer) {
        reader.comments = std::mem::take(&mut lexer.comments);
        counted.total += 1;
        let span = Span::new(source, statement.start, statement.end);
        reader.statement = span;
        let cursor = Cursor::new(text, source, database, &statement.tokens);
        match dispatch::statement(&mut reader, cursor, &statement) {
            Ok(Done::Understood) => counted.understood += 1,
            Ok(Done::Skipped(reason)) => {
                *counted.skipped.entry(reason).or_default() += 1;
                first.entry(reason).or_insert(span);
            }
            Err(wrong) => {
                counted.failed += 1;
                reader.log.push(*wrong);
            }
        }
    }
    sequences::fold(schema);
    tell_of_skipped(&counted, &first, log);
    counted
}

/// Reasons that are worth a note: what is skipped so might matter to a service.
const TOLD: &[&str] =
    &["functions", "procedures", "triggers", "rules", "events", "virtual tables", "other servers", "blocks of code"];

fn tell_of_skipped(counted: &Statements, first: &BTreeMap<&'static str, Span>, log: &mut Diagnostics) {
    for (reason, span) in first.iter().filter(|it| TOLD.contains(it.0)) {
        let count = counted.skipped.get(reason).copied().unwrap_or(0);
        let message = format!("nothing is made of {reason}: {count} skipped");
        log.push(Diagnostic::new(Code::SQL_SKIPPED, *span, message).label("the first of them"));
    }
}

/// A statement as its words: for those who look at what it does to a database that is in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Worded {
    /// Where it stands.
    pub(crate) span: Span,
    /// Keywords and symbols as written; names without their quotes.
    pub(crate) words: Vec<String>,
}

/// Every statement of a text.
pub(crate) fn words(text: &str, source: SourceId, database: Database) -> Vec<Worded> {
    let mut lexer = Lexer::new(text, database);
    let mut all = Vec::new();
    while let Some(statement) = statements::next(&mut lexer) {
        let word = |it: &lexer::Token| {
            let written = &text[it.start..it.end];
            let quotes = ['"', '`', '[', ']'];
            if it.kind == lexer::Kind::Quoted { written.trim_matches(quotes) } else { written }.to_owned()
        };
        let words = statement.tokens.iter().map(word).collect();
        all.push(Worded { span: Span::new(source, statement.start, statement.end), words });
    }
    all
}

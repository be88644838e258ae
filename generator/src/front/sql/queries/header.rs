//! What stands above a query: `-- name: ListOverdue :many`, what it is for, and types that nothing else tells.

use super::super::cursor::{Cursor, Parsed};
use super::super::lexer::Lexer;
use super::super::types;
use std::ops::Range;
use zephyrix_ir::vocabulary::Docs;
use zephyrix_ir::vocabulary::queries::{Output, Yields};
use zephyrix_ir::vocabulary::relational::{DataType, Kind, Name, Schema};
use zephyrix_ir::{Code, Diagnostic, SourceId, Span};

/// A query's header.
pub(super) struct Header {
    pub(super) name: String,
    pub(super) yields: Yields,
    pub(super) docs: Docs,
    pub(super) span: Span,
    /// What is said of types: the name of a parameter or column, its type, whether it may be NULL.
    types: Vec<(String, DataType, bool)>,
}

/// What follows a name.
const KINDS: [(&str, Yields); 4] =
    [(":many", Yields::Many), (":one", Yields::One), (":exec", Yields::Exec), (":stream", Yields::Stream)];

/// What follows `name:` in a comment.
pub(super) fn name_in(comment: &str) -> Option<&str> {
    let text = comment.trim_start().strip_prefix("--").or_else(|| comment.trim_start().strip_prefix("/*"))?;
    text.trim_start().strip_prefix("name:").map(|it| it.trim_end_matches("*/").trim())
}

impl Header {
    /// From the comments before a statement.
    pub(super) fn read(text: &str, schema: &Schema, comments: &[Range<usize>], statement: Span) -> Parsed<Self> {
        let source = statement.source;
        let lines = comments.iter().flat_map(|it| {
            let mut at = it.start;
            text[it.clone()].split_inclusive('\n').map(move |line| {
                at += line.len();
                (at - line.len(), line.trim_end())
            })
        });
        let lines: Vec<(usize, &str)> = lines.collect();
        let named = lines.iter().rposition(|(_, line)| name_in(line).is_some());
        let Some(named) = named else {
            let found = Diagnostic::new(Code::QUERY_HEADER, statement, "this statement has no name");
            return Err(Box::new(found.help("write above it: `-- name: ListOverdue :many`")));
        };
        let (start, line) = lines[named];
        let span = Span::new(source, start, start + line.len());
        let (name, yields) = name_in(line).and_then(parts).ok_or_else(|| malformed(span))?;
        let mut header = Self { name: name.to_owned(), yields, docs: Docs::default(), span, types: Vec::new() };
        let mut docs = Vec::new();
        for (at, line) in &lines[named + 1..] {
            let said = line.trim_start().trim_start_matches("--").trim();
            match said.strip_prefix("zephyrix:") {
                Some(hints) => header.hints(hints, schema, Span::new(source, *at, at + line.len()))?,
                None => docs.push(said),
            }
        }
        let docs = docs.join("\n").trim().to_owned();
        header.docs.description = (!docs.is_empty()).then_some(docs);
        Ok(header)
    }

    /// `since=timestamptz null, total=numeric`.
    fn hints(&mut self, hints: &str, schema: &Schema, span: Span) -> Parsed<()> {
        for hint in hints.split(',').map(str::trim).filter(|it| !it.is_empty()) {
            let Some((name, ty)) = hint.split_once('=') else {
                let message = format!("`{hint}` says nothing of a type");
                return Err(Box::new(Diagnostic::new(Code::QUERY_HEADER, span, message).help("write `name=type`")));
            };
            let ty = ty.trim();
            let nullable = ty.strip_suffix(" null").filter(|it| !it.ends_with(" not"));
            let bare = nullable.unwrap_or(ty).trim_end_matches(" not null").trim();
            let Some(ty) = data_type(bare, schema) else {
                let message = format!("`{bare}` is no type that is known");
                return Err(Box::new(Diagnostic::new(Code::QUERY_HEADER, span, message)));
            };
            self.types.push((name.trim().trim_start_matches(':').to_owned(), ty, nullable.is_some()));
        }
        Ok(())
    }

    /// What the header says of a parameter or column.
    pub(super) fn stated(&self, name: &str) -> Option<(DataType, bool)> {
        let (_, ty, nullable) = self.types.iter().find(|it| it.0.eq_ignore_ascii_case(name))?;
        Some((ty.clone(), *nullable))
    }

    /// Whether the kind fits what the statement gives.
    pub(super) fn agree(&self, columns: &[Output], statement: Span) -> Parsed<()> {
        if self.yields.has_rows() && columns.is_empty() {
            let found = Diagnostic::new(Code::QUERY_HEADER, self.span, format!("`{}` gives no rows", self.name));
            let found = found.related(statement, "this statement");
            return Err(Box::new(found.help("call it `:exec`, or add a `RETURNING`")));
        }
        Ok(())
    }
}

fn parts(text: &str) -> Option<(&str, Yields)> {
    let (name, kind) = text.split_once(char::is_whitespace)?;
    let good = name.starts_with(|it: char| it.is_ascii_alphabetic());
    let good = good && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    let yields = KINDS.iter().find(|it| it.0 == kind.trim())?.1;
    good.then_some((name, yields))
}

fn malformed(span: Span) -> Box<Diagnostic> {
    let found = Diagnostic::new(Code::QUERY_HEADER, span, "this is not the name of a query and its kind");
    Box::new(found.help("write `-- name: ListOverdue :many` (or `:one`, `:exec`, `:stream`)"))
}

/// A type as it is written in the words of a database.
pub(super) fn data_type(text: &str, schema: &Schema) -> Option<DataType> {
    let mut lexer = Lexer::new(text, schema.database);
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next() {
        tokens.push(token);
    }
    let mut cursor = Cursor::new(text, SourceId::default(), schema.database, &tokens);
    let written = types::read(&mut cursor).ok()?;
    let user = written.path.last().map(|it| Name::new(it.name.clone()));
    let user = user.filter(|it| schema.user_type(it).is_some());
    let ty = cursor.is_done().then(|| written.meaning(schema.database, user))?;
    // SQLite takes any words; here, what means nothing is a slip.
    (ty.kind != Kind::Other(String::new())).then_some(ty)
}

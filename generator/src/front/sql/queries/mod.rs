//! Statements of the user's own, in files of named queries: what they are given, and what they give.
//!
//! ```text
//! file ─► statements ─► header: name, kind    ┐
//!                   └─► sqlparser's tree ─► types of parameters and columns, from the schema alone ─► Query
//! ```
//!
//! No database is asked. Where the schema does not tell a type, the author has to: by a cast, or in the header.

mod expressions;
mod from;
mod functions;
mod header;
mod holes;
mod operators;
mod places;
mod reads;
mod scope;
mod select;
mod typed;
mod unify;
mod write;

#[cfg(test)]
mod tests;

use super::cursor::Parsed;
use super::lexer::Lexer;
use super::statements;
use crate::front::{Frontend, Input};
use header::Header;
use places::Places;
use scope::Column;
use sqlparser::ast::Statement;
use sqlparser::dialect::{Dialect, MySqlDialect, PostgreSqlDialect, SQLiteDialect};
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::Token;
use typed::Analysis;
use zephyrix_ir::vocabulary::queries::{Output, Parameter, Query};
use zephyrix_ir::vocabulary::relational::{DataType, Database, Name, Schema, View};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Draft, SourceId, Span};

/// The front end.
pub(in crate::front) struct Queries;

impl Frontend for Queries {
    fn claims(&self, path: &str, text: &str) -> bool {
        path.rsplit_once('.').is_some_and(|(_, it)| it.eq_ignore_ascii_case("sql")) && has_names(text)
    }

    fn lower(&self, input: Input<'_>, draft: &mut Draft, log: &mut Diagnostics) {
        let source = input.sources.get(input.source);
        let schema = draft.schema.clone().unwrap_or_else(|| Schema::new(input.dialect.unwrap_or_default()));
        let file = File { text: &source.text, source: input.source, schema: &schema, group: stem(&source.path) };
        let known = draft.queries.len();
        for query in file.queries(log) {
            let same = draft.queries[known..].iter().find(|it| it.name == query.name);
            if let Some(same) = same {
                let message = format!("there are two queries `{}`", query.name);
                log.push(Diagnostic::new(Code::QUERY_HEADER, query.span, message).related(same.span, "the other"));
                continue;
            }
            draft.queries.push(query);
        }
    }
}

/// Whether a file holds queries: a comment in it names one.
pub(super) fn has_names(text: &str) -> bool {
    text.lines().any(|line| header::name_in(line).is_some())
}

fn stem(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
}

/// A column of a view.
pub(crate) struct ViewColumn {
    pub(crate) name: String,
    /// `None`: nothing tells.
    pub(crate) ty: Option<DataType>,
    pub(crate) nullable: bool,
    /// The table and the column there that it is, where it is no expression.
    pub(crate) origin: Option<(Name, String)>,
}

/// The columns of a view; `None` where its query cannot be read.
pub(crate) fn columns_of_view(schema: &Schema, view: &View) -> Option<Vec<ViewColumn>> {
    let places = Places::new("", view.span);
    let columns = Analysis::new(schema, &places, &[]).of_view(view)?.into_iter();
    let column = |it: Column| ViewColumn { name: it.name, ty: it.ty, nullable: it.nullable, origin: it.origin };
    Some(columns.map(column).collect())
}

/// Every table that a view reads, by other views too; `None` where its query cannot be read.
pub(super) fn tables_of_view(schema: &Schema, view: &View) -> Option<Vec<Name>> {
    let places = Places::new("", view.span);
    let mut analysis = Analysis::new(schema, &places, &[]);
    analysis.of_view(view)?;
    Some(analysis.reads.into_iter().filter_map(|it| it.table).collect())
}

/// A file of queries.
struct File<'a> {
    text: &'a str,
    source: SourceId,
    schema: &'a Schema,
    group: String,
}

impl File<'_> {
    fn queries(&self, log: &mut Diagnostics) -> Vec<Query> {
        let mut queries = Vec::new();
        let mut lexer = Lexer::new(self.text, self.schema.database);
        while let Some(statement) = statements::next(&mut lexer) {
            let comments = std::mem::take(&mut lexer.comments);
            let before: Vec<_> = comments.into_iter().filter(|it| it.end <= statement.start).collect();
            let span = Span::new(self.source, statement.start, statement.end);
            let query = Header::read(self.text, self.schema, &before, span).and_then(|it| self.query(it, span));
            match query {
                Ok(query) => queries.push(query),
                Err(wrong) => log.push(*wrong),
            }
        }
        queries
    }

    fn query(&self, header: Header, span: Span) -> Parsed<Query> {
        let text = &self.text[span.range()];
        let places = Places::new(text, span);
        let tree = parse(text, self.schema.database, &places)?;
        let holes = holes::find(text, self.schema.database, &places);
        let mut analysis = Analysis::new(self.schema, &places, &holes);
        let columns = analysis.statement(&tree)?;
        let (sql, used) = holes::cut(text, &holes);
        let parameters =
            used.iter().map(|name| analysis.parameter(name, &header)).collect::<Parsed<Vec<Parameter>>>()?;
        let columns = columns.into_iter().map(|it| output(it, &header, span)).collect::<Parsed<Vec<Output>>>()?;
        header.agree(&columns, span)?;
        Ok(Query {
            name: header.name,
            group: self.group.clone(),
            docs: header.docs,
            sql,
            database: self.schema.database,
            yields: header.yields,
            parameters,
            columns: if header.yields.has_rows() { columns } else { Vec::new() },
            reads: analysis.reads,
            span: header.span,
        })
    }
}

/// A column whose type is known, from the statement or from the header.
fn output(column: Column, header: &Header, whole: Span) -> Parsed<Output> {
    let span = if column.span.end > column.span.start { column.span } else { whole };
    if let Some((ty, nullable)) = header.stated(&column.name) {
        return Ok(Output { name: column.name, ty, nullable, stated: true, span });
    }
    if let Some(ty) = column.ty {
        return Ok(Output { name: column.name, ty, nullable: column.nullable, stated: false, span });
    }
    let message = format!("nothing tells the type of the column `{}`", column.name);
    let help = format!("cast it, or say it above: `-- zephyrix: {}=text`", column.name);
    Err(Box::new(Diagnostic::new(Code::QUERY_UNTYPED, span, message).help(help)))
}

/// One statement as sqlparser's tree.
fn parse(text: &str, database: Database, places: &Places<'_>) -> Parsed<Statement> {
    let dialect: &dyn Dialect = match database {
        Database::Sqlite => &SQLiteDialect {},
        Database::Postgres => &PostgreSqlDialect {},
        Database::Mysql => &MySqlDialect {},
    };
    let wrong = |error: ParserError| Box::new(places.wrong(&error.to_string()));
    let mut parser = Parser::new(dialect).try_with_sql(text).map_err(wrong)?;
    let statement = parser.parse_statement().map_err(wrong)?;
    let rest = parser.peek_token();
    if rest.token != Token::EOF {
        let found =
            Diagnostic::new(Code::QUERY_SYNTAX, places.span(rest.span), format!("expected the end, found `{rest}`"));
        return Err(Box::new(found));
    }
    Ok(statement)
}

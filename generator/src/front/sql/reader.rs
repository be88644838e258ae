//! What every statement is read with: the schema so far, and what there is to say.

use super::cursor::{Cursor, Parsed};
use super::scope::Scope;
use super::types::Written;
use super::{sound, spelling, text};
use zephyrix_ir::vocabulary::relational::{DataType, Database, Expression, Kind, Name, Schema};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, SourceId, Span};

/// What became of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// It is in the schema.
    Understood,
    /// It defines nothing that is kept, and why.
    Skipped(&'static str),
}

/// A transaction, as far as definitions are concerned.
pub(super) enum Transaction {
    /// None is open.
    Closed,
    /// It has defined nothing yet.
    Open,
    /// It has; the schema as it was before.
    Defining(Box<Schema>),
}

/// Reads statements into a schema.
pub(super) struct Reader<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// The source it is.
    pub(super) source: SourceId,
    /// Whose rules.
    pub(super) database: Database,
    /// What is defined so far.
    pub(super) schema: &'a mut Schema,
    /// What there is to say.
    pub(super) log: &'a mut Diagnostics,
    /// What names mean.
    pub(super) scope: Scope,
    /// The transaction that is open.
    pub(super) transaction: Transaction,
    /// The statement that is read.
    pub(super) statement: Span,
    /// Comments before and in the statement that is read.
    pub(super) comments: Vec<std::ops::Range<usize>>,
}

impl Reader<'_> {
    /// A part of a definition that is not kept.
    pub(super) fn not_kept(&mut self, span: Span, what: &str) {
        self.log.push(Diagnostic::new(Code::SQL_CLAUSE, span, format!("`{}` is not kept", text::brief(what))));
    }

    /// The same, of what is written there.
    pub(super) fn left_out(&mut self, span: Span) {
        self.not_kept(span, self.text.get(span.range()).unwrap_or_default());
    }

    /// Something that must be there and is not. Less is said where a statement was skipped that may have made it.
    pub(super) fn nothing(&self, kind: &str, name: &Name, span: Span) -> Box<Diagnostic> {
        let found = Diagnostic::new(Code::SQL_UNKNOWN, span, format!("there is no {kind} `{name}`"));
        let known = self.schema.tables.iter().map(|it| it.name.name.as_str());
        let found = found.suggest(&name.name, known);
        Box::new(if self.scope.is_blind { found.mild() } else { found })
    }

    /// Something that is there already.
    pub(super) fn twice(kind: &str, name: &Name, span: Span, first: Span) -> Box<Diagnostic> {
        let found = Diagnostic::new(Code::SQL_DUPLICATE, span, format!("{kind} `{name}` is there already"));
        Box::new(found.related(first, "here"))
    }

    /// All that is left of `cursor`, as an expression, which must be there.
    pub(super) fn condition(cursor: &Cursor<'_>) -> Parsed<Expression> {
        if cursor.is_done() {
            return Err(cursor.wrong("an expression"));
        }
        sound::check(cursor)?;
        Ok(text::expression(cursor))
    }

    /// What a type means; one that is not known is told of.
    pub(super) fn data_type(&mut self, written: &Written, span: Span) -> DataType {
        let path = &written.path;
        let name = (!path.is_empty()).then(|| self.scope.find(path, self.schema));
        let mut ty = written.meaning(self.database, name);
        ty.declared = spelling::spelled(&ty, self.database);
        let mut element = &ty;
        while let Kind::Array(inner) = &element.kind {
            element = inner;
        }
        if let Kind::User(name) = &element.kind
            && !self.scope.knows(name, self.schema)
        {
            self.log.push(self.unknown_type(name, span));
        }
        ty
    }

    fn unknown_type(&self, name: &Name, span: Span) -> Diagnostic {
        let found = Diagnostic::new(Code::SQL_TYPE, span, format!("there is no type `{name}`"));
        let known = self.schema.types.iter().map(|it| it.name.name.as_str()).chain(COMMON.iter().copied());
        let found = found.suggest(&name.name, known);
        let extended = !self.schema.extensions.is_empty() || self.scope.is_blind || name.schema.is_some();
        if extended { found.mild() } else { found }
    }

    /// A name in this database's quotes.
    pub(super) fn quoted(&self, name: &str) -> String {
        let quote = if self.database == Database::Mysql { "`" } else { "\"" };
        format!("{quote}{}{quote}", name.replace(quote, &quote.repeat(2)))
    }

    /// The same of a name that may have a schema; what needs no quotes has none.
    pub(super) fn qualified(&self, name: &Name) -> String {
        let is_plain = |it: &str| {
            it.starts_with(|it: char| it.is_ascii_lowercase() || it == '_')
                && it.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_')
        };
        let part = |it: &String| if is_plain(it) { it.clone() } else { self.quoted(it) };
        name.schema.iter().chain([&name.name]).map(part).collect::<Vec<_>>().join(".")
    }

    /// Options of an identity's sequence: only those that are not the usual ones are told of.
    pub(super) fn identity_options(&mut self, options: &Cursor<'_>) {
        const USUAL: &[&str] = &[
            "START WITH 1",
            "START 1",
            "INCREMENT BY 1",
            "INCREMENT 1",
            "NO MINVALUE",
            "NO MAXVALUE",
            "CACHE 1",
            "MINVALUE 1",
            "NO CYCLE",
        ];
        let mut rest = *options;
        while !rest.is_done() {
            if rest.eat("SEQUENCE NAME") {
                // It is the identity's own, whatever it is called.
                let _ = rest.path();
            } else if rest.eat_any(USUAL).is_none() {
                let left = rest.take_rest();
                self.left_out(left.here());
            }
        }
    }
}

/// What is mistyped.
const COMMON: &[&str] = &[
    "bigint",
    "boolean",
    "bytea",
    "character",
    "date",
    "decimal",
    "integer",
    "interval",
    "json",
    "jsonb",
    "numeric",
    "real",
    "smallint",
    "text",
    "timestamp",
    "timestamptz",
    "uuid",
    "varchar",
    "datetime",
    "tinyint",
    "double",
];

//! What is known of an expression, and what is found out about parameters on the way.

use super::super::cursor::Parsed;
use super::header::Header;
use super::holes::Hole;
use super::places::Places;
use indexmap::IndexMap;
use sqlparser::ast::{Ident, ObjectName};
use sqlparser::tokenizer;
use zephyrix_ir::vocabulary::queries::{Parameter, TableRead};
use zephyrix_ir::vocabulary::relational::{DataType, Database, Kind, Schema};
use zephyrix_ir::{Code, Diagnostic, Span};

/// What is known of an expression.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    /// `None`: a parameter or NULL that nothing has told about.
    pub(super) ty: Option<DataType>,
    pub(super) nullable: bool,
}

impl Typed {
    pub(super) fn of(kind: Kind, nullable: bool) -> Self {
        Self { ty: Some(data_type(kind)), nullable }
    }

    pub(super) fn kind(&self) -> Option<&Kind> {
        self.ty.as_ref().map(|it| &it.kind)
    }
}

/// A type that nobody declared.
pub(super) fn data_type(kind: Kind) -> DataType {
    DataType { kind, declared: String::new() }
}

/// One statement being looked at.
pub(super) struct Analysis<'a> {
    pub(super) schema: &'a Schema,
    pub(super) places: &'a Places<'a>,
    holes: &'a [Hole],
    parameters: IndexMap<&'a str, Seen>,
    /// How deep in views it is.
    pub(super) depth: usize,
    /// The tables it reads, and how it narrows them.
    pub(super) reads: Vec<TableRead>,
    /// Names of relations whose columns were met, where that is asked for.
    pub(super) met: Option<Vec<String>>,
}

/// What has been seen of a parameter.
struct Seen {
    ty: Option<DataType>,
    nullable: bool,
    span: Span,
}

impl<'a> Analysis<'a> {
    pub(super) fn new(schema: &'a Schema, places: &'a Places<'a>, holes: &'a [Hole]) -> Self {
        Self { schema, places, holes, parameters: IndexMap::new(), depth: 0, reads: Vec::new(), met: None }
    }

    pub(super) fn database(&self) -> Database {
        self.schema.database
    }

    /// A parameter where something of type `wanted` goes.
    pub(super) fn hole(&mut self, at: tokenizer::Span, wanted: Option<&DataType>) -> Typed {
        let span = self.places.span(at);
        let Some(name) = self.hole_at(span) else { return Typed { ty: None, nullable: true } };
        let seen = self.parameters.entry(name).or_insert(Seen { ty: None, nullable: false, span });
        if seen.ty.is_none() {
            seen.ty = wanted.cloned();
        }
        Typed { ty: seen.ty.clone(), nullable: seen.nullable }
    }

    /// Notes that NULL makes sense for a parameter.
    pub(super) fn may_be_null(&mut self, at: tokenizer::Span) {
        let name = self.hole_at(self.places.span(at));
        if let Some(seen) = name.and_then(|it| self.parameters.get_mut(it)) {
            seen.nullable = true;
        }
    }

    fn hole_at(&self, span: Span) -> Option<&'a str> {
        let start = self.places.within(span);
        self.holes.iter().find(|it| (it.start..it.end).contains(&start)).map(|it| it.name.as_str())
    }

    /// What is known of a parameter in the end.
    pub(super) fn parameter(&self, name: &str, header: &Header) -> Parsed<Parameter> {
        let seen = self.parameters.get(name);
        let span = seen.map_or(self.places.whole, |it| it.span);
        if let Some((ty, nullable)) = header.stated(name) {
            return Ok(Parameter { name: name.to_owned(), ty, nullable, span });
        }
        if let Some((ty, nullable)) = seen.and_then(|it| Some((it.ty.clone()?, it.nullable))) {
            return Ok(Parameter { name: name.to_owned(), ty, nullable, span });
        }
        let found = Diagnostic::new(Code::QUERY_UNTYPED, span, format!("nothing tells the type of `:{name}`"));
        let help = format!("write `CAST(:{name} AS …)`, or say it above: `-- zephyrix: {name}=text`");
        Err(Box::new(found.help(help)))
    }

    /// A name as the database keeps it.
    pub(super) fn name(&self, ident: &Ident) -> String {
        let folds = ident.quote_style.is_none() && self.database() == Database::Postgres;
        if folds { ident.value.to_lowercase() } else { ident.value.clone() }
    }

    /// The last part of a name, and the one before it.
    pub(super) fn names(&self, path: &ObjectName) -> (Option<String>, String) {
        let mut parts = path.0.iter().rev().filter_map(|it| it.as_ident()).map(|it| self.name(it));
        let last = parts.next().unwrap_or_default();
        (parts.next(), last)
    }

    /// Where a name is.
    pub(super) fn place(&self, path: &ObjectName) -> Span {
        let ident = path.0.last().and_then(|it| it.as_ident());
        ident.map_or(self.places.whole, |it| self.places.span(it.span))
    }
}

/// Something that is not there.
pub(super) fn unknown<'k>(
    what: &str,
    name: &str,
    span: Span,
    known: impl IntoIterator<Item = &'k str>,
) -> Box<Diagnostic> {
    let found = Diagnostic::new(Code::QUERY_UNKNOWN, span, format!("there is no {what} `{name}`"));
    Box::new(found.suggest(name, known))
}

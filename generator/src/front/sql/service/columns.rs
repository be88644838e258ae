//! Columns as fields: who fills them, and what their values are.

use super::checks::Bounds;
use super::literals::{Default, default};
use super::{Service, hint};
use zephyrix_ir::Ref;
use zephyrix_ir::vocabulary::relational::{Column, DataType, Generation, Kind, Repertoire, Table, UserTypeKind};
use zephyrix_ir::vocabulary::{Docs, Field, Generated, Presence, Value};

/// What is made of a column.
pub(super) struct ColumnPlan<'s> {
    pub(super) column: &'s Column,
    /// Its type below all domains.
    pub(super) declared: DataType,
    /// The type of its values.
    pub(super) ty: Ref,
    pub(super) nullable: bool,
    pub(super) generated: Option<Generated>,
    pub(super) default: Option<Value>,
    /// What the database fills it with when nothing is said.
    pub(super) expression: Option<String>,
    /// Whether rows count their changes in it.
    pub(super) is_version: bool,
    /// Whether its values are some words.
    pub(super) is_enum: bool,
    /// What its texts can be made of, where that is not all of Unicode.
    pub(super) repertoire: Option<Repertoire>,
}

/// How a field of a column stands in a record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// In what is answered: always there.
    Shown,
    /// In what is shown of it: perhaps.
    Part,
    /// In what is written whole.
    Written,
    /// In what is changed.
    Patched,
}

impl ColumnPlan<'_> {
    /// Whether callers may write it.
    pub(super) fn is_written(&self) -> bool {
        self.generated.is_none() && !self.is_version
    }

    /// Its field in a record.
    pub(super) fn field(&self, of: Use, is_key: bool) -> Field<Ref> {
        let filled = self.default.is_some() || self.expression.is_some();
        let required = match of {
            Use::Shown => true,
            Use::Part => is_key,
            Use::Written => !self.nullable && !filled,
            Use::Patched => false,
        };
        let presence = Presence::new(required, self.nullable);
        let mut field = Field::new(self.column.name.clone(), self.column.span, self.ty.clone(), presence);
        field.docs = Docs { summary: None, description: self.column.comment.clone() };
        field.renamed_from = super::renames::of_column(self.column);
        if of == Use::Written && !required {
            field.default.clone_from(&self.default);
        }
        field
    }
}

impl<'s> Service<'s, '_> {
    /// Every column of a table whose record has this name.
    pub(super) fn columns(&mut self, table: &'s Table, record: &str) -> Vec<ColumnPlan<'s>> {
        let keyed = |it: &Column| table.primary_key.as_ref().is_some_and(|key| key.columns.contains(&it.name));
        let is_seen = |it: &&Column| !is_hidden(it) || keyed(it);
        table.columns.iter().filter(is_seen).map(|it| self.column(table, record, it, keyed(it))).collect()
    }

    fn column(&mut self, table: &'s Table, record: &str, column: &'s Column, is_key: bool) -> ColumnPlan<'s> {
        let (declared, domain, strict) = self.resolved(&column.ty);
        let mut bounds = Bounds::of(table.checks.iter().map(|it| it.expression.text.as_str()), &column.name);
        if !domain.is_empty() {
            bounds.extend(Bounds::of(domain.iter().map(String::as_str), "VALUE"));
        }
        if is_key {
            bounds.in_paths();
        }
        let repertoire = self.schema.repertoire(table, column);
        if let Some(it) = repertoire {
            bounds.made_of(it);
        }
        let mut generated = generated(column);
        if generated.is_none() {
            bounds.moments = self.schema.database.moments(&declared.kind);
        }
        let key = format!("{record}/{}", column.name);
        let ty = self.value_type(&key, &[record, &column.name], column.span, &declared, &bounds);
        let words = self
            .words(&declared.kind)
            .or_else(|| bounds.words.clone().filter(|_| super::types::is_text(&declared.kind)));
        let is_version = is_version(column, &declared.kind) && !is_key;
        let said = column.default.as_ref().filter(|_| column.generation.is_none());
        let said = said.map(|it| default(&it.text, &declared.kind, words.as_deref()));
        let (mut value, mut expression) = match said {
            Some(Default::Value(it)) => (Some(it), None),
            Some(Default::Expression(it)) => (None, Some(it)),
            Some(Default::Null) | None => (None, None),
        };
        if is_key && generated.is_none() && expression.is_some() {
            // The service has to know the key of what it adds.
            expression = None;
            generated = (declared.kind == Kind::Uuid).then_some(Generated::Uuid);
        }
        if is_version {
            value = None;
        }
        ColumnPlan {
            column,
            declared,
            ty,
            nullable: column.nullable && !strict && !is_key,
            generated,
            default: value,
            expression,
            is_version,
            is_enum: words.is_some(),
            repertoire,
        }
    }

    /// The words of an enum.
    fn words(&self, kind: &Kind) -> Option<Vec<String>> {
        match kind {
            Kind::Enum(words) => Some(words.clone()),
            Kind::User(name) => match &self.schema.user_type(name)?.kind {
                UserTypeKind::Enum(words) => Some(words.clone()),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Whether its author keeps it from callers; what has to be given cannot be.
fn is_hidden(it: &Column) -> bool {
    let filled = it.nullable || it.default.is_some() || it.generation.is_some();
    filled && hint(&it.hints, "hidden").is_some()
}

/// Who fills a column, when no caller may.
fn generated(column: &Column) -> Option<Generated> {
    let is_fixed = (column.nullable || column.default.is_some()) && hint(&column.hints, "readonly").is_some();
    match &column.generation {
        Some(Generation::Counter { .. }) => Some(Generated::Sequence),
        Some(Generation::Computed { .. }) => Some(Generated::Database),
        None if column.on_update.is_some() || is_fixed => Some(Generated::Database),
        None => None,
    }
}

fn is_version(column: &Column, kind: &Kind) -> bool {
    let whole = matches!(kind, Kind::Integer { bits: 32 | 64, unsigned: false });
    let said = hint(&column.hints, "version").is_some() || column.name.eq_ignore_ascii_case("version");
    said && whole && !column.nullable && column.generation.is_none()
}

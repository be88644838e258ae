//! Columns of a table that is in both schemas.

use crate::migrate::cast::{Cast, cast};
use crate::migrate::fill::fill;
use crate::migrate::step::Step;
use crate::migrate::{same, words};
use zephyrix_ir::vocabulary::relational::{Column, Database, Generation, Schema, Table};

/// What differs.
pub(super) struct Columns<'a> {
    pub(super) gone: Vec<&'a Column>,
    /// Before, after, and what rows get that have NULL.
    pub(super) changed: Vec<(&'a Column, &'a Column, Option<String>)>,
    /// And what rows that are there get.
    pub(super) new: Vec<(&'a Column, Option<String>)>,
}

impl<'a> Columns<'a> {
    pub(super) fn compare(from: &'a Table, to: &'a Table, schema: &Schema) -> Self {
        let mut it = Self { gone: Vec::new(), changed: Vec::new(), new: Vec::new() };
        it.gone.extend(from.columns.iter().filter(|it| to.column(&it.name).is_none()));
        for column in &to.columns {
            match from.column(&column.name) {
                None => it.new.push((column, needed(column, schema))),
                Some(old) if is_same(old, column, schema.database) => {}
                Some(old) if is_replaced(old, column) => it.replace(old, column, schema),
                Some(old) => {
                    let filled = if old.nullable { needed(column, schema) } else { None };
                    it.changed.push((old, column, filled));
                }
            }
        }
        if schema.database != Database::Sqlite {
            it.replace_computed(from, to, schema);
        }
        it
    }

    /// What is computed from a column that changes is computed anew.
    fn replace_computed(&mut self, from: &'a Table, to: &'a Table, schema: &Schema) {
        for column in &to.columns {
            let Some(old) = from.column(&column.name) else { continue };
            let Some(Generation::Computed { expression, .. }) = &old.generation else { continue };
            let depends = self.unsteady().any(|it| words::mentions(&expression.text, &it.name));
            if depends && !self.gone.iter().any(|it| it.name == old.name) {
                self.changed.retain(|(it, ..)| it.name != old.name);
                self.replace(old, column, schema);
            }
        }
    }

    fn replace(&mut self, old: &'a Column, column: &'a Column, schema: &Schema) {
        self.gone.push(old);
        self.new.push((column, needed(column, schema)));
    }

    /// Columns that go, or get another type.
    pub(super) fn unsteady(&self) -> impl Iterator<Item = &'a Column> {
        let retyped = self.changed.iter().filter(|(from, to, _)| from.ty != to.ty || from.collation != to.collation);
        self.gone.iter().copied().chain(retyped.map(|(from, ..)| *from))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.changed.is_empty() && self.new.is_empty()
    }

    /// What is computed goes first and comes last.
    pub(super) fn steps(&self, table: &Table) -> Vec<Step> {
        let is_computed = |it: &Column| matches!(it.generation, Some(Generation::Computed { .. }));
        let (mut gone, mut new) = (self.gone.clone(), self.new.clone());
        gone.sort_by_key(|it| !is_computed(it));
        new.sort_by_key(|(it, _)| is_computed(it));
        let gone = gone.into_iter().map(|it| Step::DropColumn { table: table.clone(), column: it.clone() });
        let changed = self.changed.iter().map(|(from, to, fill)| Step::AlterColumn {
            table: table.clone(),
            from: (*from).clone(),
            to: (*to).clone(),
            fill: fill.clone(),
        });
        let new = new.into_iter().map(|(it, fill)| Step::AddColumn { table: table.clone(), column: it.clone(), fill });
        gone.chain(changed).chain(new).collect()
    }
}

/// MySQL says a remark with the column; elsewhere it is a step of its own.
fn is_same(a: &Column, b: &Column, database: Database) -> bool {
    same::column(a, b) && (database != Database::Mysql || a.comment == b.comment)
}

/// Whether no values are carried over.
fn is_replaced(from: &Column, to: &Column) -> bool {
    let computed = |it: &Column| match &it.generation {
        Some(Generation::Computed { expression, stored }) => Some((expression.text.clone(), *stored)),
        _ => None,
    };
    match (computed(from), computed(to)) {
        (None, None) => cast(from, to) == Cast::None,
        (from_computed, to_computed) => from_computed != to_computed || from.ty != to.ty,
    }
}

/// What rows get in a column that may not be empty, and that nothing fills.
fn needed(it: &Column, schema: &Schema) -> Option<String> {
    if it.nullable || it.generation.is_some() { None } else { fill(it, schema) }
}

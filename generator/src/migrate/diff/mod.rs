//! What differs, in an order that works: dependents go, types come, tables change, tables come, dependents come.

mod columns;
mod normal;
mod parts;
mod references;
mod sqlite;
mod types;
mod views;

use super::renames::{self, Rename};
use super::step::Step;
use crate::ddl::{Constraint, by_dependency};
use columns::Columns;
pub(in crate::migrate) use normal::normal;
use parts::Parts;
use zephyrix_ir::vocabulary::relational::{Database, Schema, Table};

/// The steps from one schema to another.
pub(super) fn diff(from: &Schema, to: &Schema, renames: &[Rename]) -> Vec<Step> {
    let (before, to) = (normal(from), normal(to));
    let mut from = before.clone();
    let called = renames::apply(&mut from, &to, renames);
    let types = types::differences(&mut from, &to);
    let tables = Tables::compare(&from, &to);
    let mut touched = tables.touched();
    touched.extend(called.iter().flat_map(|it| match it {
        Step::RenameTable { from, to } => vec![from.name.clone(), to.name.clone()],
        Step::RenameColumn { table, .. } => vec![table.name.clone()],
        _ => Vec::new(),
    }));
    let (gone_views, new_views) = views::differences(&before, &to, &touched);
    let mut steps = gone_views;
    steps.extend(called);
    steps.extend(types.before);
    steps.extend(tables.steps());
    steps.extend(types.after);
    steps.extend(new_views);
    steps
}

/// Tables that are in both, and those that are in one.
struct Tables<'a> {
    from: &'a Schema,
    to: &'a Schema,
    pairs: Vec<Pair<'a>>,
    gone: Vec<&'a Table>,
    new: Vec<&'a Table>,
}

/// A table before and after.
struct Pair<'a> {
    from: &'a Table,
    to: &'a Table,
    columns: Columns<'a>,
    parts: Parts,
}

impl<'a> Tables<'a> {
    fn compare(from: &'a Schema, to: &'a Schema) -> Self {
        let pair = |it: &'a Table| {
            let old = from.table(&it.name)?;
            let columns = Columns::compare(old, it, to);
            let parts = Parts::compare(old, it, &columns, to.database);
            Some(Pair { from: old, to: it, columns, parts })
        };
        let mut it = Self {
            from,
            to,
            pairs: to.tables.iter().filter_map(pair).collect(),
            gone: from.tables.iter().filter(|it| to.table(&it.name).is_none()).collect(),
            new: to.tables.iter().filter(|it| from.table(&it.name).is_none()).collect(),
        };
        references::settle(&mut it);
        it
    }

    /// Tables whose columns are not the same afterwards.
    fn touched(&self) -> Vec<String> {
        let changed = self.pairs.iter().filter(|it| match self.to.database {
            Database::Sqlite => sqlite::is_changed(it),
            Database::Postgres | Database::Mysql => !it.columns.is_empty(),
        });
        let pairs = changed.map(|it| it.to.name.name.clone());
        pairs.chain(self.gone.iter().chain(&self.new).map(|it| it.name.name.clone())).collect()
    }

    fn steps(&self) -> Vec<Step> {
        match self.to.database {
            Database::Sqlite => sqlite::steps(self),
            Database::Postgres | Database::Mysql => self.altering(),
        }
    }

    fn altering(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for pair in &self.pairs {
            steps.extend(pair.parts.policies_gone(pair.from));
        }
        for pair in &self.pairs {
            steps.extend(pair.parts.references_gone(pair.from));
        }
        steps.extend(self.dropped());
        for pair in &self.pairs {
            steps.extend(pair.parts.going(pair.from));
            steps.extend(pair.columns.steps(pair.to));
            steps.extend(pair.parts.coming(pair.to));
        }
        steps.extend(self.made());
        for pair in &self.pairs {
            steps.extend(pair.parts.references_new(pair.to));
            steps.extend(parts::remarks(pair.from, pair.to, self.to.database));
            steps.extend(pair.parts.policies_new(pair.from, pair.to));
        }
        steps
    }

    /// Tables that go: those that refer before those that are referred to.
    fn dropped(&self) -> Vec<Step> {
        let gone: Vec<Table> = self.gone.iter().map(|it| (*it).clone()).collect();
        let (ordered, cyclic) = by_dependency(&gone, self.from.database);
        let references =
            cyclic.into_iter().map(|(table, constraint)| Step::DropConstraint { table: table.clone(), constraint });
        references.chain(ordered.iter().rev().map(|it| Step::DropTable((*it).clone()))).collect()
    }

    /// Tables that come: those that are referred to before those that refer.
    fn made(&self) -> Vec<Step> {
        let new: Vec<Table> = self.new.iter().map(|it| (*it).clone()).collect();
        let (ordered, cyclic) = by_dependency(&new, self.to.database);
        let later = |table: &Table| {
            cyclic.iter().filter(|(of, _)| std::ptr::eq(*of, table)).map(|(_, it)| it.clone()).collect()
        };
        let made = ordered.iter().map(|it| Step::CreateTable { table: (*it).clone(), later: later(it) });
        let references = cyclic.iter().map(|(table, constraint): &(&Table, Constraint)| Step::AddConstraint {
            table: (*table).clone(),
            constraint: constraint.clone(),
        });
        made.chain(references).collect()
    }
}

//! Constraints, indexes, policies and remarks of a table that is in both schemas.

use super::columns::Columns;
use crate::ddl::Constraint;
use crate::ddl::of_table;
use crate::migrate::step::Step;
use crate::migrate::{same, words};
use zephyrix_ir::vocabulary::relational::{Column, Database, Index, Keyed, Policy, Table};

/// What goes and what comes.
pub(super) struct Parts {
    pub(super) constraints: (Vec<Constraint>, Vec<Constraint>),
    pub(super) references: (Vec<Constraint>, Vec<Constraint>),
    pub(super) indexes: (Vec<Index>, Vec<Index>),
    policies: (Vec<Policy>, Vec<Policy>),
    options: bool,
}

impl Parts {
    pub(super) fn compare(from: &Table, to: &Table, columns: &Columns<'_>, database: Database) -> Self {
        let unsteady: Vec<&Column> = columns.unsteady().collect();
        let is_unsteady = |name: &str| unsteady.iter().any(|it| it.name.eq_ignore_ascii_case(name));
        let is_gone = |name: &str| columns.gone.iter().any(|it| it.name.eq_ignore_ascii_case(name));
        let says = |text: &str| unsteady.iter().any(|it| words::mentions(text, &it.name));
        let shaken = |it: &Constraint| match it {
            Constraint::Primary(key) | Constraint::Unique(key) => key.columns.iter().any(|it| is_gone(it)),
            Constraint::Foreign(key) => key.columns.iter().any(|it| is_unsteady(it)),
            Constraint::Check(check) => says(&check.expression.text),
            Constraint::Other(text) => says(&text.text),
        };
        let all = differences(&of_table(from), &of_table(to), |a, b| same::constraint(a, to, b, database), shaken);
        let is_reference = |it: &Constraint| matches!(it, Constraint::Foreign(_));
        let (references_gone, gone) = all.0.into_iter().partition(is_reference);
        let (references_new, new) = all.1.into_iter().partition(is_reference);
        let shaken = |it: &Index| {
            let parts = it.parts.iter().any(|it| match &it.of {
                Keyed::Column(name) => is_gone(name),
                Keyed::Expression(expression) => says(&expression.text),
            });
            parts || it.include.iter().any(|it| is_gone(it)) || it.predicate.as_ref().is_some_and(|it| says(&it.text))
        };
        let shaken_policy = |it: &Policy| it.using.iter().chain(&it.check).any(|it| says(&it.text));
        Self {
            constraints: (gone, new),
            references: (references_gone, references_new),
            indexes: differences(&from.indexes, &to.indexes, |a, b| same::index(a, to, b), shaken),
            policies: differences(&from.policies, &to.policies, same::policy, shaken_policy),
            options: same::options(from) != same::options(to)
                || (database == Database::Mysql && from.comment != to.comment),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        let none = |it: &(Vec<Constraint>, Vec<Constraint>)| it.0.is_empty() && it.1.is_empty();
        none(&self.constraints) && none(&self.references) && !self.options
    }

    pub(super) fn references_gone(&self, table: &Table) -> Vec<Step> {
        dropped(table, &self.references.0)
    }

    pub(super) fn references_new(&self, table: &Table) -> Vec<Step> {
        added(table, &self.references.1)
    }

    pub(super) fn going(&self, table: &Table) -> Vec<Step> {
        let indexes = self.indexes.0.iter().map(|it| Step::DropIndex { table: table.clone(), index: it.clone() });
        indexes.chain(dropped(table, &self.constraints.0)).collect()
    }

    pub(super) fn coming(&self, table: &Table) -> Vec<Step> {
        let mut steps = added(table, &self.constraints.1);
        steps.extend(self.indexes.1.iter().map(|it| Step::CreateIndex { table: table.clone(), index: it.clone() }));
        if self.options {
            steps.push(Step::Options(table.clone()));
        }
        steps
    }

    pub(super) fn policies_gone(&self, table: &Table) -> Vec<Step> {
        self.policies.0.iter().map(|it| Step::DropPolicy { table: table.clone(), policy: it.clone() }).collect()
    }

    pub(super) fn policies_new(&self, from: &Table, to: &Table) -> Vec<Step> {
        let security = (from.row_security != to.row_security)
            .then(|| Step::RowSecurity { table: to.clone(), on: to.row_security });
        let forced = (from.forced_security != to.forced_security)
            .then(|| Step::ForcedSecurity { table: to.clone(), on: to.forced_security });
        let policies = self.policies.1.iter().map(|it| Step::CreatePolicy { table: to.clone(), policy: it.clone() });
        security.into_iter().chain(forced).chain(policies).collect()
    }
}

fn dropped(table: &Table, gone: &[Constraint]) -> Vec<Step> {
    gone.iter().map(|it| Step::DropConstraint { table: table.clone(), constraint: it.clone() }).collect()
}

fn added(table: &Table, new: &[Constraint]) -> Vec<Step> {
    new.iter().map(|it| Step::AddConstraint { table: table.clone(), constraint: it.clone() }).collect()
}

/// What is in one list only; and in both what is `shaken`, which goes and comes again.
fn differences<T: Clone>(
    from: &[T],
    to: &[T],
    same: impl Fn(&T, &T) -> bool,
    shaken: impl Fn(&T) -> bool,
) -> (Vec<T>, Vec<T>) {
    let mut gone: Vec<T> = from.to_vec();
    let mut new = Vec::new();
    for it in to {
        match gone.iter().position(|old| same(old, it)).filter(|_| !shaken(it)) {
            Some(at) => drop(gone.remove(at)),
            None => new.push(it.clone()),
        }
    }
    (gone, new)
}

/// Remarks that differ, where they are statements of their own.
pub(super) fn remarks(from: &Table, to: &Table, database: Database) -> Vec<Step> {
    if database != Database::Postgres {
        return Vec::new();
    }
    let mut steps = Vec::new();
    if from.comment != to.comment {
        steps.push(Step::CommentTable(to.clone()));
    }
    for column in &to.columns {
        let before = from.column(&column.name).and_then(|it| it.comment.as_ref());
        if before != column.comment.as_ref() {
            steps.push(Step::CommentColumn { table: to.clone(), column: column.clone() });
        }
    }
    for index in &to.indexes {
        let before = from.indexes.iter().find(|it| same::index(it, to, index));
        if before.and_then(|it| it.comment.as_ref()) != index.comment.as_ref() {
            steps.push(Step::CommentIndex { table: to.clone(), index: index.clone() });
        }
    }
    steps
}

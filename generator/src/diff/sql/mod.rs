//! Schemas of tables: what statements that are sent today are refused for, what they are answered otherwise, and what
//! becomes of the rows that are there.
//!
//! What callers of the service notice, the two models of operations say; here it is told what that [follows from](because).

mod because;
mod columns;
mod constraints;
mod types;
mod uniques;
mod unsaid;
mod values;
mod views;

use super::{Breaks, Finding};
use crate::migrate::{Met, Step, meet};
use zephyrix_ir::vocabulary::relational::{Name, Schema, Table};
use zephyrix_ir::{Code, Model, Span};

/// A difference, and the tables or columns in which it is.
struct Change {
    finding: Finding,
    /// Where these are written in the old version.
    olds: Vec<Span>,
    /// And in the new one.
    news: Vec<Span>,
}

/// A table on both sides.
#[derive(Clone, Copy)]
struct Pair<'s> {
    old: &'s Table,
    new: &'s Table,
}

/// Two schemas, and what was found so far.
struct Comparison<'s> {
    met: &'s Met,
    /// Where the new version begins, for what is gone with all that it was in.
    start: Span,
    changes: Vec<Change>,
}

impl Comparison<'_> {
    /// Tells of something that is not about single tables or columns.
    fn tell(&mut self, finding: Finding) {
        self.about(finding, Vec::new(), Vec::new());
    }

    /// Tells of something in tables or columns that are written there.
    fn about(&mut self, finding: Finding, olds: Vec<Span>, news: Vec<Span>) {
        self.changes.push(Change { finding, olds, news });
    }
}

/// What is refused to whoever asks the database.
fn refused(message: String) -> Finding {
    Finding::breaking(Code::SQL_REFUSED, Breaks::Data, message)
}

/// What rows that are there may not meet.
fn unfit(message: String) -> Finding {
    Finding::breaking(Code::ROWS_UNFIT, Breaks::Data, message)
}

/// What is gone, with what was kept in it.
fn lost(message: String) -> Finding {
    Finding::breaking(Code::ROWS_LOST, Breaks::Data, message)
}

/// What is answered otherwise to whoever asks the database.
fn retyped(message: String) -> Finding {
    Finding::breaking(Code::COLUMN_CHANGED, Breaks::Data, message)
}

/// What breaks nobody, and may be met by those who do not expect it.
fn surprising(message: String) -> Finding {
    Finding::harmless(Code::MAY_SURPRISE, message)
}

/// What is new, or looser.
fn fresh(message: String) -> Finding {
    Finding::harmless(Code::SOMETHING_NEW, message)
}

/// What differs and is not compared.
fn uncompared(what: &str) -> Finding {
    Finding::harmless(Code::NOT_COMPARED, format!("{what}, which is not compared"))
}

/// Compares the tables of two versions, and says of findings that are there what they follow from.
pub(super) fn compare(old: &Model, new: &Model, findings: &mut Vec<Finding>) {
    let (before, now) = match (old.schema(), new.schema()) {
        (None, None) => return,
        (Some(before), Some(now)) => (before.clone(), now.clone()),
        (Some(before), None) => (before.clone(), Schema::new(before.database)),
        (None, Some(now)) => (Schema::new(now.database), now.clone()),
    };
    if before.database != now.database {
        let (was, is) = (before.database.word(), now.database.word());
        let what = format!("the tables are of {is}, and were of {was}");
        return findings.push(uncompared(&what).at(old.info().span, new.info().span));
    }
    let met = meet(&before, &now);
    let mut both = Comparison { met: &met, start: new.info().span, changes: Vec::new() };
    both.renamed();
    both.types();
    both.tables();
    both.views();
    both.unsaid();
    because::link((old, new), &both.changes, findings);
    let told: Vec<Finding> =
        both.changes.into_iter().filter(|it| !because::is_said(it, findings)).map(|it| it.finding).collect();
    findings.extend(told);
}

impl<'s> Comparison<'s> {
    /// Tells what is called otherwise: rows stay, and who asks for the old name is refused.
    fn renamed(&mut self) {
        let met = self.met;
        for step in &met.renamed {
            let (what, to, places) = match step {
                Step::RenameTable { from, to } => {
                    let Some((old, new)) = met.old.table(to).zip(met.new.table(to)) else { continue };
                    (format!("the table `{from}`"), to.name.clone(), (old.span, new.span))
                }
                Step::RenameColumn { table, from, to } => {
                    let column = |schema: &Schema| Some(schema.table(table)?.column(to)?.span);
                    let Some((old, new)) = column(&met.old).zip(column(&met.new)) else { continue };
                    (format!("the column `{from}` of `{table}`"), to.clone(), (old, new))
                }
                _ => continue,
            };
            let message =
                format!("{what} was renamed to `{to}`: rows stay, and statements with the old name are refused");
            self.about(refused(message).at(places.0, places.1), vec![places.0], vec![places.1]);
        }
    }

    fn tables(&mut self) {
        let met = self.met;
        for it in &met.old.tables {
            if let Some(new) = met.new.table(&it.name) {
                self.table(Pair { old: it, new });
            } else {
                let message = format!("the table `{}` is gone, with all rows that are in it", it.name);
                self.about(lost(message).at(it.span, self.start), vec![it.span], Vec::new());
            }
        }
        for it in met.new.tables.iter().filter(|it| met.old.table(&it.name).is_none()) {
            let found = Finding::fresh(format!("the table `{}` is new", it.name), it.span);
            self.about(found, Vec::new(), vec![it.span]);
        }
    }

    fn table(&mut self, pair: Pair<'s>) {
        self.columns(pair);
        self.uniques(pair);
        self.constraints(pair);
        self.indexes(pair);
    }
}

/// Columns as people say them: `a` and `b`.
fn listed(columns: &[String]) -> String {
    columns.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" and ")
}

/// Where columns of a table are written, as far as it has them.
fn spans(table: &Table, columns: &[String]) -> Vec<Span> {
    columns.iter().filter_map(|it| Some(table.column(it)?.span)).collect()
}

/// Those that only one of two lists has.
fn only<'t, T>(all: &'t [T], others: &'t [T], same: impl Fn(&T, &T) -> bool) -> Vec<&'t T> {
    all.iter().filter(|it| !others.iter().any(|other| same(it, other))).collect()
}

/// Those of one list, each with the one of the same name in another.
fn named<'t, T>(all: &'t [T], others: &'t [T], name: impl Fn(&T) -> &Name) -> Vec<(&'t T, &'t T)> {
    let other = |it: &'t T| others.iter().find(|other| name(other) == name(it)).map(|other| (it, other));
    all.iter().filter_map(other).collect()
}

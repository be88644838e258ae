//! The order in which tables can be made.

use super::Constraint;
use crate::migrate::words::names;
use std::collections::BTreeSet;
use zephyrix_ir::vocabulary::relational::{Database, Table, View};

/// Tables so that each comes after those it refers to, and the references that no order can meet. SQLite asks for none.
pub(crate) fn by_dependency(tables: &[Table], database: Database) -> (Vec<&Table>, Vec<(&Table, Constraint)>) {
    let mut ordered: Vec<&Table> = Vec::new();
    let mut waiting: Vec<&Table> = tables.iter().collect();
    let mut cyclic = Vec::new();
    while !waiting.is_empty() {
        let is_ready = |table: &Table| missing(table, &ordered, &waiting, database).next().is_none();
        // In a circle the first goes first, and some of its references later.
        let next = waiting.iter().position(|it| is_ready(it)).unwrap_or(0);
        let table = waiting[next];
        if database != Database::Sqlite {
            let later = missing(table, &ordered, &waiting, database).map(|it| (table, it));
            cyclic.extend(later.collect::<Vec<_>>());
        }
        waiting.remove(next);
        ordered.push(table);
    }
    (ordered, cyclic)
}

/// References to tables that are yet to come.
fn missing<'a>(
    table: &'a Table,
    ordered: &'a [&Table],
    waiting: &'a [&Table],
    database: Database,
) -> impl Iterator<Item = Constraint> + 'a {
    let waits = move |key: &&zephyrix_ir::vocabulary::relational::ForeignKey| {
        let is_it = |it: &&Table| it.name.matches(&key.table, database);
        !key.table.matches(&table.name, database) && !ordered.iter().any(is_it) && waiting.iter().any(is_it)
    };
    table.foreign_keys.iter().filter(waits).cloned().map(Constraint::Foreign)
}

/// Views, each after those that it names: one that was replaced may show what came after its first definition.
pub(crate) fn views_by_dependency(views: &[View]) -> Vec<&View> {
    let named: Vec<BTreeSet<String>> = views.iter().map(|it| names(&it.query.text)).collect();
    let called: Vec<String> = views.iter().map(|it| it.name.name.to_lowercase()).collect();
    let mut ordered = Vec::new();
    let mut waiting: Vec<usize> = (0..views.len()).collect();
    while !waiting.is_empty() {
        let is_ready = |at: usize| !waiting.iter().any(|it| *it != at && named[at].contains(&called[*it]));
        let next = waiting.iter().position(|it| is_ready(*it)).unwrap_or(0);
        ordered.push(&views[waiting.remove(next)]);
    }
    ordered
}

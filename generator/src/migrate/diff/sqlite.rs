//! SQLite adds columns and indexes; for anything else, a table is written anew (<https://sqlite.org/lang_altertable.html#otheralter>).

use super::{Pair, Tables};
use crate::migrate::fill::fill;
use crate::migrate::step::Step;
use crate::migrate::{same, words};
use zephyrix_ir::vocabulary::relational::{Column, Generation, Schema, Trigger};

pub(super) fn steps(tables: &Tables<'_>) -> Vec<Step> {
    let triggers = unsteady(tables);
    let mut steps: Vec<Step> = triggers.iter().cloned().map(Step::DropTrigger).collect();
    steps.extend(tables.dropped());
    for pair in &tables.pairs {
        if is_rebuilt(pair) {
            let fills = fills(pair, tables.to);
            steps.push(Step::Rebuild { from: pair.from.clone(), to: pair.to.clone(), fills });
            continue;
        }
        let indexes = pair.parts.indexes.0.iter();
        steps.extend(indexes.map(|it| Step::DropIndex { table: pair.from.clone(), index: it.clone() }));
        steps.extend(pair.columns.steps(pair.to));
        let indexes = pair.parts.indexes.1.iter();
        steps.extend(indexes.map(|it| Step::CreateIndex { table: pair.to.clone(), index: it.clone() }));
    }
    steps.extend(tables.made());
    steps.extend(triggers.into_iter().map(Step::CreateTrigger));
    steps
}

/// Triggers of tables that are written anew, and those that name one: they would name nothing for a while.
fn unsteady(tables: &Tables<'_>) -> Vec<Trigger> {
    let rebuilt: Vec<&str> =
        tables.pairs.iter().filter(|it| is_rebuilt(it)).map(|it| it.from.name.name.as_str()).collect();
    let kept = tables.pairs.iter().flat_map(|it| &it.from.triggers);
    kept.filter(|it| rebuilt.iter().any(|name| words::mentions(&it.statement.text, name))).cloned().collect()
}

/// Whether the table is not the same afterwards; its indexes apart.
pub(super) fn is_changed(pair: &Pair<'_>) -> bool {
    !pair.parts.is_empty() || !pair.columns.is_empty()
}

fn is_rebuilt(pair: &Pair<'_>) -> bool {
    !pair.parts.is_empty()
        || !pair.columns.gone.is_empty()
        || !pair.columns.changed.is_empty()
        || !pair.columns.new.iter().all(|(it, _)| can_be_added(it))
}

/// What `ALTER TABLE … ADD COLUMN` takes.
fn can_be_added(it: &Column) -> bool {
    let literal = same::value(it).is_some_and(|it| {
        it.starts_with(|first: char| first.is_ascii_digit() || "'-+".contains(first)) && !it.contains('(')
    });
    match &it.generation {
        None => literal || (it.nullable && it.default.is_none()),
        Some(Generation::Computed { stored, .. }) => !stored && it.nullable,
        Some(Generation::Counter { .. }) => false,
    }
}

/// What rows get where they have NULL, or nothing, in a column that may not be empty.
fn fills(pair: &Pair<'_>, schema: &Schema) -> Vec<(String, String)> {
    let needed = |it: &&Column| {
        let old = pair.from.column(&it.name);
        !it.nullable && it.generation.is_none() && old.is_none_or(|it| it.nullable)
    };
    let columns = pair.to.columns.iter().filter(needed);
    columns.filter_map(|it| Some((it.name.clone(), fill(it, schema)?))).collect()
}

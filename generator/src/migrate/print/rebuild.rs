//! A table of SQLite written anew: a new one beside it, the rows, and the old one's name. While this runs nothing may
//! watch foreign keys; whoever applies it checks them at the end.

use crate::ddl::{self, literal, qualified, quote, quoted};
use crate::migrate::cast::{Cast, cast};
use zephyrix_ir::vocabulary::relational::{Column, Database, Generation, Name, Table};

const HERE: Database = Database::Sqlite;

pub(super) fn statements(from: &Table, to: &Table, fills: &[(String, String)]) -> Vec<String> {
    let beside = Table { name: Name { name: format!("{}__new", to.name.name), ..to.name.clone() }, ..to.clone() };
    let (old, new) = (qualified(&from.name, HERE), qualified(&beside.name, HERE));
    let (columns, values) = carried(from, to, fills);
    let mut all = vec![ddl::table(&beside, &[], HERE)];
    all.push(format!("INSERT INTO {new} ({}) SELECT {} FROM {old}", quoted(&columns, HERE), values.join(", ")));
    if counts_forever(from) && counts_forever(to) {
        let (old, new) = (literal(&from.name.name, HERE), literal(&beside.name.name, HERE));
        all.push(format!("DELETE FROM sqlite_sequence WHERE name = {new}"));
        all.push(format!(
            "INSERT INTO sqlite_sequence (name, seq) SELECT {new}, seq FROM sqlite_sequence WHERE name = {old}"
        ));
    }
    all.push(format!("DROP TABLE {old}"));
    all.push(format!("ALTER TABLE {new} RENAME TO {}", quote(&to.name.name, HERE)));
    all.extend(to.indexes.iter().map(|it| ddl::index(to, it, HERE)));
    all
}

/// Columns that get a value from the old rows, and which.
fn carried(from: &Table, to: &Table, fills: &[(String, String)]) -> (Vec<String>, Vec<String>) {
    let (mut columns, mut values) = (Vec::new(), Vec::new());
    let is_strict = to.options.iter().any(|it| it.eq_ignore_ascii_case("strict"));
    let stored: Vec<&Column> =
        to.columns.iter().filter(|it| !matches!(it.generation, Some(Generation::Computed { .. }))).collect();
    for it in &stored {
        let fill = fills.iter().find(|(name, _)| *name == it.name).map(|(_, value)| value.clone());
        let old = from.column(&it.name).filter(|old| cast(old, it) != Cast::None);
        let value = old.map(|old| {
            let name = quote(&old.name, HERE);
            if is_strict && old.ty != it.ty { format!("CAST({name} AS {})", it.ty.declared) } else { name }
        });
        let value = match (value, fill) {
            (Some(value), Some(fill)) => format!("COALESCE({value}, {fill})"),
            (Some(value), None) | (None, Some(value)) => value,
            (None, None) => continue,
        };
        columns.push(it.name.clone());
        values.push(value);
    }
    // Rows that have nothing in common with the old ones are still as many.
    if let Some(first) = stored.first().filter(|_| columns.is_empty()) {
        columns.push(first.name.clone());
        values.push("NULL".to_owned());
    }
    (columns, values)
}

fn counts_forever(it: &Table) -> bool {
    it.columns.iter().any(|it| matches!(it.generation, Some(Generation::Counter { unique_forever: true, .. })))
}

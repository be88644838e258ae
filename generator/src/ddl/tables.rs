//! `CREATE TABLE`.

use super::constraints::{constraint, of_table, references};
use super::{Constraint, column, constraint_name, indexes, literal, qualified};
use std::fmt::Write;
use zephyrix_ir::vocabulary::relational::{Column, Database, Generation, Key, Table};

/// Whether indexes stand inside of `CREATE TABLE`: MySQL makes one of its own for a reference that finds none.
pub(super) fn has_indexes_inside(database: Database) -> bool {
    database == Database::Mysql
}

/// `CREATE TABLE …` without the constraints that come later.
pub(crate) fn table(it: &Table, later: &[&Constraint], database: Database) -> String {
    if let Some(partition) = &it.partition {
        let (name, of) = (qualified(&it.name, database), qualified(&partition.of, database));
        return format!("CREATE TABLE {name} PARTITION OF {of} {}{}", partition.bounds, options(it, database));
    }
    let mut lines: Vec<String> = it.columns.iter().flat_map(|column| of_column(it, column, later, database)).collect();
    let apart = of_table(it).into_iter().filter(|one| !is_inline(it, one, database) && !later.contains(&one));
    lines.extend(apart.map(|one| constraint(it, &one, database)));
    if has_indexes_inside(database) {
        let implied = indexes::implied_indexes(it);
        lines.extend(it.indexes.iter().chain(&implied).map(|index| indexes::inside(it, index, database)));
    }
    let before = if database == Database::Sqlite { remark(it.comment.as_deref()) } else { String::new() };
    let name = qualified(&it.name, database);
    // A remark ends its line, and is followed by no comma.
    let mut body = String::new();
    for (at, line) in lines.iter().enumerate() {
        let comma = if at + 1 < lines.len() && !line.trim_start().starts_with("--") { "," } else { "" };
        let _ = write!(body, "\n    {line}{comma}");
    }
    format!("{before}CREATE TABLE {name} ({body}\n){}", options(it, database))
}

/// A column with the constraints that are about it alone, after what SQLite can say of it only in a remark.
fn of_column(table: &Table, it: &Column, later: &[&Constraint], database: Database) -> Vec<String> {
    let mut line = column(it, database);
    for one in of_table(table).iter().filter(|one| is_inline(table, one, database) && !later.contains(one)) {
        match one {
            Constraint::Primary(key) if key.columns == [it.name.clone()] => {
                line.push_str(" PRIMARY KEY");
                if matches!(it.generation, Some(Generation::Counter { unique_forever: true, .. }))
                    && database == Database::Sqlite
                {
                    line.push_str(" AUTOINCREMENT");
                }
            }
            Constraint::Unique(key) if key.columns == [it.name.clone()] => line.push_str(" UNIQUE"),
            Constraint::Foreign(key) if key.columns == [it.name.clone()] => {
                line.push(' ');
                line.push_str(&references(key, database));
            }
            _ => {}
        }
    }
    let said = it.comment.as_deref().filter(|_| database == Database::Sqlite);
    said.into_iter().flat_map(|it| it.lines().map(|it| format!("-- {it}"))).chain([line]).collect()
}

/// Whether a constraint is said at its one column: it has no name, or the one that it gets there.
fn is_inline(table: &Table, it: &Constraint, database: Database) -> bool {
    let is_given = database == Database::Postgres
        && it.name().is_some_and(|name| name == constraint_name(table, &it.clone().named(None)));
    let is_unnamed = is_given || it.name().is_none();
    match it {
        Constraint::Primary(key) => is_counter(table, key, database) || (is_unnamed && is_plain(key)),
        Constraint::Unique(key) => is_unnamed && is_plain(key) && database != Database::Mysql,
        // MySQL takes such a reference for a remark.
        Constraint::Foreign(key) => is_unnamed && key.columns.len() == 1 && database != Database::Mysql,
        Constraint::Check(_) | Constraint::Other(_) => false,
    }
}

fn is_plain(key: &Key) -> bool {
    key.columns.len() == 1 && !key.nulls_equal && key.deferrable.is_none()
}

/// SQLite counts only in a column that is the key by its own words.
fn is_counter(table: &Table, key: &Key, database: Database) -> bool {
    let [only] = key.columns.as_slice() else { return false };
    let counts = table.column(only).is_some_and(|it| matches!(it.generation, Some(Generation::Counter { .. })));
    counts && database == Database::Sqlite
}

fn options(it: &Table, database: Database) -> String {
    let between = if database == Database::Sqlite { ", " } else { " " };
    let mut options = it.options.join(between);
    if let Some(said) = it.comment.as_ref().filter(|_| database == Database::Mysql) {
        let _ = write!(options, " COMMENT={}", literal(said, database));
    }
    let options = options.trim();
    if options.is_empty() { String::new() } else { format!(" {options}") }
}

/// Lines of a remark before a statement.
fn remark(said: Option<&str>) -> String {
    said.into_iter().flat_map(str::lines).flat_map(|it| ["-- ", it, "\n"]).collect()
}

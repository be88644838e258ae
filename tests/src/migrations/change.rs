//! What becomes of a schema in a year.

use super::random::{self, constrain, declared, said};
use super::samples;
use fastrand::Rng;
use zephyrix_generator::Database;
use zephyrix_generator::migrate::Rename;
use zephyrix_generator::relational::{Column, Keyed, Name, Schema, Table, UserTypeKind};

/// The same schema after a few changes.
pub(super) fn changed(rng: &mut Rng, from: &Schema) -> (Schema, Vec<Rename>) {
    let mut to = from.clone();
    let mut renames = Vec::new();
    for at in 0..rng.usize(1..6) {
        let table = rng.usize(..to.tables.len());
        match rng.u8(..12) {
            0 => {
                let column = random::column(rng, &format!("n{at}"), &to);
                to.tables[table].columns.push(column);
            }
            1 | 2 => drop_column(rng, &mut to.tables[table]),
            3 | 4 => retype(rng, &mut to, table),
            5 => loosen(rng, &mut to, table),
            6 | 7 => {
                let database = to.database;
                constrain(rng, &mut to.tables[table], database);
            }
            8 => drop_part(rng, &mut to.tables[table]),
            9 => {
                let other = random::table(rng, &format!("n{at}"), &to);
                to.tables.push(other);
            }
            10 => rename(rng, &mut to, table, &mut renames),
            _ => change_type(rng, &mut to),
        }
    }
    let remarks = to.database != Database::Sqlite;
    to.tables[0].comment = random::remark(rng).filter(|_| remarks);
    random::show(rng, &mut to);
    (to, renames)
}

/// What a table is called afterwards.
pub(super) fn name_after(table: &str, renames: &[Rename]) -> String {
    let new = renames.iter().find_map(|it| match it {
        Rename::Table { from, to } if from.name == table => Some(to.name.clone()),
        _ => None,
    });
    new.unwrap_or_else(|| table.to_owned())
}

/// Columns that no key is made of.
fn free(table: &Table) -> Vec<String> {
    let names = table.columns.iter().filter(|it| it.name.starts_with('c') && it.generation.is_none());
    names.map(|it| it.name.clone()).collect()
}

fn drop_column(rng: &mut Rng, table: &mut Table) {
    let Some(name) = rng.choice(free(table)) else { return };
    if table.columns.len() > 1 {
        forget(table, &name);
        table.columns.retain(|it| it.name != name && it.name != "twice");
    }
}

/// Everything that stands on a column goes.
fn forget(table: &mut Table, name: &str) {
    table.uniques.retain(|it| it.columns[0] != name);
    table.checks.retain(|it| !it.expression.text.split(' ').any(|it| it == name));
    table.indexes.retain(|it| it.parts.iter().all(|it| it.of != Keyed::Column(name.to_owned())));
}

fn retype(rng: &mut Rng, schema: &mut Schema, at: usize) {
    let database = schema.database;
    let Some(name) = rng.choice(free(&schema.tables[at])) else { return };
    let is_fluid = |it: &Column| samples::of(it, database).is_some_and(|it| it.fluid);
    let table = &mut schema.tables[at];
    let to: Vec<_> = samples::all(database).iter().filter(|it| it.fluid).collect();
    let sample = to[rng.usize(..to.len())];
    let Some(column) = table.columns.iter_mut().find(|it| it.name == name && is_fluid(it)) else { return };
    column.ty = declared(sample.declared);
    let is_unique = table.uniques.iter().any(|it| it.columns[0] == name);
    column.default = (rng.bool() && !is_unique && !sample.default.is_empty()).then(|| said(sample.default));
    if database == Database::Postgres {
        table.columns.retain(|it| it.name != "twice");
    }
}

/// Another default, or NULL allowed or not.
fn loosen(rng: &mut Rng, schema: &mut Schema, at: usize) {
    let database = schema.database;
    let table = &mut schema.tables[at];
    let Some(name) = rng.choice(free(table)) else { return };
    let is_unique = table.uniques.iter().any(|it| it.columns[0] == name);
    let Some(column) = table.columns.iter_mut().find(|it| it.name == name) else { return };
    if is_unique {
        return;
    }
    if rng.bool() {
        column.nullable = !column.nullable;
    } else if let Some(sample) = samples::of(column, database).filter(|it| !it.default.is_empty()) {
        column.default = if column.default.is_some() { None } else { Some(said(sample.default)) };
    }
}

fn drop_part(rng: &mut Rng, table: &mut Table) {
    match rng.u8(..4) {
        0 => drop(table.checks.pop()),
        1 => drop(table.uniques.pop()),
        2 => drop(table.foreign_keys.pop()),
        _ => drop(table.indexes.pop()),
    }
}

fn rename(rng: &mut Rng, schema: &mut Schema, at: usize, renames: &mut Vec<Rename>) {
    let old = schema.tables[at].name.clone();
    if !renames.is_empty() || !old.name.starts_with('t') {
        return;
    }
    if rng.bool() {
        let new = Name::new(format!("r_{}", old.name));
        for table in &mut schema.tables {
            table.foreign_keys.iter_mut().filter(|it| it.table == old).for_each(|it| it.table = new.clone());
        }
        schema.tables[at].name = new.clone();
        renames.push(Rename::Table { from: old, to: new });
        return;
    }
    let table = &mut schema.tables[at];
    let is_plain = |it: &&Column| it.name.starts_with('c') && it.generation.is_none();
    let Some(name) = rng.choice(table.columns.iter().filter(is_plain).map(|it| it.name.clone()).collect::<Vec<_>>())
    else {
        return;
    };
    forget(table, &name);
    table.columns.retain(|it| it.name != "twice");
    let new = format!("r_{name}");
    table.columns.iter_mut().filter(|it| it.name == name).for_each(|it| it.name.clone_from(&new));
    renames.push(Rename::Column { table: old, from: name, to: new });
}

/// Other words of an enum.
fn change_type(rng: &mut Rng, schema: &mut Schema) {
    let words = random::words(rng);
    for ty in &mut schema.types {
        if let UserTypeKind::Enum(old) = &mut ty.kind {
            *old = words;
            let name = ty.name.name.clone();
            // A default may be a word that is gone.
            let columns = schema.tables.iter_mut().flat_map(|it| &mut it.columns);
            columns.filter(|it| it.ty.declared == name).for_each(|it| it.default = None);
            return;
        }
    }
}

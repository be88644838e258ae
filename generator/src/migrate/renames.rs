//! What is called otherwise from now on: only what somebody said.

use super::step::Step;
use super::words;
use crate::ddl::{Constraint, constraint_name, index_name};
use std::str::FromStr;
use zephyrix_ir::vocabulary::relational::{Database, Expression, Generation, Hint, Index, Keyed, Name, Schema, Table};

/// A new name of a table or a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rename {
    /// Of a table.
    Table {
        /// As it was called.
        from: Name,
        /// As it is called.
        to: Name,
    },
    /// Of a column.
    Column {
        /// Of the table that is called this now.
        table: Name,
        /// As it was called.
        from: String,
        /// As it is called.
        to: String,
    },
}

impl FromStr for Rename {
    type Err = String;

    /// `pets=animals` is of a table, `pets.name=title` of a column.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no renaming: `old=new` of a table, `table.old=new` of a column");
        let (old, new) = text.split_once('=').ok_or_else(wrong)?;
        let new = new.rsplit('.').next().unwrap_or(new);
        if old.is_empty() || new.is_empty() {
            return Err(wrong());
        }
        Ok(match old.rsplit_once('.') {
            Some((table, column)) => {
                Self::Column { table: Name::new(table), from: column.to_owned(), to: new.to_owned() }
            }
            None => Self::Table { from: Name::new(old), to: Name::new(new) },
        })
    }
}

impl Rename {
    /// Whether it leads from something that is there to something that is wanted.
    pub fn leads(&self, from: &Schema, to: &Schema) -> bool {
        match self {
            Self::Table { from: old, to: new } => from.table(old).is_some() && to.table(new).is_some(),
            Self::Column { table, from: old, to: new } => {
                let has = |schema: &Schema, name: &str| {
                    schema.tables.iter().any(|it| it.name.matches(table, schema.database) && it.column(name).is_some())
                };
                // The table may have another name as well.
                to.table(table).is_none_or(|it| it.column(new).is_some())
                    && (from.table(table).is_none() || has(from, old))
            }
        }
    }

    /// The way back of this one among all.
    pub(super) fn back(&self, all: &[Self]) -> Self {
        match self {
            Self::Table { from, to } => Self::Table { from: to.clone(), to: from.clone() },
            Self::Column { table, from, to } => {
                let before = all.iter().find_map(|it| match it {
                    Self::Table { from, to } if to == table => Some(from),
                    _ => None,
                });
                Self::Column { table: before.unwrap_or(table).clone(), from: to.clone(), to: from.clone() }
            }
        }
    }
}

/// The hint that says so.
pub(crate) const KEY: &str = "renamed_from";

/// All that are stated: by whoever asks, and in the schema itself. Tables first.
///
/// Of several earlier names in the schema, that counts which something has in `from`.
pub(super) fn all(from: &Schema, to: &Schema, asked: &[Rename]) -> Vec<Rename> {
    let (mut tables, mut columns): (Vec<Rename>, Vec<Rename>) =
        asked.iter().cloned().partition(|it| matches!(it, Rename::Table { .. }));
    for table in &to.tables {
        let it = formers(&table.hints).map(Name::new).find(|it| from.table(it).is_some());
        let it = it.map(|from| Rename::Table { from, to: table.name.clone() });
        tables.extend(it.filter(|it| !asked.contains(it)));
    }
    for table in &to.tables {
        let Some(before) = before(from, table, &tables) else { continue };
        for column in &table.columns {
            let it = formers(&column.hints).find(|it| before.column(it).is_some());
            let (table, to) = (table.name.clone(), column.name.clone());
            let it = it.map(|from| Rename::Column { table, from: from.to_owned(), to });
            columns.extend(it.filter(|it| !asked.contains(it)));
        }
    }
    tables.append(&mut columns);
    tables
}

/// A table as it was, under whichever name.
fn before<'s>(from: &'s Schema, table: &Table, renames: &[Rename]) -> Option<&'s Table> {
    from.table(&table.name).or_else(|| {
        renames.iter().find_map(|it| match it {
            Rename::Table { from: old, to } if *to == table.name => from.table(old),
            _ => None,
        })
    })
}

/// What something was called, the latest name first as its author lists them.
fn formers(hints: &[Hint]) -> impl Iterator<Item = &str> {
    hints.iter().filter(|it| it.key == KEY).map(|it| it.value.as_str())
}

/// Renames in a schema what is there under the old name, and not under the new one; says so in steps.
pub(super) fn apply(schema: &mut Schema, to: &Schema, renames: &[Rename]) -> Vec<Step> {
    let mut steps = Vec::new();
    for it in renames {
        match it {
            Rename::Table { from, to: new } => {
                if schema.table(from).is_some() && schema.table(new).is_none() && to.table(from).is_none() {
                    rename_table(schema, from, new);
                    steps.push(Step::RenameTable { from: from.clone(), to: new.clone() });
                }
            }
            Rename::Column { table, from, to: new } => {
                let Some(it) = schema.table(table) else { continue };
                let is_kept = to.table(table).is_some_and(|it| it.column(from).is_some());
                if it.column(from).is_some() && it.column(new).is_none() && !is_kept {
                    let name = it.name.clone();
                    rename_column(schema, &name, from, new);
                    steps.push(Step::RenameColumn { table: name, from: from.clone(), to: new.clone() });
                }
            }
        }
    }
    steps
}

fn rename_table(schema: &mut Schema, from: &Name, to: &Name) {
    let database = schema.database;
    for table in &mut schema.tables {
        for key in table.foreign_keys.iter_mut().filter(|it| it.table.matches(from, database)) {
            key.table = to.clone();
        }
        if table.name.matches(from, database) {
            pin(table);
            table.name = to.clone();
        }
    }
}

/// A table keeps the names that its parts were given after its own.
fn pin(table: &mut Table) {
    let before = table.clone();
    let given = |it: Constraint| Some(constraint_name(&before, &it));
    if let Some(it) = &mut table.primary_key {
        it.name = given(Constraint::Primary(it.clone()));
    }
    for it in &mut table.uniques {
        it.name = given(Constraint::Unique(it.clone()));
    }
    for it in &mut table.foreign_keys {
        it.name = given(Constraint::Foreign(it.clone()));
    }
    for it in &mut table.checks {
        it.name = given(Constraint::Check(it.clone()));
    }
    for it in &mut table.indexes {
        it.name = Some(index_name(&before, it));
    }
}

fn rename_column(schema: &mut Schema, name: &Name, from: &str, to: &str) {
    let database = schema.database;
    let one = |it: &mut String| {
        if same(it, from, database) {
            to.clone_into(it);
        }
    };
    for table in &mut schema.tables {
        for key in table.foreign_keys.iter_mut().filter(|it| it.table.matches(name, database)) {
            key.to.iter_mut().for_each(one);
        }
        if !table.name.matches(name, database) {
            continue;
        }
        table.columns.iter_mut().for_each(|it| one(&mut it.name));
        let keys = table.primary_key.iter_mut().chain(&mut table.uniques);
        keys.flat_map(|it| &mut it.columns).for_each(one);
        table.foreign_keys.iter_mut().flat_map(|it| &mut it.columns).for_each(one);
        expressions(table, &mut |it| it.text = words::renamed(&it.text, from, to));
        for index in &mut table.indexes {
            index.include.iter_mut().for_each(one);
            parts(index, &one);
        }
    }
}

fn parts(index: &mut Index, one: &impl Fn(&mut String)) {
    for part in &mut index.parts {
        if let Keyed::Column(name) = &mut part.of {
            one(name);
        }
    }
}

/// Every expression over the columns of a table.
fn expressions(table: &mut Table, change: &mut impl FnMut(&mut Expression)) {
    for column in &mut table.columns {
        if let Some(Generation::Computed { expression, .. }) = &mut column.generation {
            change(expression);
        }
    }
    table.checks.iter_mut().for_each(|it| change(&mut it.expression));
    for index in &mut table.indexes {
        index.predicate.iter_mut().for_each(&mut *change);
        for part in &mut index.parts {
            if let Keyed::Expression(it) = &mut part.of {
                change(it);
            }
        }
    }
    for policy in &mut table.policies {
        policy.using.iter_mut().chain(&mut policy.check).for_each(&mut *change);
    }
}

fn same(a: &str, b: &str, database: Database) -> bool {
    if database == Database::Postgres { a == b } else { a.eq_ignore_ascii_case(b) }
}

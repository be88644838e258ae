//! Constraints of tables, apart from the columns they are about.

use super::{constraint_name, qualified, quote, quoted};
use std::fmt::Write;
use zephyrix_ir::vocabulary::relational::{
    Check, Database, Expression, ForeignKey, Key, Match, ReferentialAction, Table,
};

/// What a table's rows must meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Constraint {
    /// The primary key.
    Primary(Key),
    /// No two rows may agree.
    Unique(Key),
    /// The row referred to must be there.
    Foreign(ForeignKey),
    /// Something must not be false.
    Check(Check),
    /// As the database's own text.
    Other(Expression),
}

impl Constraint {
    /// The name that it was given.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Primary(it) | Self::Unique(it) => it.name.as_deref(),
            Self::Foreign(it) => it.name.as_deref(),
            Self::Check(it) => it.name.as_deref(),
            Self::Other(_) => None,
        }
    }

    /// The same with this name.
    pub(crate) fn named(mut self, name: Option<String>) -> Self {
        match &mut self {
            Self::Primary(it) | Self::Unique(it) => it.name = name,
            Self::Foreign(it) => it.name = name,
            Self::Check(it) => it.name = name,
            Self::Other(_) => {}
        }
        self
    }
}

/// All of a table, keys first.
pub(crate) fn of_table(table: &Table) -> Vec<Constraint> {
    let primary = table.primary_key.iter().cloned().map(Constraint::Primary);
    primary
        .chain(table.uniques.iter().cloned().map(Constraint::Unique))
        .chain(table.foreign_keys.iter().cloned().map(Constraint::Foreign))
        .chain(table.checks.iter().cloned().map(Constraint::Check))
        .chain(table.others.iter().cloned().map(Constraint::Other))
        .collect()
}

/// A constraint as it stands in a table: with the name that it was given, or that it must have.
pub(crate) fn constraint(table: &Table, it: &Constraint, database: Database) -> String {
    let said = body(it, database);
    let name = match it.name() {
        Some(name) => Some(name.to_owned()),
        // What MySQL and MariaDB call it, nobody can foresee.
        None if database == Database::Mysql && !matches!(it, Constraint::Primary(_)) => {
            Some(constraint_name(table, it))
        }
        None => None,
    };
    match name {
        // The primary key of MySQL is called PRIMARY, whatever is said.
        Some(name) if !(database == Database::Mysql && matches!(it, Constraint::Primary(_))) => {
            format!("CONSTRAINT {} {said}", quote(&name, database))
        }
        _ => said,
    }
}

/// `ALTER TABLE … ADD …`
pub(crate) fn add(table: &Table, it: &Constraint, database: Database) -> String {
    format!("ALTER TABLE {} ADD {}", qualified(&table.name, database), constraint(table, it, database))
}

fn body(it: &Constraint, database: Database) -> String {
    match it {
        Constraint::Primary(key) => format!("PRIMARY KEY ({}){}", quoted(&key.columns, database), put_off(key)),
        Constraint::Unique(key) => {
            let nulls = if key.nulls_equal { " NULLS NOT DISTINCT" } else { "" };
            format!("UNIQUE{nulls} ({}){}", quoted(&key.columns, database), put_off(key))
        }
        Constraint::Foreign(key) => {
            format!("FOREIGN KEY ({}) {}", quoted(&key.columns, database), references(key, database))
        }
        Constraint::Check(check) => format!("CHECK ({})", check.expression.text),
        Constraint::Other(text) => text.text.clone(),
    }
}

fn put_off(key: &Key) -> String {
    key.deferrable.as_ref().map_or_else(String::new, |it| format!(" {it}"))
}

/// `REFERENCES …` with what follows.
pub(super) fn references(key: &ForeignKey, database: Database) -> String {
    let mut text = format!("REFERENCES {}", qualified(&key.table, database));
    if !key.to.is_empty() {
        let _ = write!(text, " ({})", quoted(&key.to, database));
    }
    text.push_str(match key.matching {
        Match::Simple => "",
        Match::Full => " MATCH FULL",
        Match::Partial => " MATCH PARTIAL",
    });
    for (when, action) in [("DELETE", key.on_delete), ("UPDATE", key.on_update)] {
        if action != ReferentialAction::NoAction {
            let _ = write!(text, " ON {when} {}", action.word());
        }
    }
    if let Some(when) = &key.deferrable {
        let _ = write!(text, " {when}");
    }
    text
}

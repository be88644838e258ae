//! When two parts of a schema are the same, whatever their places in the text.

use crate::ddl::{Constraint, constraint_name, index_name};
use zephyrix_ir::Span;
use zephyrix_ir::vocabulary::relational::{
    Check, Column, Database, Generation, Index, Policy, Table, UserTypeKind, View,
};

/// Whether two columns of one name are the same; remarks apart.
pub(crate) fn column(a: &Column, b: &Column) -> bool {
    a.ty == b.ty
        && a.nullable == b.nullable
        && value(a) == value(b)
        && a.generation == b.generation
        && a.on_update == b.on_update
        && a.collation == b.collation
}

/// The default, where it says something: `DEFAULT NULL` does not.
pub(crate) fn value(it: &Column) -> Option<&str> {
    let counts = matches!(it.generation, Some(Generation::Counter { .. }));
    let text = it.default.as_ref().map(|it| it.text.as_str()).filter(|_| !counts)?;
    (!text.eq_ignore_ascii_case("null")).then_some(text)
}

/// Whether a constraint is one of a table. One that nobody named is any that says the same.
pub(crate) fn constraint(a: &Constraint, table: &Table, b: &Constraint, database: Database) -> bool {
    // The primary key of MySQL and the constraints of SQLite are not found by name.
    let is_named =
        database == Database::Postgres || (database == Database::Mysql && !matches!(a, Constraint::Primary(_)));
    let names = match (a.name(), b.name()) {
        (Some(a), Some(name)) if is_named => a == name || name == constraint_name(table, &b.clone().named(None)),
        _ => true,
    };
    names && bare_constraint(a) == bare_constraint(b)
}

fn bare_constraint(it: &Constraint) -> Constraint {
    let mut it = it.clone().named(None);
    match &mut it {
        Constraint::Primary(key) | Constraint::Unique(key) => key.span = Span::default(),
        Constraint::Foreign(key) => key.span = Span::default(),
        Constraint::Check(check) => check.span = Span::default(),
        Constraint::Other(_) => {}
    }
    it
}

/// Whether an index is one of a table, remarks apart. One that nobody named is any that says the same.
pub(crate) fn index(a: &Index, table: &Table, b: &Index) -> bool {
    let unnamed = || Index { name: None, ..b.clone() };
    let names = a.name.is_none() || b.name.is_none() || a.name == b.name;
    let names = names || b.name.as_ref() == Some(&index_name(table, &unnamed()));
    names && bare_index(a) == bare_index(b)
}

/// An index by what it is of, whatever it is called and wherever it is written.
pub(crate) fn bare_index(it: &Index) -> Index {
    let method = it.method.clone().filter(|it| it != "btree");
    Index { name: None, comment: None, span: Span::default(), method, ..it.clone() }
}

pub(crate) fn view(a: &View, b: &View) -> bool {
    let stands_for = Table::new(b.name.clone(), b.span);
    let indexes =
        a.indexes.len() == b.indexes.len() && a.indexes.iter().zip(&b.indexes).all(|(a, b)| index(a, &stands_for, b));
    let remarks = a.column_comments == b.column_comments;
    a.columns == b.columns && a.query == b.query && a.materialized == b.materialized && indexes && remarks
}

pub(crate) fn policy(a: &Policy, b: &Policy) -> bool {
    Policy { span: Span::default(), ..a.clone() } == Policy { span: Span::default(), ..b.clone() }
}

pub(crate) fn kind(a: &UserTypeKind, b: &UserTypeKind) -> bool {
    match (a, b) {
        (UserTypeKind::Composite(a), UserTypeKind::Composite(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.name == b.name && column(a, b))
        }
        (
            UserTypeKind::Domain { base, not_null, default, checks },
            UserTypeKind::Domain { base: base_b, not_null: not_null_b, default: default_b, checks: checks_b },
        ) => {
            let said = |it: &[Check]| it.iter().map(|it| it.expression.text.clone()).collect::<Vec<_>>();
            base == base_b && not_null == not_null_b && default == default_b && said(checks) == said(checks_b)
        }
        _ => a == b,
    }
}

/// What comes after the parenthesis, but for what only tells how far a table has counted.
pub(crate) fn options(it: &Table) -> Vec<String> {
    let mut options: Vec<String> = it.options.iter().map(|it| it.to_ascii_lowercase().replace(' ', "")).collect();
    options.retain(|it| !it.starts_with("auto_increment"));
    options.sort();
    options
}

//! A [`Schema`] and its parts as SQL text of its own database (ISO/IEC 9075-2 §11, and what the three databases add).
//!
//! Statements are without their `;`. What has no name gets the one that PostgreSQL would give it where a later change
//! must be able to name it, see [`names`].

mod columns;
mod constraints;
mod indexes;
mod names;
mod order;
mod others;
mod quote;
mod tables;

pub(crate) use columns::{collation_name, column, data_type};
pub(crate) use constraints::{Constraint, constraint, of_table};
pub(crate) use indexes::{implied_indexes, index, inside, plain as plain_index};
pub(crate) use names::{constraint_name, index_name};
pub(crate) use order::{by_dependency, views_by_dependency};
pub(crate) use others::{
    Commented, comment, create_schema, forced_security, policy, row_security, sequence, sequence_owner, user_type,
};
pub(crate) use quote::{literal, qualified, quote, quoted};
pub(crate) use tables::table;

use others::view;
use zephyrix_ir::vocabulary::relational::{Database, Name, Schema, Table, View};

/// The whole of a schema as a script, in an order that works on an empty database.
pub fn script(schema: &Schema) -> String {
    let mut text = String::new();
    for (at, group) in groups(schema).iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        for statement in group {
            text.push_str(statement);
            text.push_str(";\n");
        }
    }
    text
}

/// The same as statements.
pub fn statements(schema: &Schema) -> Vec<String> {
    groups(schema).concat()
}

/// The statement that makes an extension, unless it is there.
pub(crate) fn create_extension(extension: &Name) -> String {
    let quote = |it: &String| quote(it, Database::Postgres);
    let schema = extension.schema.as_ref().map(|it| format!(" WITH SCHEMA {}", quote(it)));
    format!("CREATE EXTENSION IF NOT EXISTS {}{}", quote(&extension.name), schema.unwrap_or_default())
}

/// Statements that belong together: a table with what is on it.
fn groups(schema: &Schema) -> Vec<Vec<String>> {
    let database = schema.database;
    let schemas = schema.schemas().into_iter().map(create_schema);
    let extensions = schema.extensions.iter().map(create_extension);
    let mut groups = vec![schemas.chain(extensions).collect()];
    groups
        .push(schema.types.iter().flat_map(|it| with_comment(user_type(it), Commented::Type(it), database)).collect());
    groups.push(schema.sequences.iter().map(|it| sequence(it, database)).collect());
    let (ordered, cyclic) = by_dependency(&schema.tables, database);
    groups.extend(ordered.iter().map(|it| of_one_table(it, &cyclic, database)));
    groups.push(cyclic.iter().map(|(table, key)| constraints::add(table, key, database)).collect());
    groups.push(schema.sequences.iter().filter_map(|it| sequence_owner(it, database)).collect());
    groups.extend(views_by_dependency(&schema.views).into_iter().map(|it| of_one_view(it, database)));
    groups.retain(|it| !it.is_empty());
    groups
}

fn of_one_table(table: &Table, later: &[(&Table, Constraint)], database: Database) -> Vec<String> {
    let later: Vec<&Constraint> = later.iter().filter(|(of, _)| std::ptr::eq(*of, table)).map(|(_, it)| it).collect();
    let mut statements = vec![tables::table(table, &later, database)];
    statements.extend(beside(table, database));
    statements
}

/// What is on a table and not in its statement: indexes, comments, policies.
pub(crate) fn beside(table: &Table, database: Database) -> Vec<String> {
    let mut statements = Vec::new();
    if !tables::has_indexes_inside(database) {
        statements.extend(table.indexes.iter().map(|it| index(table, it, database)));
    }
    statements.extend(table.triggers.iter().map(|it| it.statement.text.clone()));
    if database == Database::Postgres {
        statements.extend(others::comments(table));
        if table.row_security {
            statements.push(row_security(table, true, database));
        }
        if table.forced_security {
            statements.push(others::forced_security(table, true, database));
        }
        statements.extend(table.policies.iter().map(|it| policy(table, it, database)));
    }
    statements
}

/// A view with what is on it.
pub(crate) fn of_one_view(it: &View, database: Database) -> Vec<String> {
    let mut statements = with_comment(view(it, database), Commented::View(it), database);
    let stands_for = Table::new(it.name.clone(), it.span);
    statements.extend(it.indexes.iter().map(|index| self::index(&stands_for, index, database)));
    if database == Database::Postgres {
        statements.extend(it.column_comments.iter().map(|(name, said)| others::comment_of_view(it, name, said)));
    }
    statements
}

fn with_comment(statement: String, on: Commented<'_>, database: Database) -> Vec<String> {
    let said = if database == Database::Postgres { on.said().is_some() } else { false };
    let comment = said.then(|| comment(on, database));
    [statement].into_iter().chain(comment).collect()
}

#[cfg(test)]
mod tests;

//! Steps as SQL.

mod mysql;
mod postgres;
mod rebuild;

use super::same;
use super::step::Step;
use crate::ddl::{self, Constraint, qualified, quote};
use zephyrix_ir::vocabulary::relational::{Column, Database, Expression, Index, Name, Table, UserTypeKind};

/// All steps as statements.
pub(super) fn statements(steps: &[Step], database: Database) -> Vec<String> {
    match database {
        Database::Mysql => mysql::statements(steps),
        Database::Sqlite | Database::Postgres => steps.iter().flat_map(|it| statement(it, database)).collect(),
    }
}

fn statement(step: &Step, database: Database) -> Vec<String> {
    let name = |it: &Name| qualified(it, database);
    let one = match step {
        Step::DropView(it) if it.materialized => format!("DROP MATERIALIZED VIEW {}", name(&it.name)),
        Step::DropView(it) => format!("DROP VIEW {}", name(&it.name)),
        Step::CreateView(it) => return ddl::of_one_view(it, database),
        Step::RenameTable { from, to } => {
            format!("ALTER TABLE {} RENAME TO {}", name(from), quote(&to.name, database))
        }
        Step::RenameColumn { table, from, to } => {
            format!("ALTER TABLE {} RENAME COLUMN {} TO {}", name(table), quote(from, database), quote(to, database))
        }
        Step::CreateTable { table, later } => {
            let later: Vec<&Constraint> = later.iter().collect();
            return [ddl::table(table, &later, database)].into_iter().chain(ddl::beside(table, database)).collect();
        }
        Step::DropTable(it) => format!("DROP TABLE {}", name(&it.name)),
        Step::AddColumn { table, column, fill } => return add_column(table, column, fill.as_deref(), database),
        Step::DropColumn { table, column } => alter(table, &drop_column(column, database), database),
        Step::AlterColumn { table, from, to, fill } => {
            return postgres::alter_column(table, from, to, fill.as_deref());
        }
        Step::AddConstraint { table, constraint } => {
            alter(table, &format!("ADD {}", ddl::constraint(table, constraint, database)), database)
        }
        Step::DropConstraint { table, constraint } => {
            let constraint = quote(&ddl::constraint_name(table, constraint), database);
            alter(table, &format!("DROP CONSTRAINT {constraint}"), database)
        }
        Step::CreateIndex { table, index } => ddl::index(table, index, database),
        Step::DropIndex { table, index } => format!("DROP INDEX {}", index_of(table, index, database)),
        Step::DropTrigger(it) => format!("DROP TRIGGER {}", quote(&it.name, database)),
        Step::CreateTrigger(it) => it.statement.text.clone(),
        Step::Rebuild { from, to, fills } => return rebuild::statements(from, to, fills),
        other => return postgres::statement(other),
    };
    vec![one]
}

fn alter(table: &Table, what: &str, database: Database) -> String {
    format!("ALTER TABLE {} {what}", qualified(&table.name, database))
}

fn drop_column(it: &Column, database: Database) -> String {
    format!("DROP COLUMN {}", quote(&it.name, database))
}

fn index_of(table: &Table, index: &Index, database: Database) -> String {
    qualified(&Name { name: ddl::index_name(table, index), ..table.name.clone() }, database)
}

/// `UPDATE … WHERE … IS NULL`, so that none is left.
fn filled(table: &Table, column: &str, fill: &str, database: Database) -> String {
    let column = quote(column, database);
    format!("UPDATE {} SET {column} = {fill} WHERE {column} IS NULL", qualified(&table.name, database))
}

/// A new column: rows that are there get `fill`, later ones the default.
fn add_column(table: &Table, column: &Column, fill: Option<&str>, database: Database) -> Vec<String> {
    let add = |it: &Column| alter(table, &format!("ADD COLUMN {}", ddl::column(it, database)), database);
    let Some(fill) = fill.filter(|it| Some(*it) != same::value(column)) else { return vec![add(column)] };
    let name = quote(&column.name, database);
    if database == Database::Sqlite {
        return vec![add(column), format!("UPDATE {} SET {name} = {fill}", qualified(&table.name, database))];
    }
    let first = with_default(column, fill, database);
    let default = match same::value(column) {
        Some(default) => format!("SET DEFAULT {default}"),
        None => "DROP DEFAULT".to_owned(),
    };
    vec![add(&first), alter(table, &format!("ALTER COLUMN {name} {default}"), database)]
}

/// The column with another default.
fn with_default(column: &Column, default: &str, database: Database) -> Column {
    // MySQL takes the default of a long value only as an expression.
    let text = if database == Database::Mysql { format!("({default})") } else { default.to_owned() };
    Column { default: Some(Expression { text, span: column.span }), ..column.clone() }
}

fn type_word(kind: &UserTypeKind) -> &'static str {
    if matches!(kind, UserTypeKind::Domain { .. }) { "DOMAIN" } else { "TYPE" }
}

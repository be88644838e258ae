//! MySQL and MariaDB: every statement is for good, so what changes a table is one statement where it can be.

use super::{alter, drop_column, filled, statement, with_default};
use crate::ddl::{self, Constraint, constraint_name, index_name, inside, literal, quote};
use crate::migrate::same;
use crate::migrate::step::Step;
use zephyrix_ir::vocabulary::relational::{Database, Index, Keyed, Table};

const HERE: Database = Database::Mysql;

/// Steps in a row about one table become one `ALTER TABLE`.
pub(super) fn statements(steps: &[Step]) -> Vec<String> {
    let mut all = Vec::new();
    let mut open: Option<Open<'_>> = None;
    for step in steps {
        let Some((table, clause)) = clause(step) else {
            all.extend(open.take().into_iter().flat_map(Open::statements));
            all.extend(apart(step));
            continue;
        };
        match &mut open {
            Some(it) if it.table.name == table.name => it.add(step, clause),
            _ => {
                all.extend(open.take().into_iter().flat_map(Open::statements));
                let mut it = Open { table, before: Vec::new(), clauses: Vec::new(), after: Vec::new() };
                it.add(step, clause);
                open = Some(it);
            }
        }
    }
    all.extend(open.into_iter().flat_map(Open::statements));
    all
}

/// Changes of one table.
struct Open<'a> {
    table: &'a Table,
    before: Vec<String>,
    clauses: Vec<String>,
    after: Vec<String>,
}

impl Open<'_> {
    fn add(&mut self, step: &Step, clause: String) {
        self.clauses.push(clause);
        match step {
            Step::AlterColumn { from, fill: Some(fill), .. } => {
                self.before.push(filled(self.table, &from.name, fill, HERE));
            }
            Step::AddColumn { column, fill: Some(fill), .. } if same::value(column) != Some(fill) => {
                let default = same::value(column).map_or("DROP DEFAULT".to_owned(), |it| format!("SET DEFAULT {it}"));
                let name = quote(&column.name, HERE);
                self.after.push(alter(self.table, &format!("ALTER COLUMN {name} {default}"), HERE));
            }
            _ => {}
        }
    }

    fn statements(self) -> Vec<String> {
        let changed = match self.clauses.as_slice() {
            [only] => alter(self.table, only, HERE),
            several => alter(self.table, &format!("\n    {}", several.join(",\n    ")), HERE).replacen(" \n", "\n", 1),
        };
        self.before.into_iter().chain([changed]).chain(self.after).collect()
    }
}

/// What a step is as part of an `ALTER TABLE`. References are statements of their own: one may not go and come in one.
fn clause(step: &Step) -> Option<(&Table, String)> {
    Some(match step {
        Step::AddColumn { table, column, fill } => {
            let first = fill.as_ref().filter(|it| Some(it.as_str()) != same::value(column));
            let column = first.map_or_else(|| column.clone(), |it| with_default(column, it, HERE));
            (table, format!("ADD COLUMN {}", ddl::column(&column, HERE)))
        }
        Step::AlterColumn { table, to, .. } => (table, format!("MODIFY COLUMN {}", ddl::column(to, HERE))),
        Step::DropColumn { table, column } => (table, drop_column(column, HERE)),
        Step::AddConstraint { table, constraint } if !is_reference(constraint) => {
            (table, format!("ADD {}", ddl::constraint(table, constraint, HERE)))
        }
        Step::DropConstraint { table, constraint } if !is_reference(constraint) => {
            (table, drop_constraint(table, constraint))
        }
        Step::CreateIndex { table, index } => (table, format!("ADD {}", inside(table, index, HERE))),
        Step::DropIndex { table, index } => (table, format!("DROP INDEX {}", quote(&given(table, index), HERE))),
        Step::Options(table) => {
            let mut options = table.options.clone();
            options.push(format!("COMMENT={}", literal(table.comment.as_deref().unwrap_or(""), HERE)));
            (table, options.join(" "))
        }
        _ => return None,
    })
}

fn apart(step: &Step) -> Vec<String> {
    match step {
        Step::DropConstraint { table, constraint } => vec![alter(table, &drop_constraint(table, constraint), HERE)],
        other => statement(other, HERE),
    }
}

fn is_reference(it: &Constraint) -> bool {
    matches!(it, Constraint::Foreign(_))
}

/// What has no name got one by the database: a key that of its first column, a reference and a check a number.
fn drop_constraint(table: &Table, it: &Constraint) -> String {
    let number = |at: Option<usize>| at.map_or(1, |it| it + 1);
    match it {
        Constraint::Primary(_) => "DROP PRIMARY KEY".to_owned(),
        Constraint::Unique(key) => {
            let name = key.name.clone().or_else(|| key.columns.first().cloned()).unwrap_or_default();
            format!("DROP INDEX {}", quote(&name, HERE))
        }
        Constraint::Foreign(key) => {
            let mut unnamed = table.foreign_keys.iter().filter(|it| it.name.is_none());
            let at = number(unnamed.position(|it| it.columns == key.columns));
            let name = key.name.clone().unwrap_or_else(|| format!("{}_ibfk_{at}", table.name.name));
            format!("DROP FOREIGN KEY {}", quote(&name, HERE))
        }
        Constraint::Check(check) => {
            let mut unnamed = table.checks.iter().filter(|it| it.name.is_none());
            let at = number(unnamed.position(|it| it.expression == check.expression));
            let name = check.name.clone().unwrap_or_else(|| format!("CONSTRAINT_{at}"));
            format!("DROP CONSTRAINT {}", quote(&name, HERE))
        }
        Constraint::Other(_) => format!("DROP CONSTRAINT {}", quote(&constraint_name(table, it), HERE)),
    }
}

fn given(table: &Table, index: &Index) -> String {
    let first =
        index.parts.first().and_then(|it| if let Keyed::Column(name) = &it.of { Some(name.clone()) } else { None });
    index.name.clone().or(first).unwrap_or_else(|| index_name(table, index))
}

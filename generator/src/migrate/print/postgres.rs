//! What PostgreSQL changes in a way of its own, and what only it has.

use super::{alter, filled, type_word};
use crate::ddl::{self, Commented, collation_name, data_type, literal, qualified, quote};
use crate::migrate::cast::{Cast, cast};
use crate::migrate::same;
use crate::migrate::step::Step;
use zephyrix_ir::vocabulary::relational::{Column, Database, Generation, Kind, Name, Table};

const HERE: Database = Database::Postgres;

/// Steps that no other database has.
pub(super) fn statement(step: &Step) -> Vec<String> {
    let name = |it: &Name| qualified(it, HERE);
    let one = match step {
        Step::CreateSchema(it) => ddl::create_schema(it),
        Step::CreateExtension(it) => ddl::create_extension(it),
        Step::DropExtension(it) => format!("DROP EXTENSION IF EXISTS {}", quote(&it.name, HERE)),
        Step::MoveExtension(it) => {
            let schema = it.schema.as_deref().unwrap_or("public");
            format!("ALTER EXTENSION {} SET SCHEMA {}", quote(&it.name, HERE), quote(schema, HERE))
        }
        Step::CreateType(it) => ddl::user_type(it),
        Step::DropType(it) => format!("DROP {} {}", type_word(&it.kind), name(&it.name)),
        Step::RenameType { from, to } => format!("ALTER TYPE {} RENAME TO {}", name(from), quote(&to.name, HERE)),
        Step::AddWord { of, word, before } => {
            let before = before.as_ref().map(|it| format!(" BEFORE {}", literal(it, HERE)));
            format!("ALTER TYPE {} ADD VALUE {}{}", name(of), literal(word, HERE), before.unwrap_or_default())
        }
        Step::CreateSequence(it) => ddl::sequence(it, HERE),
        Step::AlterSequence(it) => format!("ALTER SEQUENCE {} {}", name(&it.name), it.options),
        Step::OwnSequence(it) => return ddl::sequence_owner(it, HERE).into_iter().collect(),
        // It may have gone with its column.
        Step::DropSequence(it) => format!("DROP SEQUENCE IF EXISTS {}", name(&it.name)),
        Step::Options(it) => {
            let stored = it.options.iter().find_map(|it| it.strip_prefix("WITH "));
            return stored.map(|options| alter(it, &format!("SET {options}"), HERE)).into_iter().collect();
        }
        Step::CommentTable(it) => ddl::comment(Commented::Table(it), HERE),
        Step::CommentColumn { table, column } => ddl::comment(Commented::Column(table, column), HERE),
        Step::CommentIndex { table, index } => ddl::comment(Commented::Index(table, index), HERE),
        Step::CommentView(it) => ddl::comment(Commented::View(it), HERE),
        Step::CommentType(it) => ddl::comment(Commented::Type(it), HERE),
        Step::RowSecurity { table, on } => ddl::row_security(table, *on, HERE),
        Step::ForcedSecurity { table, on } => ddl::forced_security(table, *on, HERE),
        Step::CreatePolicy { table, policy } => ddl::policy(table, policy, HERE),
        Step::DropPolicy { table, policy } => {
            format!("DROP POLICY {} ON {}", quote(&policy.name, HERE), name(&table.name))
        }
        _ => return Vec::new(),
    };
    vec![one]
}

/// A column that is another one: what counts, its type, its default, whether it may be NULL.
pub(super) fn alter_column(table: &Table, from: &Column, to: &Column, fill: Option<&str>) -> Vec<String> {
    let change = |what: &str| alter(table, &format!("ALTER COLUMN {} {what}", quote(&to.name, HERE)), HERE);
    let mut all = Vec::new();
    if counter(from) != counter(to) {
        all.extend(counts_no_more(from).iter().map(|it| change(it)));
        all.extend(sequence_gone(table, from));
    }
    let retyped = from.ty != to.ty || from.collation != to.collation;
    if retyped && same::value(from).is_some() {
        all.push(change("DROP DEFAULT"));
    }
    if retyped {
        all.push(change(&retype(from, to)));
        all.extend(sequence_retyped(table, from, to));
    }
    match (same::value(from), same::value(to)) {
        (_, Some(default)) if retyped || same::value(from) != Some(default) => {
            all.push(change(&format!("SET DEFAULT {default}")));
        }
        (Some(_), None) if !retyped => all.push(change("DROP DEFAULT")),
        _ => {}
    }
    if from.nullable && !to.nullable {
        all.extend(fill.map(|fill| filled(table, &to.name, fill, HERE)));
        all.push(change("SET NOT NULL"));
    }
    if !from.nullable && to.nullable {
        all.push(change("DROP NOT NULL"));
    }
    if counter(from) != counter(to) {
        all.extend(counts(table, to));
    }
    all
}

/// How it counts: whether always, whether by a sequence of its own.
fn counter(it: &Column) -> Option<(bool, bool)> {
    match &it.generation {
        Some(Generation::Counter { always, serial, .. }) => Some((*always, *serial)),
        _ => None,
    }
}

fn counts_no_more(it: &Column) -> Option<&'static str> {
    counter(it).map(|(_, serial)| if serial { "DROP DEFAULT" } else { "DROP IDENTITY" })
}

fn sequence(table: &Table, it: &Column) -> String {
    qualified(&Name { name: format!("{}_{}_seq", table.name.name, it.name), ..table.name.clone() }, HERE)
}

fn sequence_gone(table: &Table, it: &Column) -> Option<String> {
    counter(it).filter(|(_, serial)| *serial).map(|_| format!("DROP SEQUENCE IF EXISTS {}", sequence(table, it)))
}

fn sequence_retyped(table: &Table, from: &Column, to: &Column) -> Option<String> {
    let both = counter(from)?.1 && counter(to)?.1;
    both.then(|| format!("ALTER SEQUENCE {} AS {}", sequence(table, to), data_type(&to.ty, HERE)))
}

/// It counts on from the highest that is there.
fn counts(table: &Table, it: &Column) -> Vec<String> {
    let Some((always, serial)) = counter(it) else { return Vec::new() };
    let (name, column) = (qualified(&table.name, HERE), quote(&it.name, HERE));
    let change = |what: &str| alter(table, &format!("ALTER COLUMN {column} {what}"), HERE);
    let mut all = Vec::new();
    if serial {
        let sequence = sequence(table, it);
        let ty = data_type(&it.ty, HERE);
        all.push(format!("CREATE SEQUENCE {sequence} AS {ty} OWNED BY {name}.{column}"));
        all.push(change(&format!("SET DEFAULT nextval({}::regclass)", literal(&sequence, HERE))));
    } else {
        let when = if always { "ALWAYS" } else { "BY DEFAULT" };
        all.push(change(&format!("ADD GENERATED {when} AS IDENTITY")));
    }
    all.push(format!(
        "SELECT setval(pg_get_serial_sequence({}, {}), COALESCE((SELECT max({column}) FROM {name}), 0) + 1, false)",
        literal(&name, HERE),
        literal(&it.name, HERE)
    ));
    all
}

/// `TYPE …`. What the database does by itself is not asked for: a cast that is asked for cuts texts that are too long.
fn retype(from: &Column, to: &Column) -> String {
    let ty = data_type(&to.ty, HERE);
    let name = quote(&to.name, HERE);
    let collation = to.collation.as_ref().map(|it| format!(" COLLATE {}", collation_name(it, HERE)));
    let using = match cast(from, to) {
        Cast::Explicit => format!(" USING {name}::{ty}"),
        Cast::ByText => format!(" USING {name}::text{}::{ty}", if is_list(to) { "[]" } else { "" }),
        Cast::ByInteger => format!(" USING {name}::integer::{ty}"),
        Cast::Assigned | Cast::None => String::new(),
    };
    format!("TYPE {ty}{}{using}", collation.unwrap_or_default())
}

fn is_list(it: &Column) -> bool {
    matches!(it.ty.kind, Kind::Array(_))
}

//! Schemas at random, such as a database takes.

use super::samples::{self, Sample};
use fastrand::Rng;
use zephyrix_generator::relational::{
    Check, Column, DataType, Expression, ForeignKey, Generation, Index, IndexPart, Key, Keyed, Kind, Match, Name,
    ReferentialAction, Schema, Table, Trigger, UserType, UserTypeKind, View,
};
use zephyrix_generator::{Database, Span};

/// One to four tables, with what belongs to them.
pub(super) fn schema(rng: &mut Rng, database: Database) -> Schema {
    let mut schema = Schema::new(database);
    if database == Database::Postgres {
        schema.types = (0..rng.usize(..3)).map(|at| user_type(rng, at)).collect();
    }
    for at in 0..rng.usize(1..5) {
        let table = table(rng, &format!("t{at}"), &schema);
        schema.tables.push(table);
    }
    show(rng, &mut schema);
    schema
}

/// A trigger of the first table that names the last.
pub(super) fn trigger(schema: &Schema) -> Trigger {
    let (on, says) = (&schema.tables[0].name, &schema.tables[schema.tables.len() - 1].name);
    let text = format!("CREATE TRIGGER watch AFTER DELETE ON {on} BEGIN DELETE FROM {says}; SELECT 1; END");
    Trigger { name: "watch".to_owned(), statement: said(&text) }
}

/// An enum or a domain.
fn user_type(rng: &mut Rng, at: usize) -> UserType {
    let kind = if rng.bool() {
        UserTypeKind::Enum(words(rng))
    } else {
        // Rows that get nothing have zero.
        let least = i8::try_from(rng.u8(..3)).unwrap_or(0) - 2;
        let check = Check { name: None, expression: said(&format!("VALUE >= {least}")), span: Span::default() };
        UserTypeKind::Domain {
            base: declared("integer"),
            not_null: false,
            default: None,
            checks: if rng.bool() { vec![check] } else { Vec::new() },
        }
    };
    UserType { name: Name::new(format!("u{at}")), kind, comment: remark(rng), span: Span::default() }
}

/// Always with the first, which rows have.
pub(super) fn words(rng: &mut Rng) -> Vec<String> {
    let mut words = vec!["low".to_owned()];
    words.extend(["mid", "it's", "high"].iter().filter(|_| rng.bool()).map(ToString::to_string));
    if rng.bool() {
        words.reverse();
        let low = words.iter().position(|it| it == "low").unwrap();
        words.swap(0, low);
    }
    words
}

pub(super) fn table(rng: &mut Rng, name: &str, schema: &Schema) -> Table {
    let mut table = Table::new(Name::new(name), Span::default());
    table.comment = remark(rng).filter(|_| schema.database != Database::Sqlite);
    key(rng, &mut table, schema.database);
    for at in 0..rng.usize(1..6) {
        let column = column(rng, &format!("c{at}"), schema);
        table.columns.push(column);
    }
    if rng.u8(..3) > 0 {
        reference(rng, &mut table, schema);
    }
    for _ in 0..rng.usize(..3) {
        constrain(rng, &mut table, schema.database);
    }
    if rng.u8(..3) == 0 {
        compute(rng, &mut table, schema.database);
    }
    table
}

/// A key that counts, that is given, of two columns, or none.
fn key(rng: &mut Rng, table: &mut Table, database: Database) {
    let number = samples::all(database)[0].declared;
    let plain = |name: &str| Column { nullable: false, ..Column::new(name, declared(number), Span::default()) };
    let columns = match rng.u8(..5) {
        0 | 1 => {
            let (always, serial) =
                (rng.bool() && database == Database::Postgres, rng.bool() && database == Database::Postgres);
            let unique_forever = rng.bool() && database == Database::Sqlite;
            let generation = Some(Generation::Counter { always: always && !serial, serial, unique_forever });
            vec![Column { generation, ..plain("id") }]
        }
        // SQLite counts in such a column, whatever is said.
        2 if database != Database::Sqlite => vec![plain("id")],
        3 => vec![plain("k1"), plain("k2")],
        _ => return,
    };
    table.primary_key = Some(named(columns.iter().map(|it| it.name.clone()).collect()));
    table.columns.extend(columns);
}

pub(super) fn column(rng: &mut Rng, name: &str, schema: &Schema) -> Column {
    if !schema.types.is_empty() && rng.u8(..3) == 0 {
        let ty = &schema.types[rng.usize(..schema.types.len())];
        let mut column = Column::new(name, declared(&ty.name.name), Span::default());
        column.nullable = rng.bool();
        if let UserTypeKind::Enum(words) = &ty.kind
            && rng.bool()
        {
            let word = words[rng.usize(..words.len())].replace('\'', "''");
            column.default = Some(said(&format!("'{word}'::{}", ty.name.name)));
        }
        return column;
    }
    let sample = rng.choice(samples::all(schema.database)).copied().unwrap();
    let mut column = of(rng, name, &sample);
    column.comment = remark(rng).filter(|_| schema.database != Database::Sqlite);
    column
}

pub(super) fn of(rng: &mut Rng, name: &str, sample: &Sample) -> Column {
    let mut column = Column::new(name, declared(sample.declared), Span::default());
    column.nullable = rng.bool();
    column.default = (rng.bool() && !sample.default.is_empty()).then(|| said(sample.default));
    column
}

/// To another table's only key, or to the table's own.
pub(super) fn reference(rng: &mut Rng, table: &mut Table, schema: &Schema) {
    let others = schema.tables.iter().chain([&*table]);
    let simple: Vec<(Name, Column)> = others
        .filter_map(|it| {
            let key = it.primary_key.as_ref().filter(|key| key.columns.len() == 1)?;
            Some((it.name.clone(), it.column(&key.columns[0])?.clone()))
        })
        .collect();
    let Some((target, key)) = rng.choice(&simple).cloned() else { return };
    let name = format!("to_{}", target.name);
    if table.column(&name).is_some() {
        return;
    }
    table.columns.push(Column { nullable: true, ..Column::new(&name, key.ty.clone(), Span::default()) });
    let actions = [ReferentialAction::NoAction, ReferentialAction::Cascade, ReferentialAction::SetNull];
    table.foreign_keys.push(ForeignKey {
        name: None,
        columns: vec![name],
        table: target,
        // SQLite keeps what is written; PostgreSQL says what is meant.
        to: if schema.database == Database::Postgres && rng.bool() { Vec::new() } else { vec![key.name] },
        matching: Match::Simple,
        on_delete: actions[rng.usize(..3)],
        on_update: ReferentialAction::NoAction,
        deferrable: None,
        span: Span::default(),
    });
}

/// A check, an index or a unique constraint, of columns that take it.
pub(super) fn constrain(rng: &mut Rng, table: &mut Table, database: Database) {
    let takes = |it: &&Column| {
        it.name.starts_with('c') && it.generation.is_none() && samples::of(it, database).is_some_and(|it| it.keyed)
    };
    let keyed: Vec<Column> = table.columns.iter().filter(takes).cloned().collect();
    let Some(column) = rng.choice(&keyed) else { return };
    let number = format!("{}_{}", table.name.name, rng.u16(..));
    match rng.u8(..4) {
        0 => {
            let text = format!("{} IS NULL OR {0} IS NOT NULL", column.name);
            let name = rng.bool().then(|| format!("sure_{number}"));
            let known = table.checks.iter().any(|it| it.expression.text == text);
            if !known {
                table.checks.push(Check { name, expression: said(&text), span: Span::default() });
            }
        }
        // Rows that get a default, or nothing, do not differ.
        1 if column.nullable
            && column.default.is_none()
            && !table.uniques.iter().any(|it| it.columns[0] == column.name) =>
        {
            table.uniques.push(named(vec![column.name.clone()]));
        }
        _ => {
            let mut index = index(&format!("ix_{number}"), &[&column.name]);
            index.parts[0].descending = rng.bool();
            if database != Database::Mysql && rng.u8(..3) == 0 {
                index.predicate = Some(said(&format!("{} IS NOT NULL", column.name)));
            }
            if let Some(second) = rng.choice(&keyed).filter(|it| it.name != column.name && rng.bool()) {
                index.parts.push(part(&second.name));
            }
            table.indexes.push(index);
        }
    }
}

/// A column computed from a number.
fn compute(rng: &mut Rng, table: &mut Table, database: Database) {
    let number = samples::all(database)[0].declared;
    let from = table.columns.iter().find(|it| it.ty.declared == number && it.name.starts_with('c')).cloned();
    let Some(from) = from else { return };
    let expression = said(&format!("{} * {}", from.name, rng.u8(2..4)));
    let stored = database == Database::Postgres || rng.bool();
    let generation = Some(Generation::Computed { expression, stored });
    table.columns.push(Column { generation, ..Column::new("twice", declared(number), Span::default()) });
}

/// Views of some tables, and a view of a view.
pub(super) fn show(rng: &mut Rng, schema: &mut Schema) {
    schema.views.clear();
    for table in schema.tables.clone() {
        if rng.bool() {
            continue;
        }
        let names: Vec<&str> = table.columns.iter().map(|it| it.name.as_str()).collect();
        let name = format!("v_{}", table.name.name);
        schema.views.push(view(&name, &format!("SELECT {} FROM {}", names.join(", "), table.name.name)));
        if rng.bool() {
            schema.views.push(view(&format!("w_{name}"), &format!("SELECT {} FROM {name}", names[0])));
        }
    }
}

fn view(name: &str, query: &str) -> View {
    View {
        name: Name::new(name),
        columns: Vec::new(),
        query: said(query),
        materialized: false,
        indexes: Vec::new(),
        column_comments: Vec::new(),
        comment: None,
        hints: Vec::new(),
        span: Span::default(),
    }
}

pub(super) fn remark(rng: &mut Rng) -> Option<String> {
    (rng.u8(..4) == 0).then(|| format!("It's said {}", rng.u8(..)))
}

pub(super) fn said(text: &str) -> Expression {
    Expression { text: text.to_owned(), span: Span::default() }
}

pub(super) fn declared(text: &str) -> DataType {
    let kind = match text {
        "integer" => Kind::Integer { bits: 32, unsigned: false },
        _ => Kind::Other(text.to_owned()),
    };
    DataType { kind, declared: text.to_owned() }
}

fn named(columns: Vec<String>) -> Key {
    Key { name: None, columns, nulls_equal: false, deferrable: None, span: Span::default() }
}

fn index(name: &str, columns: &[&str]) -> Index {
    Index {
        name: Some(name.to_owned()),
        unique: false,
        parts: columns.iter().map(|it| part(it)).collect(),
        method: None,
        include: Vec::new(),
        predicate: None,
        nulls_equal: false,
        comment: None,
        span: Span::default(),
    }
}

fn part(name: &str) -> IndexPart {
    IndexPart {
        of: Keyed::Column(name.to_owned()),
        descending: false,
        nulls_first: None,
        class: None,
        collation: None,
        prefix: None,
    }
}

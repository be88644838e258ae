//! Tables, as squawk, sqlfluff and experience have them.

use crate::lint::sink::Sink;
use crate::lint::subject::Subject;
use std::collections::HashMap;
use zephyrix_ir::vocabulary::relational::{Column, Database, Generation, Index, Keyed, Kind, Schema, Table};

fn tables<'a>(subject: &'a Subject<'_>) -> impl Iterator<Item = (&'a Schema, &'a Table)> {
    let schema = subject.model.and_then(|it| it.schema());
    schema.into_iter().flat_map(|schema| schema.tables.iter().map(move |it| (schema, it)))
}

/// Finds columns of which something holds, and says so.
fn columns(
    subject: &Subject<'_>,
    sink: &mut Sink<'_>,
    is_wrong: impl Fn(&Schema, &Table, &Column) -> bool,
    why: &str,
    help: &str,
) {
    for (schema, table) in tables(subject) {
        for it in table.columns.iter().filter(|it| is_wrong(schema, table, it)) {
            let whole = format!("{}.{}", table.name.name, it.name);
            if let Some(found) = sink.found(it.span, format!("`{whole}` {why}")) {
                found.name(whole).help(help);
            }
        }
    }
}

pub(in crate::lint) fn primary_key(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let bare = |table: &&Table| table.primary_key.is_none() && table.partition.is_none();
    for table in tables(subject).map(|it| it.1).filter(bare) {
        let name = &table.name.name;
        if let Some(found) = sink.found(table.span, format!("nothing tells rows of `{name}` apart")) {
            found.name(name).help("give it a primary key");
        }
    }
}

pub(in crate::lint) fn foreign_key_type(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for (schema, table) in tables(subject) {
        for key in &table.foreign_keys {
            let Some(other) = schema.table(&key.table) else { continue };
            let own = other.primary_key.as_ref().map_or(&[][..], |it| it.columns.as_slice());
            let to = if key.to.is_empty() { own } else { key.to.as_slice() };
            for (from, to) in key.columns.iter().zip(to) {
                let (Some(one), Some(two)) = (table.column(from), other.column(to)) else { continue };
                if std::mem::discriminant(&one.ty.kind) == std::mem::discriminant(&two.ty.kind)
                    && !is_narrower(one, two)
                {
                    continue;
                }
                let whole = format!("{}.{}", table.name.name, one.name);
                let message =
                    format!("`{whole}` is `{}`, and what it refers to is `{}`", one.ty.declared, two.ty.declared);
                if let Some(found) = sink.found(one.span, message) {
                    found.name(whole).related(two.span, "this").help(format!("let it be `{}`", two.ty.declared));
                }
            }
        }
    }
}

/// Whether a number cannot hold all that another can.
fn is_narrower(one: &Column, other: &Column) -> bool {
    match (&one.ty.kind, &other.ty.kind) {
        (Kind::Integer { bits: one, .. }, Kind::Integer { bits: other, .. }) => one < other,
        _ => false,
    }
}

/// What is counted to the cent, in words of columns.
const MONEY: [&str; 10] =
    ["price", "amount", "cost", "total", "balance", "fee", "tax", "salary", "payment", "discount"];

pub(in crate::lint) fn float_money(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let is_money = |name: &str| name.to_ascii_lowercase().split('_').any(|it| MONEY.contains(&it));
    let wrong =
        |_: &Schema, _: &Table, it: &Column| is_money(&it.name) && matches!(it.ty.kind, Kind::Float32 | Kind::Float64);
    columns(
        subject,
        sink,
        wrong,
        "is money in binary floating point, which has no cents",
        "use `numeric(12, 2)`, or whole cents",
    );
}

pub(in crate::lint) fn timestamp_zone(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let wrong = |schema: &Schema, _: &Table, it: &Column| {
        schema.database == Database::Postgres && matches!(it.ty.kind, Kind::Timestamp { zoned: false, .. })
    };
    columns(subject, sink, wrong, "is a reading of some clock, and no moment", "use `timestamptz`");
}

pub(in crate::lint) fn char_type(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let wrong = |schema: &Schema, _: &Table, it: &Column| {
        schema.database == Database::Postgres && matches!(it.ty.kind, Kind::Char(_))
    };
    columns(subject, sink, wrong, "is filled up with blanks", "use `text`, and a check of its length");
}

pub(in crate::lint) fn json_text(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let wrong = |schema: &Schema, _: &Table, it: &Column| {
        schema.database == Database::Postgres && matches!(it.ty.kind, Kind::Json { binary: false })
    };
    columns(subject, sink, wrong, "is JSON that can neither be compared nor indexed", "use `jsonb`");
}

pub(in crate::lint) fn small_key(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let wrong = |schema: &Schema, table: &Table, it: &Column| {
        let is_key = table.primary_key.as_ref().is_some_and(|key| key.columns == [it.name.as_str()]);
        let counts = matches!(it.generation, Some(Generation::Counter { .. }));
        let is_small = matches!(it.ty.kind, Kind::Integer { bits, .. } if bits < 64);
        schema.database != Database::Sqlite && is_key && counts && is_small
    };
    columns(subject, sink, wrong, "counts rows, and ends at 2,147,483,647 or before", "use `bigint`");
}

pub(in crate::lint) fn serial(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let wrong =
        |_: &Schema, _: &Table, it: &Column| matches!(it.generation, Some(Generation::Counter { serial: true, .. }));
    let help = "use `GENERATED ALWAYS AS IDENTITY`";
    columns(subject, sink, wrong, "is counted by a sequence that has rights of its own", help);
}

pub(in crate::lint) fn duplicate_index(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for (_, table) in tables(subject) {
        let mut first: HashMap<Vec<String>, zephyrix_ir::Span> = HashMap::new();
        let keys = table.primary_key.iter().chain(&table.uniques);
        first.extend(keys.map(|it| (it.columns.iter().map(|it| it.to_ascii_lowercase()).collect(), it.span)));
        for index in &table.indexes {
            let Some(columns) = plain(index) else { continue };
            let Some(there) = first.get(&columns) else {
                first.insert(columns, index.span);
                continue;
            };
            let name = index.name.as_deref().unwrap_or(&table.name.name);
            let message = format!("`{name}` indexes what is indexed already: ({})", columns.join(", "));
            if let Some(found) = sink.found(index.span, message) {
                found.name(name).related(*there, "here").help("take it out: each costs every write");
            }
        }
    }
}

/// The columns of an index that has nothing special.
fn plain(index: &Index) -> Option<Vec<String>> {
    let special = index.method.as_deref().is_some_and(|it| it != "btree") || index.predicate.is_some();
    if special || !index.include.is_empty() {
        return None;
    }
    let column = |it: &zephyrix_ir::vocabulary::relational::IndexPart| match &it.of {
        Keyed::Column(name)
            if !it.descending && it.prefix.is_none() && it.class.is_none() && it.collation.is_none() =>
        {
            Some(name.to_ascii_lowercase())
        }
        _ => None,
    };
    index.parts.iter().map(column).collect()
}

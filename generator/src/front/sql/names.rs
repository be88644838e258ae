//! Names that a database gives to constraints and indexes that have none of their own.

use zephyrix_ir::vocabulary::relational::{Database, Expression, Keyed, Table};

/// Gives every constraint and index of a table the name that the database would give it.
pub(super) fn fill(table: &mut Table, database: Database) {
    match database {
        Database::Postgres => postgres(table),
        Database::Mysql => mysql(table),
        Database::Sqlite => {}
    }
}

/// PostgreSQL: `table_column_key` and the like, in at most 63 bytes (`makeObjectName`), with a number where taken.
fn postgres(table: &mut Table) {
    let name = table.name.name.clone();
    let mut taken: Vec<String> = taken(table);
    let mut give = |middle: &str, label: &str| {
        let found = (0..).map(|n| if n == 0 { label.to_owned() } else { format!("{label}{n}") });
        let found = found.map(|label| joined(&name, middle, &label)).find(|it| !taken.contains(it)).unwrap_or_default();
        taken.push(found.clone());
        Some(found)
    };
    if let Some(it) = table.primary_key.as_mut().filter(|it| it.name.is_none()) {
        it.name = give("", "pkey");
    }
    let columns: Vec<String> = table.columns.iter().map(|it| it.name.clone()).collect();
    for it in table.uniques.iter_mut().filter(|it| it.name.is_none()) {
        it.name = give(&it.columns.join("_"), "key");
    }
    for it in table.checks.iter_mut().filter(|it| it.name.is_none()) {
        it.name = give(&only(&it.expression, &columns), "check");
    }
    for it in table.foreign_keys.iter_mut().filter(|it| it.name.is_none()) {
        it.name = give(&it.columns.join("_"), "fkey");
    }
    for it in table.indexes.iter_mut().filter(|it| it.name.is_none()) {
        let parts = it.parts.iter().map(|it| match &it.of {
            Keyed::Column(name) => name.as_str(),
            Keyed::Expression(expression) => {
                let word = expression.text.split('(').next().unwrap_or_default();
                if word.is_empty() || word.contains(|c: char| !c.is_alphanumeric() && c != '_') { "expr" } else { word }
            }
        });
        let parts = parts.collect::<Vec<_>>().join("_");
        it.name = give(&parts, "idx");
    }
}

fn taken(table: &Table) -> Vec<String> {
    let keys = table.primary_key.iter().chain(&table.uniques).filter_map(|it| it.name.clone());
    let others = table.foreign_keys.iter().filter_map(|it| it.name.clone());
    let others = others.chain(table.checks.iter().filter_map(|it| it.name.clone()));
    keys.chain(others).chain(table.indexes.iter().filter_map(|it| it.name.clone())).collect()
}

/// The one column that an expression is about, if it is one.
fn only(expression: &Expression, columns: &[String]) -> String {
    let is_part = |it: char| it.is_alphanumeric() || it == '_' || it == '$';
    // What is in single quotes is no column.
    let outside: String = expression.text.split('\'').step_by(2).collect::<Vec<_>>().join(" ");
    let words = outside.split(|it| !is_part(it));
    let mut found: Vec<&str> = words.filter(|word| columns.iter().any(|it| it == word)).collect();
    found.sort_unstable();
    found.dedup();
    if found.len() == 1 { found[0].to_owned() } else { String::new() }
}

/// The longest bytes a name of PostgreSQL's has.
const LONGEST: usize = 63;

fn joined(table: &str, middle: &str, label: &str) -> String {
    let overhead = label.len() + 1 + usize::from(!middle.is_empty());
    let (mut first, mut second) = (table.len(), middle.len());
    while first + second + overhead > LONGEST {
        if first > second {
            first -= 1;
        } else {
            second -= 1;
        }
    }
    let cut = |text: &str, mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text[..at].to_owned()
    };
    let parts = [cut(table, first), cut(middle, second), label.to_owned()];
    parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("_")
}

/// MySQL: an index is called like its first column, with a number where taken; references `table_ibfk_1`.
fn mysql(table: &mut Table) {
    let mut taken: Vec<String> = taken(table);
    let mut give = |first: &str| {
        let names = (1..).map(|n| if n == 1 { first.to_owned() } else { format!("{first}_{n}") });
        let found = names.into_iter().find(|it| !taken.iter().any(|name| name.eq_ignore_ascii_case(it)));
        let found = found.unwrap_or_default();
        taken.push(found.clone());
        Some(found)
    };
    for it in table.uniques.iter_mut().filter(|it| it.name.is_none()) {
        it.name = give(it.columns.first().map_or("", String::as_str));
    }
    for it in table.indexes.iter_mut().filter(|it| it.name.is_none()) {
        it.name = match it.parts.first().map(|it| &it.of) {
            Some(Keyed::Column(name)) => give(name),
            _ => give("functional_index"),
        };
    }
    let prefix = format!("{}_ibfk_", table.name.name);
    let numbers =
        table.foreign_keys.iter().filter_map(|it| it.name.as_ref()?.strip_prefix(&prefix)?.parse::<u32>().ok());
    let mut last = numbers.max().unwrap_or(0);
    for it in table.foreign_keys.iter_mut().filter(|it| it.name.is_none()) {
        last += 1;
        it.name = Some(format!("{prefix}{last}"));
    }
}

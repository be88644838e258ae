//! What a database calls that which nobody named: `{table}_{columns}_{kind}`, as PostgreSQL does.

use super::Constraint;
use crate::migrate::words;
use zephyrix_ir::vocabulary::relational::{Index, Keyed, Table};

/// The bytes of a name (PostgreSQL's NAMEDATALEN less one); MySQL takes 64 characters.
const MAX: usize = 63;

/// The name of a constraint: its own, or the one it would get if it were the only one that wants it.
pub(crate) fn constraint_name(table: &Table, it: &Constraint) -> String {
    if let Some(name) = it.name() {
        return name.to_owned();
    }
    let table_name = &table.name.name;
    match it {
        Constraint::Primary(_) => made(table_name, "", "pkey"),
        Constraint::Unique(key) => made(table_name, &key.columns.join("_"), "key"),
        Constraint::Foreign(key) => made(table_name, &key.columns.join("_"), "fkey"),
        Constraint::Check(check) => {
            let mut named = table.columns.iter().filter(|it| words::mentions(&check.expression.text, &it.name));
            match (named.next(), named.next()) {
                (Some(only), None) => made(table_name, &only.name, "check"),
                _ => made(table_name, "", "check"),
            }
        }
        Constraint::Other(_) => made(table_name, "", "excl"),
    }
}

/// The name of an index: its own, or the one it would get if it were the only one that wants it.
pub(crate) fn index_name(table: &Table, it: &Index) -> String {
    it.name.clone().unwrap_or_else(|| {
        let parts = it.parts.iter().map(|part| match &part.of {
            Keyed::Column(name) => name.as_str(),
            Keyed::Expression(_) => "expr",
        });
        let parts: Vec<&str> = parts.chain(it.include.iter().map(String::as_str)).collect();
        made(&table.name.name, &parts.join("_"), "idx")
    })
}

/// The longer of the first two gives way (PostgreSQL's makeObjectName).
fn made(table: &str, columns: &str, kind: &str) -> String {
    let join = if columns.is_empty() { 1 } else { 2 };
    let (mut first, mut second) = (table.len(), columns.len());
    while first + second + kind.len() + join > MAX {
        if first > second { first -= 1 } else { second -= 1 }
    }
    let first = &table[..floor(table, first)];
    match columns {
        "" => format!("{first}_{kind}"),
        _ => format!("{first}_{}_{kind}", &columns[..floor(columns, second)]),
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::made;

    #[test]
    fn long_names_are_cut_as_the_database_cuts_them() {
        assert_eq!(made("pets", "owner_id", "fkey"), "pets_owner_id_fkey");
        assert_eq!(made("pets", "", "pkey"), "pets_pkey");
        let long = made(&"t".repeat(60), &"c".repeat(60), "key");
        assert_eq!((long.len(), long.matches('t').count(), long.matches('c').count()), (63, 29, 29));
    }
}

//! Which index would help, and which references have none.

use super::Found;
use crate::ddl::{qualified, quote};
use zephyrix_ir::vocabulary::queries::TableRead;
use zephyrix_ir::vocabulary::relational::{Database, ForeignKey, Keyed, Kind, Name, Schema, Table};

/// An index that lacks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Wanted {
    pub(super) table: Name,
    pub(super) columns: Vec<String>,
}

impl Wanted {
    /// The statement that makes it.
    pub(super) fn statement(&self, schema: &Schema) -> String {
        let database = schema.database;
        let name = quote(&format!("{}_by_{}", self.table.name, self.columns.join("_")), database);
        let part = |it: &String| {
            let prefix = if is_long(schema, &self.table, it) { PREFIX } else { "" };
            format!("{}{prefix}", quote(it, database))
        };
        let columns: Vec<String> = self.columns.iter().map(part).collect();
        format!("CREATE INDEX {name} ON {} ({})", qualified(&self.table, database), columns.join(", "))
    }

    /// Whether one that begins with all of it is there: then the database has its reasons.
    pub(super) fn is_there(&self, schema: &Schema) -> bool {
        schema.table(&self.table).is_some_and(|it| is_helped(it, &self.columns))
    }

    /// Whether this one does what another would.
    pub(super) fn covers(&self, other: &Self) -> bool {
        self != other && self.table == other.table && self.columns.starts_with(&other.columns)
    }
}

/// MySQL indexes the beginning of long texts: as many characters as always fit.
const PREFIX: &str = "(191)";

/// Whether MySQL can index no more than the beginning of a column.
pub(super) fn is_long(schema: &Schema, table: &Name, column: &str) -> bool {
    let column = schema.table(table).and_then(|it| it.column(column));
    let is_long = |it: &Kind| match it {
        Kind::Text(_) => true,
        Kind::Bytes(length) | Kind::Varchar(length) => length.is_none_or(|it| it > 768),
        _ => false,
    };
    schema.database == Database::Mysql && column.is_some_and(|it| is_long(&it.ty.kind))
}

/// The columns of an index that would find the rows of a table that is read whole; none of them where only an
/// expression would; `None` where all rows are wanted.
pub(super) fn helpful(read: &TableRead, all: &[TableRead], found: &Found, schema: &Schema) -> Option<Vec<String>> {
    let mut columns = Vec::new();
    let mut add = |it: &String| {
        if !columns.contains(it) {
            columns.push(it.clone());
        }
    };
    read.equal.iter().chain(read.ranged.first()).for_each(&mut add);
    if columns.is_empty() {
        // One of two tables that are joined is read whole. Of both, the later one should not be.
        let is_before =
            |alias: &String| all.iter().take_while(|it| it.alias != read.alias).any(|it| it.alias == *alias);
        let joined = read.joined.iter().filter(|(_, other)| found.whole.contains(other) && is_before(other));
        columns.extend(joined.map(|(column, _)| column.clone()));
    }
    // The beginning of a text does not tell its place.
    let is_long = |it: &String| read.table.as_ref().is_some_and(|table| is_long(schema, table, it));
    if columns.is_empty() && found.sorts && !read.ordered.iter().any(is_long) {
        columns.clone_from(&read.ordered);
    }
    match (columns.is_empty(), read.others) {
        (true, false) => None,
        _ => Some(columns),
    }
}

/// Foreign keys that no index helps to follow back. MySQL makes one for each.
pub(super) fn references(schema: &Schema) -> Vec<(&Table, &ForeignKey)> {
    if schema.database == Database::Mysql {
        return Vec::new();
    }
    let of = |table| -> Vec<(&Table, &ForeignKey)> {
        let table: &Table = table;
        table.foreign_keys.iter().filter(|it| !is_helped(table, &it.columns)).map(|it| (table, it)).collect()
    };
    schema.tables.iter().flat_map(of).collect()
}

/// Whether an index begins with these columns, in whatever order.
fn is_helped(table: &Table, columns: &[String]) -> bool {
    let begins =
        |of: &[&String]| of.len() >= columns.len() && of[..columns.len()].iter().all(|it| columns.contains(it));
    let keys = table.primary_key.iter().chain(&table.uniques);
    let column = |it: &Keyed| match it {
        Keyed::Column(name) => Some(name.clone()),
        Keyed::Expression(_) => None,
    };
    keys.into_iter().any(|it| begins(&it.columns.iter().collect::<Vec<_>>()))
        || table.indexes.iter().filter(|it| it.predicate.is_none()).any(|it| {
            let parts: Vec<String> = it.parts.iter().map_while(|it| column(&it.of)).collect();
            begins(&parts.iter().collect::<Vec<_>>())
        })
}

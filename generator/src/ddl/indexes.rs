//! Indexes.

use super::columns::collation_name;
use super::{Constraint, constraint_name, index_name, qualified, quote, quoted};
use std::fmt::Write;
use zephyrix_ir::Span;
use zephyrix_ir::vocabulary::relational::{Database, Index, IndexPart, Keyed, Table};

/// `CREATE INDEX …`
pub(crate) fn index(table: &Table, it: &Index, database: Database) -> String {
    let unique = if it.unique { "UNIQUE " } else { "" };
    let special = if database == Database::Mysql { special(it) } else { String::new() };
    let method = it.method.as_ref().filter(|it| special.is_empty() && it.as_str() != "btree");
    let (before, after) = match (method, database) {
        (Some(method), Database::Postgres) => (format!(" USING {method}"), String::new()),
        (Some(method), Database::Mysql) => (String::new(), format!(" USING {}", method.to_uppercase())),
        _ => (String::new(), String::new()),
    };
    // SQLite has an index in the schema of its table.
    let (name, on) = match (database, &table.name.schema) {
        (Database::Sqlite, Some(schema)) => (
            format!("{}.{}", quote(schema, database), quote(&index_name(table, it), database)),
            quote(&table.name.name, database),
        ),
        _ => (quote(&index_name(table, it), database), qualified(&table.name, database)),
    };
    let mut text = format!("CREATE {unique}{special}INDEX {name} ON {on}{before} ({}){after}", parts(it, database));
    if !it.include.is_empty() {
        let _ = write!(text, " INCLUDE ({})", quoted(&it.include, database));
    }
    if it.nulls_equal {
        text.push_str(" NULLS NOT DISTINCT");
    }
    if let Some(predicate) = &it.predicate {
        let _ = write!(text, " WHERE {}", predicate.text);
    }
    text
}

/// An index as MySQL has it inside of a table.
pub(crate) fn inside(table: &Table, it: &Index, database: Database) -> String {
    let unique = if it.unique { "UNIQUE " } else { "" };
    let name = quote(&index_name(table, it), database);
    let kind = special(it);
    let method = it.method.as_ref().filter(|it| kind.is_empty() && it.as_str() != "btree");
    let method = method.map_or_else(String::new, |it| format!(" USING {}", it.to_uppercase()));
    format!("{unique}{kind}INDEX {name} ({}){method}", parts(it, database))
}

/// The indexes of MySQL that are said by a word before.
fn special(it: &Index) -> String {
    let word = it.method.as_ref().filter(|it| matches!(it.as_str(), "fulltext" | "spatial"));
    word.map_or_else(String::new, |it| format!("{} ", it.to_uppercase()))
}

fn parts(it: &Index, database: Database) -> String {
    it.parts.iter().map(|it| part(it, database)).collect::<Vec<_>>().join(", ")
}

fn part(it: &IndexPart, database: Database) -> String {
    let mut text = match &it.of {
        Keyed::Column(name) => quote(name, database),
        Keyed::Expression(expression) => format!("({})", expression.text),
    };
    if let Some(length) = it.prefix {
        let _ = write!(text, "({length})");
    }
    if let Some(collation) = &it.collation {
        let _ = write!(text, " COLLATE {}", collation_name(collation, database));
    }
    if let Some(class) = &it.class {
        let _ = write!(text, " {class}");
    }
    if it.descending {
        text.push_str(" DESC");
    }
    match it.nulls_first {
        Some(true) => text.push_str(" NULLS FIRST"),
        Some(false) => text.push_str(" NULLS LAST"),
        None => {}
    }
    text
}

/// MySQL wants an index that begins with the columns of a reference, and makes one where there is none; dropping the
/// reference leaves it. Said, it goes with its reference.
pub(crate) fn implied_indexes(table: &Table) -> Vec<Index> {
    let mut implied: Vec<Index> = Vec::new();
    for key in &table.foreign_keys {
        let begins = |columns: &[String]| columns.starts_with(&key.columns);
        let keyed = table.primary_key.iter().chain(&table.uniques).any(|it| begins(&it.columns));
        let indexed = table.indexes.iter().chain(&implied).any(|it| it.method.is_none() && begins(&columns(it)));
        if !keyed && !indexed {
            let name = constraint_name(table, &Constraint::Foreign(key.clone()));
            implied.push(plain(name, &key.columns, key.span));
        }
    }
    implied
}

/// The columns of an index, up to the first that is not just a column.
fn columns(it: &Index) -> Vec<String> {
    let columns = it.parts.iter().map_while(|it| match &it.of {
        Keyed::Column(name) if it.prefix.is_none() => Some(name.clone()),
        _ => None,
    });
    columns.collect()
}

/// An index of columns, and nothing more.
pub(crate) fn plain(name: String, columns: &[String], span: Span) -> Index {
    let part = |name: &String| IndexPart {
        of: Keyed::Column(name.clone()),
        descending: false,
        nulls_first: None,
        class: None,
        collation: None,
        prefix: None,
    };
    Index {
        name: Some(name),
        unique: false,
        parts: columns.iter().map(part).collect(),
        method: None,
        include: Vec::new(),
        predicate: None,
        nulls_equal: false,
        comment: None,
        span,
    }
}

//! What need not be said, said: so that two ways of saying it do not differ.

use crate::ddl::{Constraint, constraint_name};
use zephyrix_ir::vocabulary::relational::{Database, Index, IndexPart, Keyed, Schema, Table};

/// The same schema with the columns that references lead to, and the indexes that MySQL makes for references.
pub(super) fn normal(schema: &Schema) -> Schema {
    let mut normal = schema.clone();
    for table in &mut normal.tables {
        for key in table.foreign_keys.iter_mut().filter(|it| it.to.is_empty()) {
            let target = schema.table(&key.table).and_then(|it| it.primary_key.as_ref());
            key.to = target.map_or_else(Vec::new, |it| it.columns.clone());
        }
        if schema.database == Database::Mysql {
            index_references(table);
        }
    }
    normal
}

/// MySQL wants an index that begins with the columns of a reference, and makes one where there is none; dropping the
/// reference leaves it. Said, it goes with its reference.
fn index_references(table: &mut Table) {
    for key in table.foreign_keys.clone() {
        let begins = |columns: &[String]| columns.starts_with(&key.columns);
        let keyed = table.primary_key.iter().chain(&table.uniques).any(|it| begins(&it.columns));
        let indexed = table.indexes.iter().any(|it| it.method.is_none() && begins(&plain(it)));
        if !keyed && !indexed {
            let name = constraint_name(table, &Constraint::Foreign(key.clone()));
            table.indexes.push(index(name, &key.columns, key.span));
        }
    }
}

/// The columns of an index, up to the first that is not just a column.
fn plain(it: &Index) -> Vec<String> {
    let columns = it.parts.iter().map_while(|it| match &it.of {
        Keyed::Column(name) if it.prefix.is_none() => Some(name.clone()),
        _ => None,
    });
    columns.collect()
}

fn index(name: String, columns: &[String], span: zephyrix_ir::Span) -> Index {
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

//! What need not be said, said: so that two ways of saying it do not differ.

use crate::ddl;
use zephyrix_ir::vocabulary::relational::{Column, Database, Generation, Kind, Name, Schema};

/// The same schema with the columns that references lead to, the indexes that MySQL makes for references, and the
/// columns of PostgreSQL that count by a sequence of their own.
pub(in crate::migrate) fn normal(schema: &Schema) -> Schema {
    let mut normal = schema.clone();
    for table in &mut normal.tables {
        for key in table.foreign_keys.iter_mut().filter(|it| it.to.is_empty()) {
            let target = schema.table(&key.table).and_then(|it| it.primary_key.as_ref());
            key.to = target.map_or_else(Vec::new, |it| it.columns.clone());
        }
        if schema.database == Database::Mysql {
            let implied = ddl::implied_indexes(table);
            table.indexes.extend(implied);
        }
    }
    if schema.database == Database::Postgres {
        serial(&mut normal);
    }
    normal
}

/// A default from a sequence that is the column's own is what `serial` stands for.
fn serial(schema: &mut Schema) {
    let owned = schema.sequences.iter().filter_map(|it| Some((it.name.clone(), it.owned_by.clone()?)));
    for (sequence, (table, column)) in owned.collect::<Vec<_>>() {
        let table = schema.tables.iter_mut().find(|it| it.name == table);
        let column = table.and_then(|it| it.columns.iter_mut().find(|it| it.name == column));
        let Some(column) = column.filter(|it| counts_by(it, &sequence)) else { continue };
        column.default = None;
        column.generation = Some(Generation::Counter { always: false, serial: true, unique_forever: false });
        schema.sequences.retain(|it| it.name != sequence);
    }
}

fn counts_by(column: &Column, sequence: &Name) -> bool {
    let default = column.default.as_ref().map(|it| it.text.to_ascii_lowercase()).unwrap_or_default();
    matches!(column.ty.kind, Kind::Integer { .. })
        && default.starts_with("nextval(")
        && default.contains(&sequence.name.to_ascii_lowercase())
}

//! Sequences behind columns: what `serial` is short for, read back (PostgreSQL §8.1.4).

use super::reader::Reader;
use zephyrix_ir::vocabulary::relational::{Column, Generation, Name, Schema, Sequence};

impl Reader<'_> {
    /// Whether a sequence is one that a counting column brings with it.
    pub(super) fn is_implied_sequence(&self, name: &Name) -> bool {
        let counts = |it: &Column| matches!(it.generation, Some(Generation::Counter { .. }));
        self.schema.tables.iter().filter(|it| it.name.schema == name.schema).any(|table| {
            let columns = table.columns.iter().filter(|it| counts(it));
            let mut names = columns.map(|it| format!("{}_{}_seq", table.name.name, it.name));
            names.any(|it| it == name.name) || name.name.ends_with("_seq") && table.columns.iter().any(counts)
        })
    }

    /// Whether an index is one that a key brings with it.
    pub(super) fn is_implied_index(&self, name: &Name) -> bool {
        let keys = self.schema.tables.iter().flat_map(|it| it.primary_key.iter().chain(&it.uniques));
        keys.into_iter().any(|it| it.name.as_ref() == Some(&name.name))
    }

    /// The names of all indexes, those of keys too.
    pub(super) fn index_names(&mut self) -> Vec<&mut Option<String>> {
        let tables = self.schema.tables.iter_mut().flat_map(|it| {
            let keys = it.primary_key.iter_mut().chain(&mut it.uniques).map(|it| &mut it.name);
            keys.chain(it.indexes.iter_mut().map(|it| &mut it.name))
        });
        tables.chain(self.schema.views.iter_mut().flat_map(|it| it.indexes.iter_mut().map(|it| &mut it.name))).collect()
    }
}

/// Makes `serial` columns of those that own the sequence their default counts up.
pub(super) fn fold(schema: &mut Schema) {
    let sequences = std::mem::take(&mut schema.sequences);
    for it in sequences {
        let plain = it.options.is_empty() || it.options == "AS INTEGER" || it.options == "AS SMALLINT";
        let column = it.owned_by.clone().filter(|_| plain).and_then(|(table, column)| {
            let table = schema.table_mut(&table)?;
            table.columns.iter_mut().find(|it| it.name == column)
        });
        match column.filter(|column| counts(column, &it)) {
            Some(column) => {
                column.default = None;
                column.generation = Some(Generation::Counter { always: false, serial: true, unique_forever: false });
            }
            None => schema.sequences.push(it),
        }
    }
}

/// Whether a column's default is the next value of a sequence.
fn counts(column: &Column, sequence: &Sequence) -> bool {
    let Some(default) = &column.default else { return false };
    let text = default.text.replace("::regclass", "").replace("::text", "");
    let named = text.strip_prefix("nextval('").and_then(|it| it.strip_suffix("')"));
    let named = named.map(|it| it.replace('"', ""));
    named.is_some_and(|it| it == sequence.name.name || it.ends_with(&format!(".{}", sequence.name.name)))
}

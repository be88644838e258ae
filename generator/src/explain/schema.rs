//! The database that sources define, as DDL, thing by thing.

use super::Section;
use crate::ddl;
use std::fmt::Write as _;
use zephyrix_ir::vocabulary::relational::{Hint, Schema};

/// Every type, sequence, table and view.
pub(super) fn sections(schema: &Schema) -> Vec<Section> {
    let empty = || Schema::new(schema.database);
    let only = |name: String, part: Schema, hints: &[Hint]| Section::new(name, hinted(hints) + &ddl::script(&part));
    let extensions = schema.extensions.iter().map(|it| {
        let part = Schema { extensions: vec![it.clone()], ..empty() };
        only(it.name.clone(), part, &[])
    });
    let types = schema.types.iter().map(|it| {
        let part = Schema { types: vec![it.clone()], ..empty() };
        only(it.name.to_string(), part, &[])
    });
    let sequences = schema.sequences.iter().map(|it| {
        let part = Schema { sequences: vec![it.clone()], ..empty() };
        only(it.name.to_string(), part, &[])
    });
    let tables = schema.tables.iter().map(|it| {
        let hints: Vec<Hint> = it.hints.iter().chain(it.columns.iter().flat_map(|it| &it.hints)).cloned().collect();
        let part = Schema { tables: vec![it.clone()], ..empty() };
        only(it.name.to_string(), part, &hints)
    });
    let views = schema.views.iter().map(|it| {
        let part = Schema { views: vec![it.clone()], ..empty() };
        only(it.name.to_string(), part, &it.hints)
    });
    extensions.chain(types).chain(sequences).chain(tables).chain(views).collect()
}

/// What the author asks of this tool is no DDL: in a comment before.
fn hinted(hints: &[Hint]) -> String {
    hints.iter().fold(String::new(), |mut text, it| {
        let value = if it.value.is_empty() { String::new() } else { format!("={}", it.value) };
        let _ = writeln!(text, "-- zephyrix: {}{value}", it.key);
        text
    })
}

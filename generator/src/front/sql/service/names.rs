//! What a table's record and its path are called: as the table, or as its author says.

use super::hint;
use std::collections::HashSet;
use zephyrix_ir::vocabulary::relational::Table;

/// Names that are taken.
#[derive(Default)]
pub(super) struct Names {
    records: HashSet<String>,
    paths: HashSet<String>,
}

impl Names {
    /// The name of a table's record, and its path without the slash.
    pub(super) fn of(&mut self, table: &Table) -> (String, String) {
        let said = |key: &str| hint(&table.hints, key).map(|it| it.value.trim().trim_matches('/').to_owned());
        let own = &table.name.name;
        let full = match &table.name.schema {
            Some(schema) => format!("{schema}_{own}"),
            None => own.clone(),
        };
        let name = said("name").unwrap_or_else(|| own.clone());
        let path = plain(&said("resource").unwrap_or_else(|| own.clone()));
        let record = claim(&mut self.records, capital(&name), &capital(&full));
        (record, claim(&mut self.paths, path, &plain(&full)))
    }
}

fn claim(taken: &mut HashSet<String>, wanted: String, longer: &str) -> String {
    let mut name = wanted;
    let mut count = 1;
    while !taken.insert(name.to_lowercase()) {
        name = if count == 1 { longer.to_owned() } else { format!("{longer}_{count}") };
        count += 1;
    }
    name
}

/// What may stand in a path, and in the name of an operation, as it is.
pub(super) fn plain(text: &str) -> String {
    let plain = |it: char| if it.is_ascii_alphanumeric() || it == '_' || it == '-' { it } else { '_' };
    let text: String = text.chars().map(plain).collect();
    if text.is_empty() { "_".to_owned() } else { text }
}

/// `film_actor` is `FilmActor`.
pub(super) fn capital(text: &str) -> String {
    let mut out = String::new();
    let mut start = true;
    for it in text.chars() {
        if !it.is_alphanumeric() {
            start = true;
        } else if start {
            out.extend(it.to_uppercase());
            start = false;
        } else {
            out.push(it);
        }
    }
    if out.is_empty() { "Table".to_owned() } else { out }
}

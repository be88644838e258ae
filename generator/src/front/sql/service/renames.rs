//! What a service of tables was called before: everything that is called after a table, or after a column.

use super::names::{Names, plain};
use super::{Resource, Service};
use std::sync::Arc;
use zephyrix_ir::vocabulary::relational::{Column, Hint, Name, Table};
use zephyrix_ir::vocabulary::{Former, TypeName};

/// The hint, as migrations know it too.
const KEY: &str = "renamed_from";

/// What the records of a table are called after it by.
const RECORDS: &[&str] = &["", "Part", "Input", "Replacement", "Patch", "List", "Sort", "Field", "Relation"];

/// What a column was called.
pub(super) fn of_column(it: &Column) -> Vec<Former> {
    formers(&it.hints).map(|it| Former { name: it.value.trim().to_owned(), span: it.span }).collect()
}

fn formers(hints: &[Hint]) -> impl Iterator<Item = &Hint> {
    hints.iter().filter(|it| it.key == KEY && !it.value.trim().is_empty())
}

impl Service<'_, '_> {
    /// Says of the records, the operations and the group of a table what they were called when it had another name.
    pub(super) fn formers(&mut self, resource: &Resource<'_>) {
        for hint in formers(&resource.table.hints) {
            let value = hint.value.trim();
            let name = value.rsplit_once('.').map_or(value, |(_, name)| name).to_owned();
            let before = Table { name: Name { name, ..resource.table.name.clone() }, ..resource.table.clone() };
            let (record, path) = Names::default().of(&before);
            let former = |name: String| Former { name, span: hint.span };
            if record != resource.name {
                for suffix in RECORDS {
                    let key: Arc<str> = format!("sql:{}{suffix}", resource.name).into();
                    let ty = self.draft.types.get_mut(&key).filter(|it| matches!(it.name, TypeName::Declared(_)));
                    if let Some(ty) = ty {
                        ty.renamed_from.push(former(format!("{record}{suffix}")));
                    }
                }
            }
            if path == resource.path {
                continue;
            }
            let tags = self.draft.tags.iter_mut().filter(|it| it.name == resource.path);
            tags.for_each(|it| it.renamed_from.push(former(path.clone())));
            for it in self.draft.operations.iter_mut().filter(|it| it.tag == resource.path) {
                if let Some(verb) = it.name.strip_suffix(&plain(&resource.path)) {
                    it.renamed_from.push(former(format!("{verb}{}", plain(&path))));
                }
            }
        }
    }
}

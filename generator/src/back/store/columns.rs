//! Values in and out of columns, as expressions.

use crate::plan::rust::{FieldKind, Writing};
use crate::plan::storage::{Storage, storage};
use zephyrix_ir::vocabulary::Column;

/// A column's value out of `row`, as the record's field wants it.
pub(super) fn read(to: &mut Writing<'_>, column: &Column, kind: FieldKind) -> String {
    let name = &column.name;
    let may_lack = !matches!(kind, FieldKind::Plain | FieldKind::Defaulted);
    let value = match (storage(column), may_lack) {
        (Storage::Direct, _) => format!("row.try_get(\"{name}\")?"),
        (Storage::Text, false) => format!("{}(&row, \"{name}\")?", to.uses.add("zephyrix::db::parsed")),
        (Storage::Text, true) => format!("{}(&row, \"{name}\")?", to.uses.add("zephyrix::db::parsed_optional")),
        (Storage::Json, false) => format!("{}(&row, \"{name}\")?", to.uses.add("zephyrix::db::json")),
        (Storage::Json, true) => format!("{}(&row, \"{name}\")?", to.uses.add("zephyrix::db::json_optional")),
    };
    // What is absent and what is null are stored alike, and shown as null.
    if kind == FieldKind::Maybe { format!("Some({value})") } else { value }
}

/// A body's field, as a column is bound. `nested`: the presence has been taken off already.
pub(super) fn bind(to: &mut Writing<'_>, column: &Column, kind: FieldKind, field: &str) -> String {
    let (value, may_lack) = match kind {
        FieldKind::Plain | FieldKind::Defaulted => (field.to_owned(), false),
        FieldKind::Optional | FieldKind::Nullable | FieldKind::DefaultedNullable => (field.to_owned(), true),
        FieldKind::Maybe => (format!("{field}.flatten()"), true),
    };
    stored(to, column, &value, may_lack)
}

/// A value as a column is bound.
pub(super) fn stored(to: &mut Writing<'_>, column: &Column, value: &str, may_lack: bool) -> String {
    match (storage(column), may_lack) {
        (Storage::Direct, _) => value.to_owned(),
        (Storage::Text, false) => format!("{value}.to_string()"),
        (Storage::Text, true) => format!("{value}.map(|it| it.to_string())"),
        (Storage::Json, false) => format!("{}({value})", to.uses.add("sqlx::types::Json")),
        (Storage::Json, true) => format!("{value}.map({})", to.uses.add("sqlx::types::Json")),
    }
}

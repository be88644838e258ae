//! Values in and out of columns, as expressions.

use crate::plan::kept::{Around, Kept};
use crate::plan::literals;
use crate::plan::rust::{FieldKind, Writing};
use crate::plan::storage::{Storage, placeholder};
use zephyrix_ir::vocabulary::Column;
use zephyrix_ir::vocabulary::relational::Database;

/// A column's value out of `row`, as the record's field wants it.
pub(super) fn read(to: &mut Writing<'_>, column: &Column, kept: &Kept, kind: FieldKind) -> String {
    let name = &column.name;
    let may_lack = !matches!(kind, FieldKind::Plain | FieldKind::Defaulted);
    let value = value(to, kept.storage, name, "&row", may_lack);
    // What is absent and what is null are stored alike, and shown as null.
    if kind == FieldKind::Maybe { format!("Some({value})") } else { value }
}

/// A column's value out of a row.
pub(super) fn value(to: &mut Writing<'_>, storage: Storage, name: &str, row: &str, may_lack: bool) -> String {
    let name = literals::string(name);
    let function = match (storage, may_lack) {
        (Storage::Direct, _) => return format!("row.try_get({name})?"),
        (Storage::Text, false) => "zephyrix::db::parsed",
        (Storage::Text, true) => "zephyrix::db::parsed_optional",
        (Storage::Json, false) => "zephyrix::db::json",
        (Storage::Json, true) => "zephyrix::db::json_optional",
        (Storage::Bytes, false) => "zephyrix::db::bytes",
        (Storage::Bytes, true) => "zephyrix::db::bytes_optional",
    };
    format!("{}({row}, {name})?", to.uses.add(function))
}

/// A body's field, as a column is bound. `nested`: the presence has been taken off already.
pub(super) fn bind(to: &mut Writing<'_>, storage: Storage, kind: FieldKind, field: &str) -> String {
    let (value, may_lack) = match kind {
        FieldKind::Plain | FieldKind::Defaulted => (field.to_owned(), false),
        FieldKind::Optional | FieldKind::Nullable | FieldKind::DefaultedNullable => (field.to_owned(), true),
        FieldKind::Maybe => (format!("{field}.flatten()"), true),
    };
    stored(to, storage, &value, may_lack)
}

/// A value as a column is bound.
pub(super) fn stored(to: &mut Writing<'_>, storage: Storage, value: &str, may_lack: bool) -> String {
    match (storage, may_lack) {
        (Storage::Direct, _) => value.to_owned(),
        (Storage::Text, false) => format!("{value}.to_string()"),
        (Storage::Text, true) => format!("{value}.map(|it| it.to_string())"),
        (Storage::Json, false) => format!("{}({value})", to.uses.add("sqlx::types::Json")),
        (Storage::Json, true) => format!("{value}.map({})", to.uses.add("sqlx::types::Json")),
        (Storage::Bytes, false) => format!("{value}.0"),
        (Storage::Bytes, true) => format!("{value}.map(|it| it.0)"),
    }
}

/// The nth placeholder with what is around it.
pub(super) fn hole(n: usize, around: &Around, database: Database) -> String {
    format!("{}{}{}", around.0, placeholder(n, database), around.1)
}

/// What follows a value, as a string literal, where anything does.
pub(super) fn after(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| literals::string(text))
}

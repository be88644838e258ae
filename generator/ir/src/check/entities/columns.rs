//! Fields as columns, and whether a body's fields fit them.

use super::body_fields;
use crate::TypeId;
use crate::vocabulary::{Column, ColumnType, Entity, Field, Operation, Scalar, Shape, Type};

/// The column that keeps a field.
pub(super) fn column(types: &[Type], field: &Field) -> Column {
    Column {
        name: snake(&field.name),
        field: field.name.clone(),
        ty: column_type(types, field.ty),
        nullable: !field.presence.is_required() && field.default.is_none() || field.presence.is_nullable(),
        unique: field.unique,
        generated: None,
        declared: None,
        default: None,
    }
}

/// What a column holds, for a field of this type.
pub(super) fn column_type(types: &[Type], id: TypeId) -> ColumnType {
    match &types[id.index()].shape {
        Shape::Scalar(Scalar::UInt32 | Scalar::UInt64 | Scalar::Binary | Scalar::Null) => ColumnType::Json(id),
        Shape::Scalar(scalar) => ColumnType::Scalar(*scalar),
        Shape::Enum { values, .. } if values.iter().all(|it| it.value.as_text().is_some()) => ColumnType::Enum(id),
        _ => ColumnType::Json(id),
    }
}

/// Every field of the body has its column, and (when `whole`) every column is filled.
pub(super) fn storable(types: &[Type], it: &Operation, entity: &Entity, whole: bool) -> Result<(), String> {
    let fields = body_fields(types, it).ok_or("its body is no JSON record")?;
    for field in &fields {
        let column = entity.columns.iter().find(|it| it.field == field.name);
        let Some(column) = column else {
            return Err(format!("its body has `{}`, which `{}` has not", field.name, entity.name));
        };
        if !same_storage(types, field.ty, column) {
            return Err(format!("`{}` is of one type in its body and of another in `{}`", field.name, entity.name));
        }
        let may_lack = !field.presence.is_required() && field.default.is_none() || field.presence.is_nullable();
        if whole && may_lack && !column.nullable {
            return Err(format!("`{}` may be left out of its body and not out of `{}`", field.name, entity.name));
        }
    }
    let unfilled = entity.columns.iter().find(|it| {
        whole && it.generated.is_none() && !it.nullable && !fields.iter().any(|field| field.name == it.field)
    });
    match unfilled {
        Some(it) => Err(format!("nothing fills `{}` of `{}`", it.field, entity.name)),
        None => Ok(()),
    }
}

/// Whether a value of the type can be kept in the column as it is.
pub(super) fn same_storage(types: &[Type], id: TypeId, column: &Column) -> bool {
    match (column_type(types, id), column.ty) {
        (ColumnType::Scalar(a), ColumnType::Scalar(b)) => a == b,
        (ColumnType::Enum(a), ColumnType::Enum(b)) => a == b,
        (ColumnType::Json(a), ColumnType::Json(b)) => same_json(types, a, b),
        _ => false,
    }
}

/// Whether two types are one in Rust: the same id, or the same nesting of lists and maps around one.
fn same_json(types: &[Type], a: TypeId, b: TypeId) -> bool {
    if a == b {
        return true;
    }
    match (&types[a.index()].shape, &types[b.index()].shape) {
        (Shape::List(a), Shape::List(b))
        | (Shape::Map(a), Shape::Map(b))
        | (Shape::Nullable(a), Shape::Nullable(b)) => same_json(types, *a, *b),
        (Shape::Scalar(a), Shape::Scalar(b)) => a == b,
        (Shape::Any, Shape::Any) => true,
        _ => false,
    }
}

/// `petId`, `pet-id` and `PetID` are `pet_id`.
pub(crate) fn snake(text: &str) -> String {
    let mut out = String::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        let fresh = c.is_uppercase() && before.is_some_and(|b| b.is_lowercase() || b.is_ascii_digit());
        if fresh {
            out.push('_');
        }
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
        before = Some(c);
    }
    out.trim_end_matches('_').to_owned()
}

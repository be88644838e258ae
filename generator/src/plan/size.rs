//! How large a value is, roughly: an enum that may hold a large one holds it behind a pointer.

use super::rust::RustPlan;
use zephyrix_ir::vocabulary::{Rest, Scalar, Shape};
use zephyrix_ir::{Model, TypeId};

/// In bytes: enums whose variants differ by more waste what they differ by.
const LARGE: usize = 180;
/// In bytes: every `Result` is as large as its error.
const LARGE_ERROR: usize = 96;

/// Whether a value is better boxed as a variant of an enum.
pub(crate) fn is_large(model: &Model, rust: &RustPlan, id: TypeId) -> bool {
    of(model, rust, id, 0) > LARGE
}

/// Whether a value is better boxed in an error.
pub(crate) fn is_large_error(model: &Model, rust: &RustPlan, id: TypeId) -> bool {
    of(model, rust, id, 0) > LARGE_ERROR
}

/// Bytes, padding included by rounding up to words. What is nested deeper than any real type counts as large.
fn of(model: &Model, rust: &RustPlan, id: TypeId, depth: usize) -> usize {
    const POINTER: usize = 8;
    const HEAP: usize = 24;
    if depth > 32 {
        return LARGE;
    }
    match model.shape(id) {
        Shape::Record { fields, rest } => {
            let sum: usize = fields
                .iter()
                .map(|it| {
                    let boxed = rust.is_boxed(model, id, it.ty);
                    let inner = if boxed { POINTER } else { of(model, rust, it.ty, depth + 1) };
                    inner.next_multiple_of(POINTER) + if it.presence.is_required() { 0 } else { POINTER }
                })
                .sum();
            sum + if matches!(rest, Rest::Kept(_)) { HEAP } else { 0 }
        }
        Shape::Union { variants, .. } => {
            let each = variants.iter().map(|it| of(model, rust, it.ty, depth + 1));
            POINTER + each.map(|it| if it > LARGE { POINTER } else { it }).max().unwrap_or(0)
        }
        Shape::Enum { values, .. } if values.iter().all(|it| it.value.as_text().is_some()) => 1,
        Shape::Nullable(inner) => POINTER + of(model, rust, *inner, depth + 1),
        Shape::Scalar(Scalar::Bool | Scalar::Null) => 1,
        Shape::Scalar(Scalar::Int32 | Scalar::UInt32 | Scalar::Float32 | Scalar::Date) => 4,
        Shape::Scalar(Scalar::Int64 | Scalar::Float64) => 8,
        Shape::Scalar(Scalar::Uuid | Scalar::DateTime | Scalar::Time) => 16,
        Shape::Any => 32,
        _ => HEAP,
    }
}

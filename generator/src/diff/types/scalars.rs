//! Single values: which of one kind are of another.

use zephyrix_ir::vocabulary::{EnumValue, Scalar, Shape};

/// Whether every value of one kind, as JSON has it, is of another.
pub(super) fn holds(wide: Scalar, narrow: Scalar) -> bool {
    if wide == narrow {
        return true;
    }
    match (wide, narrow) {
        (Scalar::Text, it) => is_text(it),
        (Scalar::Float64, it) => it == Scalar::Float32 || range(it).is_some(),
        (Scalar::Float32, it) => range(it).is_some(),
        _ => range(wide).zip(range(narrow)).is_some_and(|(wide, narrow)| wide.0 <= narrow.0 && narrow.1 <= wide.1),
    }
}

/// The least and the greatest of whole numbers.
fn range(it: Scalar) -> Option<(i128, i128)> {
    match it {
        Scalar::Int32 => Some((i32::MIN.into(), i32::MAX.into())),
        Scalar::Int64 => Some((i64::MIN.into(), i64::MAX.into())),
        Scalar::UInt32 => Some((0, u32::MAX.into())),
        Scalar::UInt64 => Some((0, u64::MAX.into())),
        _ => None,
    }
}

/// Whether JSON has a text for it.
fn is_text(it: Scalar) -> bool {
    !matches!(it, Scalar::Bool | Scalar::Null | Scalar::Float32 | Scalar::Float64) && range(it).is_none()
}

/// The kind of a single value, also of one of some literals, where these are of one kind.
pub(super) fn kind<R>(shape: &Shape<R>) -> Option<Scalar> {
    let all = |values: &[EnumValue], word: &str| values.iter().all(|it| it.value.kind() == word);
    match shape {
        Shape::Scalar(it) => Some(*it),
        Shape::Enum { values, .. } if all(values, "string") => Some(Scalar::Text),
        Shape::Enum { values, .. } if all(values, "integer") => Some(Scalar::Int64),
        Shape::Enum { values, .. } if all(values, "boolean") => Some(Scalar::Bool),
        _ => None,
    }
}

/// What people call it.
pub(super) fn word<R>(shape: &Shape<R>) -> String {
    match shape {
        Shape::Scalar(it) => format!("`{it:?}`").to_lowercase(),
        Shape::Record { .. } => "a record".to_owned(),
        Shape::Enum { .. } => "one of some literals".to_owned(),
        Shape::Union { .. } => "one of some types".to_owned(),
        Shape::List(_) => "a list".to_owned(),
        Shape::Map(_) => "a map".to_owned(),
        Shape::Tuple { .. } => "a tuple".to_owned(),
        Shape::Nullable(_) => "a type or null".to_owned(),
        Shape::Any => "any JSON".to_owned(),
        Shape::Stream(_) => "a stream".to_owned(),
    }
}

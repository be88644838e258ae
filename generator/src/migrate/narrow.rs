//! What a change of type does to the values that are there.

use zephyrix_ir::vocabulary::relational::Kind;

/// Whether some values of one type are none of the other.
pub(crate) fn is_narrower(from: &Kind, to: &Kind) -> bool {
    let length = |it: &Kind| match it {
        Kind::Char(length) | Kind::Varchar(length) | Kind::Text(length) => Some(length.unwrap_or(u64::MAX)),
        _ => None,
    };
    if let (Some(from), Some(to)) = (length(from), length(to)) {
        return to < from;
    }
    match (from, to) {
        (Kind::Integer { bits: from, unsigned: a }, Kind::Integer { bits: to, unsigned: b }) => {
            to < from || (a != b && (*b || to == from))
        }
        (Kind::Decimal { precision: from, scale: a }, Kind::Decimal { precision: to, scale: b }) => match (from, to) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(from), Some(to)) => to < from || b < a,
        },
        (Kind::Integer { .. }, Kind::Decimal { precision: None, .. } | Kind::Float64)
        | (Kind::Float32, Kind::Float64)
        | (Kind::Date, Kind::Timestamp { .. })
        | (Kind::Json { .. }, Kind::Json { .. })
        | (_, Kind::Text(_)) => false,
        (Kind::Enum(from), Kind::Enum(to)) => from.iter().any(|it| !to.contains(it)),
        (Kind::Array(from), Kind::Array(to)) => is_narrower(&from.kind, &to.kind),
        (from, to) => from != to,
    }
}

/// Whether rows are written anew: what is kept of a value changes, or every one must be looked at (PostgreSQL).
pub(super) fn is_rewritten(from: &Kind, to: &Kind) -> bool {
    match (from, to) {
        (Kind::Varchar(_), Kind::Varchar(_) | Kind::Text(_)) | (Kind::Text(_), Kind::Varchar(_)) => {
            is_narrower(from, to)
        }
        (Kind::Decimal { scale: a, .. }, Kind::Decimal { scale: b, .. }) => a != b || is_narrower(from, to),
        (from, to) => from != to,
    }
}

//! The one type that several expressions have together, as databases decide it.

use super::typed::{Typed, data_type};
use zephyrix_ir::vocabulary::relational::{DataType, Database, Kind};

/// How far a number is to the right of `smallint → integer → bigint → numeric → real → double precision`.
pub(super) fn rank(kind: &Kind) -> Option<u8> {
    Some(match kind {
        Kind::Integer { bits, .. } => *bits / 8,
        Kind::Year => 2,
        Kind::Decimal { .. } => 20,
        Kind::Float32 => 30,
        Kind::Float64 => 40,
        _ => return None,
    })
}

/// Whether values are texts.
pub(super) fn is_text(kind: &Kind) -> bool {
    matches!(kind, Kind::Char(_) | Kind::Varchar(_) | Kind::Text(_) | Kind::Enum(_) | Kind::Set(_))
}

/// PostgreSQL documentation §10.5 (`UNION`, `CASE` and the like); the others' rules are simpler cases of it.
pub(super) fn together(all: &[Typed], database: Database) -> Option<DataType> {
    let mut known = all.iter().filter_map(|it| it.ty.as_ref());
    let first = known.next()?.clone();
    Some(known.fold(first, |one, other| two(one, other, database)))
}

fn two(one: DataType, other: &DataType, database: Database) -> DataType {
    if one.kind == other.kind {
        return one;
    }
    match (rank(&one.kind), rank(&other.kind)) {
        (Some(a), Some(b)) => {
            let larger = if b > a { other.clone() } else { one };
            return match larger.kind {
                Kind::Decimal { .. } => data_type(Kind::Decimal { precision: None, scale: None }),
                _ => larger,
            };
        }
        (Some(_), None) | (None, Some(_)) if database != Database::Postgres => return data_type(Kind::Text(None)),
        _ => {}
    }
    let same_text = |it: &Kind| matches!(it, Kind::Varchar(_));
    match (&one.kind, &other.kind) {
        (a, b) if same_text(a) && same_text(b) => data_type(Kind::Varchar(None)),
        (a, b) if is_text(a) && is_text(b) => data_type(Kind::Text(None)),
        (Kind::Timestamp { zoned, precision }, Kind::Timestamp { zoned: other, .. }) => {
            data_type(Kind::Timestamp { zoned: *zoned || *other, precision: *precision })
        }
        (Kind::Date, Kind::Timestamp { .. }) => other.clone(),
        _ => one,
    }
}

//! What becomes of values when a column gets another type.

use zephyrix_ir::vocabulary::relational::{Column, Kind};

/// How values of one type become values of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cast {
    /// The database does it by itself, and refuses those that do not fit.
    Assigned,
    /// It is asked for in so many words.
    Explicit,
    /// By way of a text.
    ByText,
    /// A number that is zero, or not.
    ByInteger,
    /// There is none: the old values go.
    None,
}

/// Types between whose values the same conversions are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Boolean,
    Number,
    Text,
    Day,
    Time,
    Moment,
    Json,
    Bytes,
    Words,
    Other,
}

fn family(kind: &Kind) -> Family {
    match kind {
        Kind::Boolean => Family::Boolean,
        Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Float32 | Kind::Float64 | Kind::Year => Family::Number,
        Kind::Char(_) | Kind::Varchar(_) | Kind::Text(_) => Family::Text,
        Kind::Date => Family::Day,
        Kind::Time { .. } => Family::Time,
        Kind::Timestamp { .. } => Family::Moment,
        Kind::Json { .. } => Family::Json,
        Kind::Bytes(_) => Family::Bytes,
        Kind::Enum(_) | Kind::Set(_) | Kind::User(_) => Family::Words,
        Kind::Interval | Kind::Uuid | Kind::Array(_) | Kind::Other(_) => Family::Other,
    }
}

/// How the values of a column get into what it becomes.
pub(crate) fn cast(from: &Column, to: &Column) -> Cast {
    use Family::{Boolean, Bytes, Day, Json, Moment, Number, Other, Text, Time, Words};
    if from.ty == to.ty {
        return Cast::Assigned;
    }
    match (family(&from.ty.kind), family(&to.ty.kind)) {
        (Number, Number)
        | (Text | Boolean | Number | Day | Time | Moment | Json | Words, Text)
        | (Day | Moment, Moment)
        | (Moment, Day)
        | (Time, Time)
        | (Json, Json)
        | (Bytes, Bytes) => Cast::Assigned,
        (Boolean, Number) | (Number, Boolean) => Cast::ByInteger,
        (Other, Text) | (Text, Boolean | Number | Day | Time | Moment | Json | Words | Other) => Cast::Explicit,
        (Words, Words) => Cast::ByText,
        (Other, Other) => match (&from.ty.kind, &to.ty.kind) {
            (Kind::Array(_), Kind::Array(_)) => Cast::Explicit,
            _ => Cast::None,
        },
        _ => Cast::None,
    }
}

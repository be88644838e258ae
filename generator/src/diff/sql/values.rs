//! What becomes of values whose type is another.

use super::{fresh, lost, retyped, unfit};
use crate::diff::Finding;
use crate::migrate::{Cast, Met, cast, is_narrower};
use crate::plan::queries::kept;
use zephyrix_ir::vocabulary::relational::{Column, DataType, Kind};

/// Of a column; `again`: its values are computed again.
pub(super) fn of_column(met: &Met, path: &str, was: &Column, is: &Column, again: bool) -> Finding {
    let what = format!("{path} is {}, and was {}", is.ty.declared, was.ty.declared);
    if !again && cast(was, is) == Cast::None {
        lost(format!("{what}: nothing leads from one to the other, and the values are lost"))
    } else {
        of_type(met, &what, &was.ty, &is.ty)
    }
}

/// Of a type, as `what` says.
pub(super) fn of_type(met: &Met, what: &str, was: &DataType, is: &DataType) -> Finding {
    let gone = words_gone(&was.kind, &is.kind);
    if !gone.is_empty() {
        unfit(format!("{what}: rows may have {}", gone.join(", ")))
    } else if is_narrower(&was.kind, &is.kind) {
        unfit(format!("{what}: not every value fits"))
    } else if kept(was, met.old.database) != kept(is, met.new.database) {
        retyped(format!("{what}: whoever reads it has to read another type"))
    } else if matches!((&was.kind, &is.kind), (Kind::Enum(_), Kind::Enum(_)) | (Kind::Set(_), Kind::Set(_))) {
        super::surprising(format!("{what}: it may be other words"))
    } else {
        fresh(what.to_owned())
    }
}

fn words_gone(was: &Kind, is: &Kind) -> Vec<String> {
    match (was, is) {
        (Kind::Enum(was), Kind::Enum(is)) | (Kind::Set(was), Kind::Set(is)) => {
            was.iter().filter(|it| !is.contains(it)).map(|it| format!("`{it}`")).collect()
        }
        _ => Vec::new(),
    }
}

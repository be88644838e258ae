//! The headers of answers as structs, for those who serve and those who call.

use super::Side;
use crate::plan::headers::{HeaderPlan, Headers};
use crate::plan::literals;
use crate::plan::operations::OperationPlan;
use crate::plan::rust::Writing;
use zephyrix_templates::models::{HeaderField, HeaderRecord};

/// Every record of headers that an operation's answers have.
pub(crate) fn plans(plan: &OperationPlan) -> Vec<&Headers> {
    let successes = plan.successes.iter().filter_map(|it| it.headers.as_ref());
    let mut all: Vec<&Headers> = successes.chain(plan.failures.iter().filter_map(|it| it.headers.as_ref())).collect();
    // Several ways to write one answer have the same.
    all.dedup_by_key(|it| &it.name);
    all
}

/// The records, printed.
pub(crate) fn all<'a>(to: &mut Writing<'_>, plan: &'a OperationPlan, side: Side) -> Vec<HeaderRecord<'a>> {
    let record = |to: &mut Writing<'_>, it: &'a Headers| HeaderRecord {
        name: &it.name,
        statuses: &it.statuses,
        default: side == Side::Client || it.are_optional(),
        fields: it.fields.iter().map(|it| field(to, it, side)).collect(),
    };
    plans(plan).into_iter().map(|it| record(to, it)).collect()
}

/// Who calls takes what comes: a service that leaves out a header has still answered.
fn field<'a>(to: &mut Writing<'_>, it: &'a HeaderPlan, side: Side) -> HeaderField<'a> {
    let ty = it.ty(to);
    let plain = it.required && side == Side::Server;
    HeaderField {
        docs: it.docs.clone(),
        name: &it.name,
        ty: if plain { ty } else { format!("Option<{ty}>") },
        read: format!("{}({})", it.method(), literals::string(&it.wire.to_ascii_lowercase())),
    }
}

//! What a handler hands out, from the value that it has.

use crate::plan::answers;
use crate::plan::operations::OperationPlan;
use crate::plan::outcomes::Success;
use crate::plan::representations::Body;
use crate::plan::rust::Writing;

/// A success without any of the headers that it may have.
pub(super) fn with_defaults(success: &Success, value: &str) -> String {
    if success.headers.is_some() { format!("{value}.into()") } else { value.to_owned() }
}

/// A success as the operation's answer: its variant, where there are several.
pub(super) fn succeeded(to: &mut Writing<'_>, plan: &OperationPlan, value: &str) -> String {
    let [first, _, ..] = plan.successes.as_slice() else { return value.to_owned() };
    let name = to.uses.add(&format!("crate::generated::api::{}::{}", plan.module, plan.several));
    match (&first.body, answers::is_boxed(to, first)) {
        (Body::Empty, _) if first.headers.is_none() => format!("{name}::{}", first.variant),
        (_, true) => format!("{name}::{}(Box::new({value}))", first.variant),
        (_, false) => format!("{name}::{}({value})", first.variant),
    }
}

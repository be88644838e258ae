//! Bodies of several types as enums, for those who serve and those who call.

use crate::plan::bodies::BodyVariant;
use crate::plan::inputs;
use crate::plan::operations::OperationPlan;
use crate::plan::readings::Reading;
use crate::plan::rust::Writing;
use zephyrix_templates::models::{Choice, ChoiceVariant};

/// The enum of what the body may be, where it may be of several types; `bytes` is the path of raw bytes' type.
pub(crate) fn of<'a>(to: &mut Writing<'_>, plan: &'a OperationPlan, bytes: &str) -> Option<Choice<'a>> {
    let (name, variants) = plan.inputs.iter().find_map(|it| match &it.how {
        Reading::Choice(name, variants) => Some((name, variants)),
        _ => None,
    })?;
    Some(Choice { name, variants: variants.iter().map(|it| variant(to, it, bytes)).collect() })
}

fn variant<'a>(to: &mut Writing<'_>, it: &'a BodyVariant, bytes: &str) -> ChoiceVariant<'a> {
    let media: Vec<String> = it.how.media().iter().map(|it| format!("`{it}`")).collect();
    let ty = inputs::ty(to, &it.how, bytes);
    let ty = if inputs::is_boxed(to, &it.how) { format!("Box<{ty}>") } else { ty };
    ChoiceVariant { docs: format!("{}.", media.join(", ")), name: &it.name, ty }
}

//! Bodies of several types as enums, for those who serve and those who call.

use crate::plan::bodies::BodyVariant;
use crate::plan::inputs;
use crate::plan::operations::OperationPlan;
use crate::plan::raw::RawBody;
use crate::plan::readings::Reading;
use crate::plan::rust::Writing;
use zephyrix_templates::models::{Choice, ChoiceVariant};

/// The enum of what the body may be, where it may be of several types.
pub(crate) fn of<'a>(to: &mut Writing<'_>, plan: &'a OperationPlan, raw: &RawBody) -> Option<Choice<'a>> {
    let (name, variants) = plan.inputs.iter().find_map(|it| match &it.how {
        Reading::Choice(name, variants) => Some((name, variants)),
        _ => None,
    })?;
    let derives = raw.derives(variants.iter().map(|it| &it.how));
    Some(Choice { name, derives, variants: variants.iter().map(|it| variant(to, it, raw)).collect() })
}

fn variant<'a>(to: &mut Writing<'_>, it: &'a BodyVariant, raw: &RawBody) -> ChoiceVariant<'a> {
    let media: Vec<String> = it.how.media().iter().map(|it| format!("`{it}`")).collect();
    let ty = inputs::ty(to, &it.how, raw.ty);
    let ty = if inputs::is_boxed(to, &it.how) { format!("Box<{ty}>") } else { ty };
    ChoiceVariant { docs: format!("{}.", media.join(", ")), name: &it.name, ty }
}

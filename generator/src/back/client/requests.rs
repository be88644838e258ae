//! Request records: the service's, but that everything it has a default for may be left out.

use crate::items::making::{Making, Part};
use crate::plan::names::Scope;
use crate::plan::operations::{InputPlan, OperationPlan};
use crate::plan::readings::Reading;
use crate::plan::rust::{FieldKind, Writing, wrap};
use crate::plan::{inputs, raw};
use zephyrix_ir::vocabulary::{MediaType, Operation};
use zephyrix_templates::client::{Field, Request};

/// The request record; `None` when nothing is asked for.
pub(super) fn record<'a>(to: &mut Writing<'_>, it: &Operation, plan: &'a OperationPlan) -> Option<Request<'a>> {
    if plan.inputs.is_empty() {
        return None;
    }
    let mut fields: Vec<Field> = Vec::new();
    for (input, plan) in it.inputs.iter().zip(&plan.inputs) {
        let ty = inputs::ty(to, &plan.how, raw::SENT.ty);
        let docs = inputs::docs(&input.field, plan);
        fields.push(Field { docs, name: plan.name.clone(), ty: wrap(kind(plan), ty) });
    }
    if let Some(name) = media_field(plan) {
        let docs = vec!["The media type of the body, its parameters included.".to_owned()];
        fields.push(Field { docs, name, ty: "String".to_owned() });
    }
    let making = Making::of(&fields.iter().map(part).collect::<Vec<_>>());
    Some(Request { name: &plan.request, fields, default: making.derived, new: making.new })
}

fn part(it: &Field) -> Part {
    let optional = it.ty.starts_with("Option<");
    Part { name: it.name.clone(), ty: it.ty.clone(), value: optional.then(|| "None".to_owned()), plain: optional }
}

/// How a field's presence is written: the service knows its defaults.
pub(super) fn kind(plan: &InputPlan) -> FieldKind {
    if plan.kind == FieldKind::Plain { FieldKind::Plain } else { FieldKind::Optional }
}

/// The field that says what a body of bytes is, where the contract leaves that open.
pub(super) fn media_field(plan: &OperationPlan) -> Option<String> {
    let open = |it: &InputPlan| match &it.how {
        Reading::Bytes(media) => chosen(media).is_none(),
        _ => false,
    };
    plan.inputs.iter().any(open).then(|| {
        let names = plan.inputs.iter().map(|it| it.name.as_str());
        Scope::with(names).claim("content_type".to_owned())
    })
}

/// The one media type that bytes are of.
pub(super) fn chosen(media: &[MediaType]) -> Option<&MediaType> {
    match media {
        // Bodies of parts cannot be read without the boundary, which is a parameter of their type.
        [one] if !one.is_range() && !one.as_str().starts_with("multipart/") => Some(one),
        _ => None,
    }
}

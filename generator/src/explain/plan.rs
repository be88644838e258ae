//! What operations, types and entities are called in Rust.

use super::Section;
use crate::plan::Plan;
use crate::plan::answers::handed;
use crate::plan::inputs;
use crate::plan::operations::{InputPlan, OperationPlan};
use crate::plan::outcomes::Failure;
use crate::plan::rust::{FieldKind, Writing};
use std::fmt::Write as _;
use zephyrix_ir::Model;

/// Every decision.
pub(super) fn sections(model: &Model, plan: &Plan) -> Vec<Section> {
    let types = model.types().filter_map(|(id, it)| {
        let name = plan.rust.name(id)?;
        let members = plan.rust.members(id).join(", ");
        let text = format!("type {} is `{name}`\n  {members}\n", it.name.text());
        Some(Section::new(it.name.text(), text))
    });
    let entities = model.entities().zip(&plan.entities).map(|((_, it), plan)| {
        let text = format!("entity {} is `store.{}`: `{}`, `{}`\n", it.name, plan.module, plan.table, plan.query);
        Section::new(it.name.clone(), text)
    });
    let operations = model.operations().map(|(id, it)| {
        let mut to = Writing::new(model, &plan.rust, Some("crate::generated::models"));
        Section::new(it.name.clone(), operation(&it.name, plan.operation(id), &mut to))
    });
    types.chain(entities).chain(operations).collect()
}

fn operation(name: &str, plan: &OperationPlan, to: &mut Writing<'_>) -> String {
    let mut text = format!("operation {name} is `{}` in src/handlers/{}.rs\n", plan.method, plan.module);
    let inputs: Vec<String> = plan.inputs.iter().map(|it| input(it, to)).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "  asked with {} {{ {} }}, or answered {}", plan.request, inputs.join(", "), plan.invalid);
    let _ = writeln!(text, "  answers {}", handed(to, plan));
    let failure = |it: &Failure| format!("{} ({})", it.variant, it.statuses);
    let failures: Vec<String> = plan.failures.iter().map(failure).chain(["Internal (500)".to_owned()]).collect();
    let _ = writeln!(text, "  fails with {}: {}", plan.error, failures.join(", "));
    text
}

fn input(it: &InputPlan, to: &mut Writing<'_>) -> String {
    let ty = inputs::ty(to, &it.how, "Bytes");
    let ty = match it.kind {
        FieldKind::Plain | FieldKind::Defaulted => ty,
        FieldKind::Optional | FieldKind::Nullable | FieldKind::DefaultedNullable => format!("Option<{ty}>"),
        FieldKind::Maybe => format!("Option<Option<{ty}>>"),
    };
    let default = it.default.as_ref().map(|it| format!(" = {it}")).unwrap_or_default();
    format!("{}: {ty}{default}", it.name)
}

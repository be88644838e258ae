//! Groups of operations: a module and a trait each.

use super::names::{Scope, camel, module};
use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::OperationId;

/// One group.
#[derive(Debug)]
pub(crate) struct TagPlan {
    /// As the schema calls it.
    pub(crate) name: String,
    /// What it is about.
    pub(crate) docs: String,
    /// Its module: `pets`.
    pub(crate) module: String,
    /// Its trait: `PetsApi`.
    pub(crate) trait_name: String,
    /// Its operations, in order.
    pub(crate) operations: Vec<OperationId>,
}

/// Every group that has an operation.
pub(crate) fn plan(model: &Model) -> Vec<TagPlan> {
    let (mut modules, mut traits) = (Scope::with(["mod_"]), Scope::default());
    let tag = |it: &zephyrix_ir::vocabulary::TagDef| TagPlan {
        name: it.name.clone(),
        docs: it.docs.first_line().unwrap_or("").to_owned(),
        module: modules.claim(module(&it.name)),
        trait_name: traits.claim(format!("{}Api", camel(&it.name))),
        operations: model.operations().filter(|(_, op)| op.tag == it.name).map(|(id, _)| id).collect(),
    };
    model.tags().iter().map(tag).collect()
}

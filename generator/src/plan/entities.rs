//! What an entity is called in Rust.

use super::names::{Scope, camel, module, snake};
use super::rust::RustPlan;
use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::EntityId;

/// One entity.
#[derive(Debug)]
pub(crate) struct EntityPlan {
    /// Its module and its field in the store: `pets`.
    pub(crate) module: String,
    /// Its table's struct: `Pets`; `PetTable` where the record is called like the table.
    pub(crate) table: String,
    /// The struct of a list's conditions: `PetsQuery`.
    pub(crate) query: String,
    /// What one is called in a sentence: `order line`.
    pub(crate) noun: String,
    /// The same with its article: `an order line`.
    pub(crate) a_noun: String,
    /// What the columns of its key are called: `id`.
    pub(crate) key: Vec<String>,
}

/// Every entity, in order.
pub(crate) fn plan(model: &Model, rust: &mut RustPlan) -> Vec<EntityPlan> {
    let mut modules = Scope::with(["mod_", "store", "filters"]);
    let entity = |(_, it): (EntityId, &zephyrix_ir::vocabulary::Entity)| {
        let plain = camel(&it.table.name);
        let noun = snake(&it.name).trim_start_matches("r#").replace('_', " ").trim_end().to_owned();
        let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let table = rust.scope.claim(if it.is_stated() { format!("{plain}Table") } else { plain.clone() });
        EntityPlan {
            module: modules.claim(module(&it.table.name)),
            query: rust.scope.claim(format!("{}Query", if it.is_stated() { &plain } else { &table })),
            a_noun: format!("{article} {noun}"),
            noun,
            key: it.key_columns().map(|it| snake(&it.name)).collect(),
            table,
        }
    };
    model.entities().map(entity).collect()
}

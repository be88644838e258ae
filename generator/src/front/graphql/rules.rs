//! What the specification refuses and apollo-compiler lets pass.

use super::applied;
use super::refusals::Said;
use apollo_compiler::ast::{OperationType, Value};
use apollo_compiler::{Name, Node, Schema};
use std::collections::HashMap;
use zephyrix_ir::{Code, Diagnostic};

/// Says which rules of ours are broken.
pub(super) fn all(said: &mut Said<'_>) {
    implied_roots(said);
    let schema = said.schema;
    for it in literals(schema) {
        members(it, said);
    }
}

/// Where nothing says what operations begin with, their types' names do, whatever these types are.
fn implied_roots(said: &mut Said<'_>) {
    if said.schema.schema_definition.location().is_some() {
        return;
    }
    for kind in [OperationType::Query, OperationType::Mutation, OperationType::Subscription] {
        let name = kind.default_type_name();
        let ty = said.schema.types.get(&name).filter(|it| !it.is_object());
        if let Some(ty) = ty.filter(|_| said.schema.root_operation(kind).is_none()) {
            let span = said.places.span(ty.name().location());
            let found = Diagnostic::new(Code::GRAPHQL_ROOT, span, format!("`{name}` must be an object type"));
            said.broken("Root Operation Types", found.label(format!("what every {kind} would begin with")));
        }
    }
}

/// Every literal of a schema: arguments of directives, and defaults.
fn literals(schema: &Schema) -> Vec<&Node<Value>> {
    let mut found: Vec<&Node<Value>> = Vec::new();
    applied::each(schema, &mut |list| {
        found.extend(list.iter().flat_map(|it| it.arguments.iter().map(|it| &it.value)));
    });
    applied::inputs(schema, &mut |it| found.extend(&it.default_value));
    found
}

/// Members of one object have different names.
pub(super) fn members(value: &Node<Value>, said: &mut Said<'_>) {
    match &**value {
        Value::List(items) => items.iter().for_each(|it| members(it, said)),
        Value::Object(all) => {
            let mut seen: HashMap<&str, &Name> = HashMap::new();
            for (name, it) in all {
                if let Some(first) = seen.insert(name, name) {
                    let span = said.places.span(name.location());
                    let message = format!("the member `{name}` is given twice");
                    let found = Diagnostic::new(Code::GRAPHQL_DUPLICATE, span, message).label("again here");
                    let found = found.related(said.places.span(first.location()), "first here");
                    said.broken("UniqueInputFieldNames", found);
                }
                members(it, said);
            }
        }
        _ => {}
    }
}

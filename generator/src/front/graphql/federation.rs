//! What a router asks of a subgraph: `_service`, and `_entities` by their keys (Apollo Federation, "Subgraph specification").

use apollo_compiler::ast::OperationType;
use apollo_compiler::schema::{ExtendedType, ObjectType};
use apollo_compiler::{Name, Schema};
use std::fmt::Write as _;

/// Adds both to the root of queries, and the types that they answer.
pub(super) fn add(schema: &mut Schema) {
    // A definition of the schema without a root of queries is a mistake, which is told.
    let is_rootless = schema.schema_definition.location().is_some() && schema.schema_definition.query.is_none();
    if schema.types.contains_key("_Service") || is_rootless {
        return;
    }
    let has_key = |it: &ObjectType| {
        let resolvable = |it: &apollo_compiler::ast::Directive| {
            it.specified_argument_by_name("resolvable").and_then(|it| it.to_bool()) != Some(false)
        };
        it.directives.get_all("key").any(|it| resolvable(it))
    };
    let objects = schema.types.values().filter_map(ExtendedType::as_object);
    let keyed: Vec<&str> = objects.filter(|it| has_key(it)).map(|it| it.name.as_str()).collect();
    // Names are those of a schema that was read, and what is written around them is ours: it can be read.
    let Ok(ours) = Schema::parse(text(&keyed), "subgraph.graphql") else { return };
    let definition = schema.schema_definition.make_mut();
    let root = definition.query.get_or_insert_with(|| OperationType::Query.default_type_name().into());
    let root: Name = (**root).clone();
    for (name, ty) in ours.types.iter().filter(|(name, _)| name.starts_with('_') && !name.starts_with("__")) {
        schema.types.entry(name.clone()).or_insert_with(|| ty.clone());
    }
    let Some(ExtendedType::Object(query)) = ours.types.get("Query") else { return };
    match schema.types.get_mut(&root) {
        Some(ExtendedType::Object(own)) => {
            let own = own.make_mut();
            for (name, field) in &query.fields {
                own.fields.entry(name.clone()).or_insert_with(|| field.clone());
            }
        }
        Some(_) => {}
        None => {
            schema.types.insert(root, ExtendedType::Object(query.clone()));
        }
    }
}

/// What is added, as a schema of its own.
fn text(keyed: &[&str]) -> String {
    let mut text = "scalar _Any
        \"The schema of this subgraph.\" type _Service { sdl: String }
        type Query { \"What this subgraph is, for its router.\" _service: _Service! "
        .to_owned();
    if keyed.is_empty() {
        return text.replacen("scalar _Any", "", 1) + "}";
    }
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "\"Things of this subgraph by their keys, for its router.\" _entities(representations: [_Any!]!): [_Entity]! }}
        \"What has a key.\" union _Entity = {}",
        keyed.join(" | ")
    );
    for name in keyed {
        let _ = write!(text, " type {name} {{ x: Int }}");
    }
    text
}

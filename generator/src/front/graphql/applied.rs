//! Every list of directives in a schema, and every place for a value.

use apollo_compiler::Schema;
use apollo_compiler::ast::{DirectiveDefinition, DirectiveList, FieldDefinition, InputValueDefinition};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Name, Node};
use std::collections::HashSet;

/// The names of all directives that are applied in a schema.
pub(super) fn names(schema: &Schema) -> HashSet<Name> {
    let mut found = HashSet::new();
    each(schema, &mut |list| found.extend(list.iter().map(|it| it.name.clone())));
    found
}

/// Looks at every place that may carry directives.
pub(super) fn each<'a>(schema: &'a Schema, look: &mut dyn FnMut(&'a DirectiveList)) {
    look(&schema.schema_definition.directives);
    inputs(schema, &mut |it| look(&it.directives));
    directives(schema).for_each(|it| look(&it.directives));
    for ty in types(schema) {
        look(ty.directives());
        fields(ty).for_each(|it| look(&it.directives));
        if let ExtendedType::Enum(it) = ty {
            it.values.values().for_each(|it| look(&it.directives));
        }
    }
}

/// Looks at every argument of a field or directive, and every field of an input object.
pub(super) fn inputs<'a>(schema: &'a Schema, look: &mut dyn FnMut(&'a InputValueDefinition)) {
    directives(schema).flat_map(|it| &it.arguments).for_each(|it| look(it));
    for ty in types(schema) {
        fields(ty).flat_map(|it| &it.arguments).for_each(|it| look(it));
        if let ExtendedType::InputObject(it) = ty {
            it.fields.values().for_each(|it| look(it));
        }
    }
}

fn directives(schema: &Schema) -> impl Iterator<Item = &Node<DirectiveDefinition>> {
    schema.directive_definitions.values().filter(|it| !it.is_built_in())
}

fn types(schema: &Schema) -> impl Iterator<Item = &ExtendedType> {
    schema.types.values().filter(|it| !it.is_built_in())
}

/// What an object or an interface has.
fn fields(ty: &ExtendedType) -> impl Iterator<Item = &Node<FieldDefinition>> {
    let fields = match ty {
        ExtendedType::Object(it) => Some(&it.fields),
        ExtendedType::Interface(it) => Some(&it.fields),
        _ => None,
    };
    fields.into_iter().flat_map(|it| it.values())
}

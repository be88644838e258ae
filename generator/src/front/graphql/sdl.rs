//! A schema as it is served: extensions folded in, in the order written, what every schema has left out.

use super::read::Read;
use apollo_compiler::ast::{self, Definition, DirectiveList, OperationType};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Name, Node, Schema};
use zephyrix_ir::Span;

/// The whole of it.
pub(super) fn print(read: &Read) -> String {
    let Read { schema, places } = read;
    let own = |it: &Definition| it.location().and_then(|it| places.written(it));
    let directives = schema.directive_definitions.values().filter(|it| !it.is_built_in());
    let types = schema.types.values().filter(|it| !it.is_built_in());
    let all = definition(schema).into_iter();
    let all = all.chain(directives.map(|it| Definition::DirectiveDefinition(it.clone()))).chain(types.map(folded));
    let mut all: Vec<(Option<Span>, Definition)> = all.map(|it| (own(&it), it)).collect();
    // What is known without being written comes last.
    all.sort_by_key(|(at, _)| at.map_or((true, Span::default()), |it| (false, it)));
    let texts: Vec<String> = all.iter().map(|(_, it)| it.to_string().trim_end().to_owned() + "\n").collect();
    texts.join("\n")
}

/// `schema { … }`, where it says what its absence would not.
fn definition(schema: &Schema) -> Option<Definition> {
    let it = &schema.schema_definition;
    let kinds = [OperationType::Query, OperationType::Mutation, OperationType::Subscription];
    let implied = |kind: OperationType| {
        let name = kind.default_type_name();
        schema.types.get(&name).filter(|it| it.is_object()).map(|_| name)
    };
    let said = kinds.iter().all(|kind| schema.root_operation(*kind) == implied(*kind).as_ref());
    if said && it.description.is_none() && it.directives.is_empty() {
        return None;
    }
    let roots = it.iter_root_operations().map(|(kind, name)| Node::new((kind, (**name).clone()))).collect();
    let (description, directives) = (it.description.clone(), it.directives.clone());
    let whole = ast::SchemaDefinition { description, directives, root_operations: roots };
    Some(Definition::SchemaDefinition(it.same_location(whole)))
}

/// A type with all that extends it.
fn folded(ty: &ExtendedType) -> Definition {
    let (name, directives): (Name, DirectiveList) = (ty.name().clone(), ty.directives().clone());
    let description = ty.description().cloned();
    match ty {
        ExtendedType::Scalar(it) => Definition::ScalarTypeDefinition(it.same_location(ast::ScalarTypeDefinition {
            description,
            name,
            directives,
        })),
        ExtendedType::Object(it) => Definition::ObjectTypeDefinition(it.same_location(ast::ObjectTypeDefinition {
            description,
            name,
            implements_interfaces: it.implements_interfaces.iter().map(|it| (**it).clone()).collect(),
            directives,
            fields: it.fields.values().cloned().collect(),
        })),
        ExtendedType::Interface(it) => {
            Definition::InterfaceTypeDefinition(it.same_location(ast::InterfaceTypeDefinition {
                description,
                name,
                implements_interfaces: it.implements_interfaces.iter().map(|it| (**it).clone()).collect(),
                directives,
                fields: it.fields.values().cloned().collect(),
            }))
        }
        ExtendedType::Union(it) => Definition::UnionTypeDefinition(it.same_location(ast::UnionTypeDefinition {
            description,
            name,
            directives,
            members: it.members.iter().map(|it| (**it).clone()).collect(),
        })),
        ExtendedType::Enum(it) => Definition::EnumTypeDefinition(it.same_location(ast::EnumTypeDefinition {
            description,
            name,
            directives,
            values: it.values.values().cloned().collect(),
        })),
        ExtendedType::InputObject(it) => {
            Definition::InputObjectTypeDefinition(it.same_location(ast::InputObjectTypeDefinition {
                description,
                name,
                directives,
                fields: it.fields.values().cloned().collect(),
            }))
        }
    }
}

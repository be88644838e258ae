//! Who may ask for a field: `@authenticated`, `@requiresScopes`, `@policy`, as Apollo's routers have them.
//!
//! A field asks for what stands on it, on the object type that it is of, on its namesakes of interfaces, and on the type
//! that it answers. A policy is a scope by its name.

use apollo_compiler::Schema;
use apollo_compiler::ast::{DirectiveList, FieldDefinition, Value};
use apollo_compiler::schema::ObjectType;

/// Any one of these, each of which is all in it; a single empty one asks just who it is.
pub(crate) type Scopes = Vec<Vec<String>>;

/// What a field asks for: all of these.
pub(crate) fn of_field(schema: &Schema, of: &ObjectType, field: &FieldDefinition) -> Vec<Scopes> {
    let interfaces = of.implements_interfaces.iter().filter_map(|it| schema.get_interface(it));
    let namesakes = interfaces.filter_map(|it| it.fields.get(&field.name)).flat_map(|it| asked(&it.directives));
    let answer = schema.types.get(field.ty.inner_named_type());
    let answer = answer.into_iter().flat_map(|it| it.directives().iter().filter_map(|it| scopes(it)));
    let own = of.directives.iter().filter_map(|it| scopes(it)).chain(asked(&field.directives));
    own.chain(namesakes).chain(answer).collect()
}

fn asked(directives: &DirectiveList) -> impl Iterator<Item = Scopes> {
    directives.iter().filter_map(|it| scopes(it))
}

fn scopes(directive: &apollo_compiler::ast::Directive) -> Option<Scopes> {
    let argument = match directive.name.as_str() {
        "authenticated" => return Some(vec![Vec::new()]),
        "requiresScopes" => "scopes",
        "policy" => "policies",
        _ => return None,
    };
    let value = directive.specified_argument_by_name(argument).map(AsRef::as_ref);
    // A list coerces as it does anywhere, so that one name is a list of it.
    Some(match value {
        Some(Value::List(all)) => all.iter().map(|it| names(it)).collect(),
        Some(one) => vec![names(one)],
        None => Vec::new(),
    })
}

fn names(it: &Value) -> Vec<String> {
    let one = it.as_str().map(str::to_owned);
    let many = it.as_list().into_iter().flatten().filter_map(|it| it.as_str()).map(str::to_owned);
    one.into_iter().chain(many).collect()
}

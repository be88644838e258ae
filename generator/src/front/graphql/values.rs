//! Literals, as JSON has them after coercion (GraphQL §3, *Input Coercion*).

use apollo_compiler::Schema;
use apollo_compiler::ast::{Type, Value as Literal};
use apollo_compiler::schema::ExtendedType;
use zephyrix_ir::vocabulary::{Number, Value};

/// A literal of a type that accepts it.
pub(crate) fn value(schema: &Schema, literal: &Literal, ty: &Type) -> Value {
    match (literal, ty) {
        (Literal::Null, _) => Value::Null,
        (Literal::List(items), Type::List(item) | Type::NonNullList(item)) => {
            Value::List(items.iter().map(|it| value(schema, it, item)).collect())
        }
        // One where several are asked for are several of which there is one.
        (one, Type::List(item) | Type::NonNullList(item)) => Value::List(vec![value(schema, one, item)]),
        (Literal::Int(it), Type::Named(name) | Type::NonNullNamed(name)) if name == "ID" => {
            Value::Text(it.as_str().to_owned())
        }
        (Literal::Object(members), Type::Named(name) | Type::NonNullNamed(name)) => {
            let fields = schema.types.get(name).and_then(ExtendedType::as_input_object).map(|it| &it.fields);
            let member = |(name, it): &(apollo_compiler::Name, apollo_compiler::Node<Literal>)| {
                let ty = fields.and_then(|all| all.get(name)).map(|it| &*it.ty);
                (name.to_string(), ty.map_or_else(|| plain(it), |ty| value(schema, it, ty)))
            };
            Value::Map(members.iter().map(member).collect())
        }
        (other, _) => plain(other),
    }
}

/// A literal of a scalar that may be anything.
fn plain(literal: &Literal) -> Value {
    let number = |text: &str| Number::parse(text).map_or_else(|| Value::Text(text.to_owned()), Value::Number);
    match literal {
        // There are no variables where there is no operation.
        Literal::Null | Literal::Variable(_) => Value::Null,
        Literal::Boolean(it) => Value::Bool(*it),
        Literal::Int(it) => number(it.as_str()),
        Literal::Float(it) => number(it.as_str()),
        Literal::String(it) => Value::Text(it.clone()),
        Literal::Enum(it) => Value::Text(it.to_string()),
        Literal::List(items) => Value::List(items.iter().map(|it| plain(it)).collect()),
        Literal::Object(members) => {
            Value::Map(members.iter().map(|(name, it)| (name.to_string(), plain(it))).collect())
        }
    }
}

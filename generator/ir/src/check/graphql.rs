//! Fields that resolvers answer: what they are asked with is a record, like any other.

use super::resolve::Types;
use crate::vocabulary::{Graph, Rest, Shape, Type, TypeName};

/// Gives each field with arguments the record of them.
pub(super) fn settle(mut graph: Graph, types: &mut Types<'_>) -> Graph {
    for object in &mut graph.objects {
        for field in &mut object.fields {
            let Some(resolved) = field.resolved.as_mut().filter(|it| !it.args.is_empty()) else { continue };
            let fields = resolved.args.clone();
            let record = Shape::Record { fields, rest: Rest::Refused };
            let origin = format!("{}.{}", object.name, field.name);
            // A name of its own: fields that are asked with the same are still asked with something of their own.
            let name = TypeName::Declared(format!("{} {}", object.name, field.name));
            let ty = Type::unnamed(&[], field.span, record);
            resolved.request = Some(types.add(Type { name, origin: origin.into(), ..ty }));
        }
    }
    graph
}

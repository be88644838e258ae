//! Fields that resolvers answer: what they are asked with is a record, like any other.

use super::resolve::Types;
use crate::vocabulary::{Former, Graph, Rest, Shape, Type, TypeName};

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
            let renamed_from = formers((&object.name, &object.renamed_from), (&field.name, &field.renamed_from));
            resolved.request = Some(types.add(Type { name, renamed_from, origin: origin.into(), ..ty }));
        }
    }
    graph
}

/// What the record of a field was called, after the names that the object and the field had.
fn formers(object: (&str, &[Former]), field: (&str, &[Former])) -> Vec<Former> {
    let at = |(name, formers): (&str, &[Former]), at: usize| formers.get(at).map_or(name, |it| &it.name).to_owned();
    let former = |index| {
        let said = field.1.get(index).or_else(|| object.1.get(index))?;
        Some(Former { name: format!("{} {}", at(object, index), at(field, index)), span: said.span })
    };
    (0..object.1.len().max(field.1.len())).filter_map(former).collect()
}

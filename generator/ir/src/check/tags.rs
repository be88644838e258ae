//! Tags that no field holds: a value of a union has to be written with the tag that it is read by.

use crate::TypeId;
use crate::vocabulary::{Docs, EnumValue, Field, Presence, Rest, Shape, Tag, Type, TypeName, UnionBy, Value, Variant};

/// Gives the records of unions a field for the tag that tells them apart, where they have none: in that union only.
pub(super) fn keep(types: &mut Vec<Type>) {
    for at in 0..types.len() {
        let Shape::Union { variants, by: UnionBy::Tag(tag) } = types[at].shape.clone() else { continue };
        // Every object of GraphQL knows its type, and is the same one in all unions that it is in.
        if tag.field == "__typename" {
            continue;
        }
        let union = (types[at].name.text(), format!("{}/discriminator", types[at].origin));
        let tagged = |it: Variant| Variant { ty: tagged(types, &union, &it, &tag).unwrap_or(it.ty), ..it };
        let variants = variants.into_iter().map(tagged).collect();
        types[at].shape = Shape::Union { variants, by: UnionBy::Tag(tag) };
    }
}

/// The type of a variant with its tag, in a union of this name whose tag is written there; `None` where it has that
/// already, or may have nothing more.
fn tagged(types: &mut Vec<Type>, (union, place): &(String, String), variant: &Variant, tag: &Tag) -> Option<TypeId> {
    let mut ty = types[variant.ty.index()].clone();
    let Shape::Record { fields, rest: Rest::Ignored } = &mut ty.shape else { return None };
    if variant.tags.is_empty() || fields.iter().any(|it| it.name == tag.field) {
        return None;
    }
    let name = ty.name.text();
    let value =
        |it: &String| EnumValue { value: Value::Text(it.clone()), name: None, docs: Docs::default(), span: tag.span };
    let values = Shape::Enum { values: variant.tags.iter().map(value).collect(), open: false };
    let values = Type::unnamed(&[union, &name, &tag.field], tag.span, values);
    let field = add(types, Type { origin: place.as_str().into(), ..values });
    fields.insert(0, Field::new(tag.field.clone(), tag.span, field, Presence::Optional));
    ty.name = TypeName::Inline(vec![union.to_owned(), name]);
    ty.renamed_from.clear();
    Some(add(types, ty))
}

fn add(types: &mut Vec<Type>, ty: Type) -> TypeId {
    types.push(ty);
    TypeId(u32::try_from(types.len() - 1).unwrap_or(u32::MAX))
}

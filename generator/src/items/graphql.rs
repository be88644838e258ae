//! Types of GraphQL that only fields answer: plain structs and enums, since no JSON is ever read as one.

use super::{docs, print as render, union::is_boxed};
use crate::plan::literals;
use crate::plan::rust::Writing;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Field, Shape, Type, Variant};
use zephyrix_templates::models::{Member, Object, Output, UnionVariant, Variants};

/// A record as a struct.
pub(super) fn object(to: &mut Writing<'_>, id: TypeId, ty: &Type, fields: &[Field]) -> String {
    let name = to.rust.name(id).unwrap_or_default();
    let member = |(at, it): (usize, &Field)| Member {
        docs: literals::doc(it.docs.description.as_deref().unwrap_or_default()),
        name: to.rust.members(id)[at].clone(),
        ty: to.field(id, at, it),
    };
    let fields = fields.iter().enumerate().map(member).collect();
    render(&Object { docs: docs(ty), name, fields })
}

/// A union or an interface as an enum.
pub(super) fn union(to: &mut Writing<'_>, id: TypeId, ty: &Type, variants: &[Variant]) -> String {
    let rust = to.rust;
    let variants = variants.iter().zip(rust.members(id)).map(|(it, name)| UnionVariant {
        name,
        ty: to.ty(it.ty),
        boxed: is_boxed(to, id, it.ty),
    });
    let variants = variants.collect();
    render(&Variants { docs: docs(ty), name: rust.name(id).unwrap_or_default(), variants })
}

/// What tells the engine how values of a type are looked at.
pub(super) fn output(to: &Writing<'_>, id: TypeId, ty: &Type) -> Option<String> {
    let name = to.rust.name(id).filter(|_| to.rust.graph.is_answered(id))?;
    let members = to.rust.members(id);
    let (kind, index, lines) = match &ty.shape {
        Shape::Record { fields, .. } => {
            let at = to.rust.graph.object(id)?;
            let shown = &to.model.graph()?.objects[at].fields;
            let line = |(at, it): (usize, &zephyrix_ir::vocabulary::GraphField)| {
                let member = fields.iter().position(|field| it.resolved.is_none() && field.name == it.name)?;
                Some(format!("{at} => {}", members[member]))
            };
            ("object", Some(at), Some(shown.iter().enumerate().filter_map(line).collect()))
        }
        Shape::Union { .. } => ("variants", None, Some(members.to_vec())),
        Shape::Enum { .. } => ("texts", None, None),
        _ => return None,
    };
    Some(render(&Output { kind, name, index, lines }))
}

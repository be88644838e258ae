//! The types of the contract as Rust items: printed for the service, which checks them, and for its client.

pub(crate) mod choice;
mod graphql;
pub(crate) mod headers;
pub(crate) mod making;
mod message;
mod record;
mod scalar;
mod union;

use crate::plan::literals;
use crate::plan::rust::Writing;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{ProtoType, Shape, Type};
use zephyrix_templates::Template;
use zephyrix_templates::models::{Alias, Registry};

/// Who the types are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The service: reads strictly, and checks what it has read.
    Server,
    /// Its client: reads leniently, so that a service may grow without breaking those who call it.
    ///
    /// Members that are not declared are passed over, null is as good as absent, a text that no enum lists is kept as
    /// it is, and of several types that fit the closest is taken.
    Client,
}

/// Every type with a name of its own, printed.
pub(crate) fn all(to: &mut Writing<'_>, side: Side) -> Vec<String> {
    let types: Vec<(TypeId, &Type)> = to.model.types().collect();
    let mut items: Vec<String> = types.iter().filter_map(|(id, ty)| item(to, *id, ty, side)).collect();
    items.extend(types.iter().flat_map(|(id, _)| aliases(to, *id)));
    items.extend(registry(to, &types));
    if side == Side::Server {
        items.extend(types.iter().filter_map(|(id, ty)| graphql::output(to, *id, ty)));
    }
    items
}

/// The messages that one of any type may be, where there is such a one.
fn registry(to: &Writing<'_>, types: &[(TypeId, &Type)]) -> Option<String> {
    let message = |(id, ty): &(TypeId, &Type)| match ty.proto.as_deref() {
        Some(ProtoType::Message(it)) => Some((to.rust.name(*id)?, literals::string(&it.name))),
        _ => None,
    };
    let name = to.rust.registry.as_deref()?;
    Some(print(&Registry { name, messages: types.iter().filter_map(message).collect() }))
}

/// What a type would be called in the other places where the schema says the very same.
fn aliases(to: &Writing<'_>, id: TypeId) -> Vec<String> {
    let name = to.rust.name(id).unwrap_or_default();
    to.rust.also(id).iter().map(|also| print(&Alias { also, name })).collect()
}

fn item(to: &mut Writing<'_>, id: TypeId, ty: &Type, side: Side) -> Option<String> {
    to.rust.name(id)?;
    let is_of_others = match side {
        Side::Client => to.rust.graph.is_only_served(id),
        Side::Server => to.rust.graph.is_only_called(id),
    };
    if is_of_others {
        return None;
    }
    Some(match &ty.shape {
        Shape::Record { fields, .. } if to.rust.graph.is_plain(id) => graphql::object(to, id, ty, fields),
        Shape::Union { variants, .. } if to.rust.graph.is_plain(id) => graphql::union(to, id, ty, variants),
        Shape::Record { fields, .. } if let Some(ProtoType::Message(it)) = ty.proto.as_deref() => {
            message::print(to, id, ty, fields, it, side)
        }
        Shape::Enum { values, .. } if let Some(ProtoType::Enum(it)) = ty.proto.as_deref() => {
            message::enumeration(to, id, ty, values, it)
        }
        Shape::Record { fields, rest } => record::print(to, id, ty, fields, rest, side),
        Shape::Enum { values, .. } => scalar::enumeration(to, id, ty, values, side),
        Shape::Union { variants, by } => union::print(to, id, ty, variants, by, side),
        _ => scalar::newtype(to, id, ty, side),
    })
}

/// The docs of a type: its own, or where it is written.
fn docs(ty: &Type) -> Vec<String> {
    let text = ty.docs.description.as_deref().or(ty.docs.summary.as_deref()).unwrap_or("");
    let mut lines = literals::doc(text);
    if lines.is_empty() {
        let place = ty.origin.find('#').map_or(&*ty.origin, |at| &ty.origin[at..]);
        // In languages of plain names a place is such a name.
        let place = place.strip_prefix('#').filter(|it| !it.starts_with('/')).unwrap_or(place);
        lines = literals::doc(&format!("`{place}` of the schema."));
    }
    if ty.deprecated {
        lines.extend([String::new(), "Deprecated: not to be used any more.".to_owned()]);
    }
    lines
}

/// A template filled. Views hold plain strings, so this cannot fail; were it to, the empty file would not compile.
fn print(view: &impl Template) -> String {
    view.render().unwrap_or_default()
}

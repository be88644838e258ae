//! Forms of names and texts: how each member of a record is written as pairs.

use super::readings::{Member, has_texts, may_be_object};
use zephyrix_ir::vocabulary::{Content, MediaType, Shape, Style};
use zephyrix_ir::{Model, TypeId};

/// The members that are neither texts nor lists of them, nor, being objects, in brackets: and how each is written. `None`
/// where a form cannot say what the type holds.
pub(super) fn plan(model: &Model, ty: TypeId, content: &Content) -> Option<Vec<Member>> {
    let Shape::Record { fields, .. } = model.shape(ty) else {
        return (may_be_object(model, ty) && has_texts(model, ty, &mut Vec::new())).then(Vec::new);
    };
    let mut members = Vec::new();
    for field in fields {
        let said = content.encodings.iter().find(|it| it.name == field.name);
        let json = said.is_some_and(|it| !it.media.is_empty() && it.media.iter().all(MediaType::is_json));
        match said.and_then(|it| it.style) {
            // The members of an exploded object would be the form's own.
            Some(Style::Form { explode: true }) if may_be_object(model, field.ty) => return None,
            Some(Style::Form { explode: true }) => {}
            Some(style) => members.push((field.name.clone(), style)),
            // OpenAPI 3.2 §4.14.5: what is no text and has no style is JSON.
            None if json || is_beyond_text(model, field.ty) => members.push((field.name.clone(), Style::Json)),
            None => {}
        }
        let written = members.last().is_some_and(|it| it.0 == field.name && it.1 == Style::Json);
        if !written && !has_texts(model, field.ty, &mut Vec::new()) {
            return None;
        }
    }
    Some(members)
}

/// Whether a value may be an object or a list of what is no text.
fn is_beyond_text(model: &Model, ty: TypeId) -> bool {
    match model.shape(ty) {
        Shape::Nullable(inner) => is_beyond_text(model, *inner),
        Shape::List(item) => is_beyond_text(model, *item) || matches!(model.shape(*item), Shape::List(_)),
        Shape::Union { variants, .. } => variants.iter().any(|it| is_beyond_text(model, it.ty)),
        Shape::Tuple { .. } => true,
        _ => may_be_object(model, ty),
    }
}

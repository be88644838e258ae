//! Bodies of parts: how each member of a record is read from its part, and written as one.

use super::readings::is_member;
use zephyrix_ir::vocabulary::{Content, Field, MediaType, Rest, Scalar, Shape};
use zephyrix_ir::{Model, TypeId};

/// One member of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartPlan {
    /// What is in its part, or in each of its parts.
    pub(crate) kind: PartKind,
    /// Whether it is a list with a part an item.
    pub(crate) repeated: bool,
    /// The media types that `encoding` says it has; none: what its kind says.
    pub(crate) media: Vec<MediaType>,
}

/// What is in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartKind {
    /// A text.
    Text(TypeId),
    /// JSON.
    Json(TypeId),
    /// A file.
    File,
}

/// The members of a record, in order; `None` where one cannot be a part, or parts are kept that have no name here.
pub(super) fn plan(model: &Model, ty: TypeId, content: &Content) -> Option<Vec<PartPlan>> {
    let Shape::Record { fields, rest } = model.shape(ty) else { return None };
    let kept = matches!(rest, Rest::Kept(_));
    if kept { None } else { fields.iter().map(|it| part(model, it, content)).collect() }
}

fn part(model: &Model, field: &Field, content: &Content) -> Option<PartPlan> {
    let said = content.encodings.iter().find(|it| it.name == field.name);
    let media = said.map(|it| it.media.clone()).unwrap_or_default();
    let json = !media.is_empty() && media.iter().all(MediaType::is_json);
    let (kind, repeated) = match model.shape(field.ty) {
        Shape::List(item) if !json => (kind(model, *item, json)?, true),
        _ => (kind(model, field.ty, json)?, false),
    };
    // Objects can be written in other languages than JSON, which are not read.
    let written = !matches!(kind, PartKind::Json(_)) || media.is_empty() || json;
    written.then_some(PartPlan { kind, repeated, media })
}

/// What is in a part by its type, OpenAPI 3.1 §4.8.15.1.
fn kind(model: &Model, id: TypeId, json: bool) -> Option<PartKind> {
    match model.shape(id) {
        Shape::Stream(_) => None,
        Shape::Scalar(Scalar::Binary) => Some(PartKind::File),
        Shape::Nullable(inner) => matches!(kind(model, *inner, json)?, PartKind::Json(_)).then_some(PartKind::Json(id)),
        _ if !json && is_member(model, id) => Some(PartKind::Text(id)),
        _ => Some(PartKind::Json(id)),
    }
}

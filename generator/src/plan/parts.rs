//! Bodies of parts: how each member of a record is read from its part, and written as one.

use super::readings::{has_texts, is_member};
use zephyrix_ir::vocabulary::{Content, Field, Map, MediaType, Rest, Scalar, Shape, Style};
use zephyrix_ir::{Model, TypeId};

/// How a body of parts is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PartsPlan {
    /// The members of the record, in order.
    pub(crate) members: Vec<PartPlan>,
    /// What is in the parts that are no members, where they are kept.
    pub(crate) others: Option<Others>,
}

/// What is in the parts that are no members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Others {
    /// Values of a type.
    Values(TypeId),
    /// Files.
    Files,
}

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
    /// A file, or a list of them: a union, whose variants at these positions are the one and the other.
    OneOrMany(TypeId, usize, usize),
    /// A file, or another value: a union, as above.
    FileOr(TypeId, usize, usize),
    /// Any other value, in a style.
    Value(TypeId, Style),
}

/// How the parts of a type are read; `None` where a member cannot be a part.
pub(super) fn plan(model: &Model, ty: TypeId, content: &Content) -> Option<PartsPlan> {
    match model.shape(ty) {
        Shape::Record { fields, rest } => {
            let members = fields.iter().map(|it| part(model, it, content)).collect::<Option<Vec<_>>>()?;
            let others = if let Rest::Kept(ty) = rest { Some(others(model, *ty)?) } else { None };
            Some(PartsPlan { members, others })
        }
        Shape::Map(ty) => Some(PartsPlan { members: Vec::new(), others: Some(others(model, *ty)?) }),
        _ => None,
    }
}

fn others(model: &Model, ty: TypeId) -> Option<Others> {
    match model.shape(ty) {
        Shape::Scalar(Scalar::Binary) => Some(Others::Files),
        _ => (has_texts(model, ty, &mut Vec::new()) && !holds_file(model, ty, &mut Vec::new()))
            .then_some(Others::Values(ty)),
    }
}

fn part(model: &Model, field: &Field, content: &Content) -> Option<PartPlan> {
    let said = content.encodings.iter().find(|it| it.name == field.name);
    // Where there is a style, the media types mean nothing.
    let style = said.and_then(|it| it.style).filter(|it| *it != (Style::Form { explode: true }));
    if let Some(style) = style {
        let kind = value(model, field.ty, style)?;
        return Some(PartPlan { kind, repeated: false, media: Vec::new() });
    }
    let media = said.map(|it| it.media.clone()).unwrap_or_default();
    let json = !media.is_empty() && media.iter().all(MediaType::is_json);
    let (kind, repeated) = match model.shape(field.ty) {
        Shape::List(item) if !json => match kind(model, *item, json)? {
            PartKind::OneOrMany(..) | PartKind::FileOr(..) | PartKind::Value(..) => {
                (value(model, field.ty, FORM)?, false)
            }
            kind => (kind, true),
        },
        _ => (kind(model, field.ty, json)?, false),
    };
    // Objects can be written in other languages than JSON, which are not read.
    let written = !matches!(kind, PartKind::Json(_)) || media.is_empty() || json;
    written.then_some(PartPlan { kind, repeated, media })
}

/// The style of what has none.
const FORM: Style = Style::Form { explode: true };

/// What is in a part by its type, OpenAPI 3.1 §4.8.15.1.
fn kind(model: &Model, id: TypeId, json: bool) -> Option<PartKind> {
    match model.shape(id) {
        Shape::Stream(_) => None,
        Shape::Scalar(Scalar::Binary) => Some(PartKind::File),
        Shape::Nullable(inner) => match kind(model, *inner, json)? {
            PartKind::Json(_) => Some(PartKind::Json(id)),
            PartKind::Text(_) | PartKind::Value(..) => value(model, id, FORM),
            PartKind::File | PartKind::OneOrMany(..) | PartKind::FileOr(..) => None,
        },
        _ if !json && is_member(model, id) => Some(PartKind::Text(id)),
        Shape::Union { .. } if !json => file_and_other(model, id).or_else(|| value(model, id, FORM)),
        _ => Some(PartKind::Json(id)),
    }
}

/// A union of a file and a list of files, or of a file and something else.
fn file_and_other(model: &Model, id: TypeId) -> Option<PartKind> {
    let Shape::Union { variants, .. } = model.shape(id) else { return None };
    let is_file = |id: TypeId| matches!(model.shape(id), Shape::Scalar(Scalar::Binary));
    let file = variants.iter().position(|it| is_file(it.ty)).filter(|_| variants.len() == 2)?;
    let other = 1 - file;
    match model.shape(variants[other].ty) {
        Shape::List(item) if is_file(*item) => Some(PartKind::OneOrMany(id, file, other)),
        _ => value(model, variants[other].ty, FORM).map(|_| PartKind::FileOr(id, file, other)),
    }
}

fn value(model: &Model, id: TypeId, style: Style) -> Option<PartKind> {
    let told = has_texts(model, id, &mut Vec::new()) && !holds_file(model, id, &mut Vec::new());
    told.then_some(PartKind::Value(id, style))
}

/// Whether there are bytes in a value, which need not be text.
fn holds_file(model: &Model, id: TypeId, seen: &mut Vec<TypeId>) -> bool {
    if seen.contains(&id) {
        return false;
    }
    seen.push(id);
    let mut inside = Vec::new();
    model.shape(id).map(&mut |it: &TypeId| inside.push(*it));
    matches!(model.shape(id), Shape::Scalar(Scalar::Binary)) || inside.into_iter().any(|it| holds_file(model, it, seen))
}

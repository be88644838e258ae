//! How what arrives in a request is read: parameters by their style, bodies by their media type.

use super::bodies::BodyVariant;
use super::parts::PartsPlan;
use zephyrix_ir::vocabulary::{Field, HttpPlace, Input, MediaType, Operation, Rest, Scalar, Shape, Style, Value};
use zephyrix_ir::{Model, TypeId};

/// Forms of names and texts, WHATWG URL §5.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// Forms of parts, RFC 7578.
pub(crate) const MULTIPART: &str = "multipart/form-data";

/// How an input is read from a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// One text.
    Single(TypeId),
    /// A list of texts of this item type, between these separators.
    List(TypeId, Separator),
    /// Any value, in a style.
    Styled(TypeId, Style),
    /// An object whose members are pairs of their own, in the query or in cookies.
    Members(TypeId, Names),
    /// A parameter that is JSON.
    JsonText(TypeId),
    /// The parameter as it is written: nothing says what it means.
    Raw,
    /// A JSON body.
    Json(TypeId, Vec<MediaType>),
    /// A JSON body that may be a form too, [`FORM`] being among its media types.
    JsonOrForm(TypeId, Vec<MediaType>, Vec<Member>),
    /// A body that is a form.
    Form(TypeId, Vec<Member>),
    /// A body of parts: a record, with a part or more a member.
    Multipart(TypeId, PartsPlan),
    /// A text body.
    Text(Vec<MediaType>),
    /// Any bytes.
    Bytes(Vec<MediaType>),
    /// A body of several types, each of media types of its own: an enum of this name.
    Choice(String, Vec<BodyVariant>),
}

/// A member of a form that is neither a text nor a list of them, and how it is written.
pub(crate) type Member = (String, Style);

/// The names of the pairs that are the members of an object: the runtime's `Members`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// These.
    Of(Vec<String>),
    /// All but these, which are other parameters.
    AllBut(Vec<String>),
}

impl Reading {
    /// Whether it is the body that is read.
    pub(crate) fn is_body(&self) -> bool {
        !self.media().is_empty()
    }

    /// Whether it is a parameter, read into its type.
    pub(crate) fn is_typed_parameter(&self) -> bool {
        matches!(self, Self::Single(_) | Self::List(..) | Self::Styled(..) | Self::Members(..) | Self::JsonText(_))
    }

    /// Whether it may be raw bytes.
    pub(crate) fn holds_bytes(&self) -> bool {
        match self {
            Self::Bytes(_) => true,
            Self::Choice(_, variants) => variants.iter().any(|it| it.how.holds_bytes()),
            _ => false,
        }
    }

    /// The media types of bodies that are raw bytes.
    pub(crate) fn raw_media(&self) -> Vec<&str> {
        match self {
            Self::Bytes(all) => all.iter().map(MediaType::as_str).collect(),
            Self::Choice(_, variants) => variants.iter().flat_map(|it| it.how.raw_media()).collect(),
            _ => Vec::new(),
        }
    }

    /// The media types of the body that is read; none where it is not the body.
    pub(crate) fn media(&self) -> Vec<&str> {
        match self {
            Self::Json(_, all) | Self::JsonOrForm(_, all, _) | Self::Text(all) | Self::Bytes(all) => {
                all.iter().map(MediaType::as_str).collect()
            }
            Self::Form(..) => vec![FORM],
            Self::Multipart(..) => vec![MULTIPART],
            Self::Choice(_, variants) => variants.iter().flat_map(|it| it.how.media()).collect(),
            Self::Single(_) | Self::List(..) | Self::Styled(..) | Self::Members(..) | Self::JsonText(_) | Self::Raw => {
                Vec::new()
            }
        }
    }
}

/// What stands between the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Separator {
    /// The parameter is repeated.
    Repeated,
    /// `,`.
    Comma,
    /// A space.
    Space,
    /// `|`.
    Pipe,
}

impl Separator {
    /// What stands between items in a style; `None` where something is before them too.
    const fn of(style: Style) -> Option<Self> {
        match style {
            Style::Form { explode: true } => Some(Self::Repeated),
            Style::Form { explode: false } | Style::Simple { .. } => Some(Self::Comma),
            Style::SpaceDelimited => Some(Self::Space),
            Style::PipeDelimited => Some(Self::Pipe),
            Style::Label { .. } | Style::Matrix { .. } | Style::DeepObject | Style::Filter | Style::Json => None,
        }
    }
}

/// How a parameter of an operation is read.
pub(super) fn parameter(model: &Model, operation: &Operation, input: &Input, style: Style) -> Reading {
    let ty = not_null(model, input.field.ty);
    if style == Style::Json {
        return Reading::JsonText(ty);
    }
    match (model.shape(ty), Separator::of(style)) {
        (Shape::List(item), Some(separator)) if is_text(model, *item) => return Reading::List(*item, separator),
        (_, Some(_)) if is_text(model, ty) => return Reading::Single(ty),
        _ => {}
    }
    if is_untold(model, ty, style) || !has_texts(model, ty, &mut Vec::new()) {
        return Reading::Raw;
    }
    let pairs = matches!(input.place, HttpPlace::Query(_) | HttpPlace::Cookie(_));
    if pairs && style == (Style::Form { explode: true }) && may_be_object(model, ty) {
        return Reading::Members(ty, names(model, operation, input, ty));
    }
    Reading::Styled(ty, style)
}

/// How a header of an answer is written.
pub(super) fn header(model: &Model, ty: TypeId, style: Style) -> Reading {
    let ty = not_null(model, ty);
    match model.shape(ty) {
        _ if style == Style::Json => Reading::JsonText(ty),
        Shape::List(item) if is_text(model, *item) => Reading::List(*item, Separator::Comma),
        _ if is_text(model, ty) => Reading::Single(ty),
        _ => Reading::Raw,
    }
}

/// Whether a parameter is a text of which nothing more is known.
pub(super) fn is_untold(model: &Model, ty: TypeId, style: Style) -> bool {
    match model.shape(not_null(model, ty)) {
        Shape::Any => style != Style::DeepObject,
        Shape::Scalar(Scalar::Binary) => true,
        _ => false,
    }
}

/// The type of a value that is there.
pub(super) fn not_null(model: &Model, ty: TypeId) -> TypeId {
    if let Shape::Nullable(inner) = model.shape(ty) { not_null(model, *inner) } else { ty }
}

/// Which pairs are the members of an object: its own, and where it may have any, those of no other parameter.
fn names(model: &Model, operation: &Operation, input: &Input, ty: TypeId) -> Names {
    let own = |ty: TypeId| match model.shape(not_null(model, ty)) {
        Shape::Record { fields, .. } => fields.iter().flat_map(every_name).collect(),
        _ => Vec::new(),
    };
    if let Shape::Record { rest: Rest::Ignored | Rest::Refused, .. } = model.shape(ty) {
        return Names::Of(own(ty));
    }
    // Other values than objects have the parameter's name.
    let alone = matches!(model.shape(ty), Shape::Union { .. }).then(|| input.field.name.clone());
    let beside = |it: &&Input| it.place.word() == input.place.word() && it.field.name != input.field.name;
    let others = operation.inputs.iter().filter(beside);
    let others = others.flat_map(|it| every_name(&it.field).chain(own(it.field.ty)));
    Names::AllBut(alone.into_iter().chain(others).collect())
}

/// What a field is called, and was called before.
pub(super) fn every_name(it: &Field) -> impl Iterator<Item = String> {
    [it.name.clone()].into_iter().chain(it.renamed_from.iter().map(|it| it.name.clone()))
}

/// Whether a value is one text, from which it can be told what it is.
pub(crate) fn is_text(model: &Model, id: TypeId) -> bool {
    match model.shape(id) {
        // Bytes and null are no text.
        Shape::Scalar(it) => !matches!(it, Scalar::Binary | Scalar::Null),
        Shape::Enum { values, .. } => {
            values.iter().all(|it| it.value.kind() == values[0].value.kind() && it.value.kind() != "null")
        }
        _ => false,
    }
}

/// Whether a value may be an object.
pub(super) fn may_be_object(model: &Model, id: TypeId) -> bool {
    match model.shape(id) {
        Shape::Record { .. } | Shape::Map(_) => true,
        Shape::Nullable(inner) => may_be_object(model, *inner),
        Shape::Union { variants, .. } => variants.iter().any(|it| may_be_object(model, it.ty)),
        _ => false,
    }
}

/// Whether a value can be told from the texts that it is made of.
pub(super) fn has_texts(model: &Model, id: TypeId, seen: &mut Vec<TypeId>) -> bool {
    if seen.contains(&id) {
        return true;
    }
    seen.push(id);
    match model.shape(id) {
        Shape::Any | Shape::Scalar(_) => true,
        Shape::Enum { .. } => is_text(model, id),
        Shape::Nullable(inner) | Shape::List(inner) | Shape::Map(inner) => has_texts(model, *inner, seen),
        Shape::Union { variants, .. } => variants.iter().all(|it| has_texts(model, it.ty, seen)),
        Shape::Record { fields, rest } => {
            let rest = if let Rest::Kept(ty) = rest { has_texts(model, *ty, seen) } else { true };
            rest && fields.iter().all(|it| has_texts(model, it.ty, seen))
        }
        // What is told by position is read as it stands in JSON.
        Shape::Tuple { .. } | Shape::Stream(_) => false,
    }
}

/// Whether a value is one text in a part of a form.
pub(super) fn is_member(model: &Model, id: TypeId) -> bool {
    match model.shape(id) {
        Shape::Nullable(inner) => is_member(model, *inner),
        // Enums of other literals than texts are told apart by their kind of JSON.
        Shape::Enum { values, .. } => values.iter().all(|it| matches!(it.value, Value::Text(_))),
        _ => is_text(model, id),
    }
}

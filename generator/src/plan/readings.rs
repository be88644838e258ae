//! How what arrives in a request is read: parameters by their style, bodies by their media type.

use super::bodies::BodyVariant;
use super::parts::PartPlan;
use zephyrix_ir::vocabulary::{HttpPlace, MediaType, Rest, Scalar, Shape, Style, Value};
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
    /// A record of texts, laid out like this.
    Object(TypeId, Layout),
    /// A parameter that is JSON.
    JsonText(TypeId),
    /// The parameter as it is written: its style is not taken apart.
    Raw,
    /// A JSON body; with [`FORM`] among its media types, one that may be a form too.
    Json(TypeId, Vec<MediaType>),
    /// A body that is a form: a record of texts.
    Form(TypeId),
    /// A body of parts: a record, with a part or more a member.
    Multipart(TypeId, Vec<PartPlan>),
    /// A text body.
    Text(Vec<MediaType>),
    /// Any bytes.
    Bytes(Vec<MediaType>),
    /// A body of several types, each of media types of its own: an enum of this name.
    Choice(String, Vec<BodyVariant>),
}

impl Reading {
    /// Whether it is the body that is read.
    pub(crate) fn is_body(&self) -> bool {
        !self.media().is_empty()
    }

    /// Whether it may be raw bytes.
    pub(crate) fn holds_bytes(&self) -> bool {
        match self {
            Self::Bytes(_) => true,
            Self::Choice(_, variants) => variants.iter().any(|it| it.how.holds_bytes()),
            _ => false,
        }
    }

    /// The media types of the body that is read; none where it is not the body.
    pub(crate) fn media(&self) -> Vec<&str> {
        match self {
            Self::Json(_, all) | Self::Text(all) | Self::Bytes(all) => all.iter().map(MediaType::as_str).collect(),
            Self::Form(_) => vec![FORM],
            Self::Multipart(..) => vec![MULTIPART],
            Self::Choice(_, variants) => variants.iter().flat_map(|it| it.how.media()).collect(),
            Self::Single(_) | Self::List(..) | Self::Object(..) | Self::JsonText(_) | Self::Raw => Vec::new(),
        }
    }
}

/// How a record is laid out in a parameter: the runtime's `Layout`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Each member is a parameter: `a=1&b=2`.
    Members,
    /// Each member is a parameter that names both: `n[a]=1&n[b]=2`.
    Deep,
    /// `a=1,b=2`.
    Assigned,
    /// `a,1,b,2`, with this in between.
    Listed(Separator),
}

impl Layout {
    /// How a style lays out a record in a place; `None` where that is not taken apart.
    fn of(place: &HttpPlace, style: Style) -> Option<Self> {
        Some(match (place, style) {
            (HttpPlace::Query(_), Style::Form { explode: true }) => Self::Members,
            (HttpPlace::Query(_), Style::Form { explode: false }) => Self::Listed(Separator::Comma),
            (HttpPlace::Query(_), Style::SpaceDelimited) => Self::Listed(Separator::Space),
            (HttpPlace::Query(_), Style::PipeDelimited) => Self::Listed(Separator::Pipe),
            (HttpPlace::Query(_), Style::DeepObject) => Self::Deep,
            (HttpPlace::Path(_) | HttpPlace::Header(_), Style::Simple { explode: true }) => Self::Assigned,
            (HttpPlace::Path(_) | HttpPlace::Header(_), Style::Simple { explode: false }) => {
                Self::Listed(Separator::Comma)
            }
            _ => return None,
        })
    }

    /// Whether a member may be there more than once, so that it may be a list.
    const fn repeats(self) -> bool {
        matches!(self, Self::Members | Self::Deep)
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

/// How a parameter is read.
pub(super) fn parameter(model: &Model, ty: TypeId, place: &HttpPlace, style: Style) -> Reading {
    if let Shape::Nullable(inner) = model.shape(ty) {
        return parameter(model, *inner, place, style);
    }
    if style == Style::Json {
        // What JSON needs cannot be in a cookie.
        let written = !matches!(place, HttpPlace::Cookie(_));
        return if written { Reading::JsonText(ty) } else { Reading::Raw };
    }
    let separator = match style {
        Style::Form { explode: true } => Some(Separator::Repeated),
        Style::Form { explode: false } | Style::Simple { .. } => Some(Separator::Comma),
        Style::SpaceDelimited => Some(Separator::Space),
        Style::PipeDelimited => Some(Separator::Pipe),
        _ => None,
    };
    if let Some(layout) = Layout::of(place, style).filter(|it| is_record_of_texts(model, ty, it.repeats())) {
        return Reading::Object(ty, layout);
    }
    match (model.shape(ty), separator) {
        (Shape::List(item), Some(separator)) if is_text(model, *item) => Reading::List(*item, separator),
        (_, Some(_)) if is_text(model, ty) => Reading::Single(ty),
        _ => Reading::Raw,
    }
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

/// Whether a value is a record whose members are texts, or lists of them where a member may be repeated.
pub(super) fn is_record_of_texts(model: &Model, id: TypeId, repeats: bool) -> bool {
    let Shape::Record { fields, rest } = model.shape(id) else { return false };
    // Whatever else is there may be for someone else.
    !matches!(rest, Rest::Kept(_)) && fields.iter().all(|it| is_member(model, it.ty, repeats))
}

/// Whether a value is one text in a form: never a list, unless they repeat.
pub(super) fn is_member(model: &Model, id: TypeId, repeats: bool) -> bool {
    match model.shape(id) {
        Shape::Nullable(inner) => is_member(model, *inner, repeats),
        Shape::List(item) => repeats && is_member(model, *item, false),
        // Enums of other literals than texts are told apart by their kind of JSON.
        Shape::Enum { values, .. } => values.iter().all(|it| matches!(it.value, Value::Text(_))),
        _ => is_text(model, id),
    }
}

//! How what arrives in a request is read: parameters by their style, bodies by their media type.

use super::parts::{self, PartPlan};
use zephyrix_ir::vocabulary::{Content, HttpPlace, MediaType, Operation, Rest, Scalar, Shape, Style, Value};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Model, TypeId};

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
}

impl Reading {
    /// Whether it is the body that is read.
    pub(crate) fn is_body(&self) -> bool {
        matches!(self, Self::Json(..) | Self::Form(_) | Self::Multipart(..) | Self::Text(_) | Self::Bytes(_))
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
fn is_text(model: &Model, id: TypeId) -> bool {
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
fn is_record_of_texts(model: &Model, id: TypeId, repeats: bool) -> bool {
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

/// How a body is read.
pub(super) fn body(model: &Model, operation: &Operation, contents: &[Content], log: &mut Diagnostics) -> Reading {
    let json: Vec<&Content> = contents.iter().filter(|it| it.media.is_json() && it.ty.is_some()).collect();
    let media = |of: &[&Content]| of.iter().map(|it| it.media.clone()).collect::<Vec<_>>();
    if let Some(ty) = json.first().and_then(|it| it.ty) {
        let form = |it: &Content| it.media.as_str() == FORM && is_record_of_texts(model, ty, true);
        let (mut same, other): (Vec<&Content>, Vec<&Content>) =
            contents.iter().partition(|it| it.ty == Some(ty) && (it.media.is_json() || form(it)));
        // Who has the choice writes JSON.
        same.sort_by_key(|it| !it.media.is_json());
        for content in other {
            log.push(
                Diagnostic::new(
                    Code::UNSUPPORTED,
                    content.span,
                    format!("`{}` takes no body of type `{}`", operation.name, content.media.as_str()),
                )
                .label("answered with 415, as JSON is there too"),
            );
        }
        return Reading::Json(ty, media(&same));
    }
    if let [only] = contents
        && only.media.as_str() == FORM
        && let Some(ty) = only.ty.filter(|it| is_record_of_texts(model, *it, true))
    {
        return Reading::Form(ty);
    }
    if let [only] = contents
        && only.media.is_form_data()
        && let Some(ty) = only.ty
        && let Some(parts) = parts::plan(model, ty, only)
    {
        return Reading::Multipart(ty, parts);
    }
    let all: Vec<&Content> = contents.iter().collect();
    let known =
        |it: &&Content| it.media.as_str() == "application/octet-stream" || it.ty.is_none() || it.media.is_range();
    if contents.iter().all(|it| it.media.as_str().starts_with("text/")) && !contents.is_empty() {
        return Reading::Text(media(&all));
    }
    for content in all.iter().filter(|it| !known(it)) {
        log.push(
            Diagnostic::new(
                Code::UNSUPPORTED,
                content.span,
                format!("`{}` gets its body of type `{}` as bytes", operation.name, content.media.as_str()),
            )
            .label("not taken apart yet"),
        );
    }
    Reading::Bytes(media(&all))
}

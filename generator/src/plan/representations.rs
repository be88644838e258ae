//! What an answer may be written in: its media types, put together where one Rust type serves them all.

use super::names::camel;
use zephyrix_ir::vocabulary::{Content, MediaType, Scalar, Shape};
use zephyrix_ir::{Model, TypeId};

/// What is in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// Nothing; of a failure: problem details, RFC 9457.
    Empty,
    /// JSON.
    Json(TypeId),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// One item of this type after another.
    Stream(Framing, TypeId),
}

/// How the items of a stream are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Server-sent events.
    Events,
    /// One a line.
    Lines,
    /// RFC 7464.
    Sequence,
}

impl Framing {
    /// The media types that hold one item after another; of each framing, first the one that the runtime writes.
    const MEDIA: &[(&str, Self)] = &[
        ("text/event-stream", Self::Events),
        ("application/jsonl", Self::Lines),
        ("application/x-ndjson", Self::Lines),
        ("application/ndjson", Self::Lines),
        ("application/json-seq", Self::Sequence),
    ];

    fn of(media: &MediaType) -> Option<Self> {
        Self::MEDIA.iter().find(|(it, _)| *it == media.as_str()).map(|(_, it)| *it)
    }

    /// Whether the runtime writes this media type unless told.
    pub(crate) fn is_usual(self, media: &str) -> bool {
        Self::MEDIA.iter().find(|(_, it)| *it == self).is_some_and(|(it, _)| *it == media)
    }

    /// Its name in the runtime: of the type that is answered with, and of the client's framing.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Events => "Events",
            Self::Lines => "Lines",
            Self::Sequence => "Sequence",
        }
    }
}

/// One way to write an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Representation {
    /// What is in it.
    pub(crate) body: Body,
    /// The media types it may be of, the first one unless told; none without a body.
    pub(crate) media: Vec<String>,
}

impl Representation {
    /// Nothing at all.
    pub(crate) const EMPTY: Self = Self { body: Body::Empty, media: Vec::new() };

    /// What the variant of this one is called, beside the usual one.
    pub(super) fn suffix(&self) -> String {
        let sub = match self.media.as_slice() {
            [one] => one.split_once('/').map(|(_, sub)| camel(sub.strip_suffix("+json").unwrap_or(sub))),
            _ => None,
        };
        match (self.body, sub) {
            (Body::Empty, _) => "Problem".to_owned(),
            (Body::Stream(framing, _), _) => framing.name().to_owned(),
            (_, Some(sub)) => sub,
            (Body::Json(_), None) => "Json".to_owned(),
            (Body::Text, None) => "Text".to_owned(),
            (Body::Bytes, None) => "Bytes".to_owned(),
        }
    }
}

/// How the representations of a success are written: what the caller gets who asks for nothing comes first.
pub(super) fn of_success(model: &Model, contents: &[Content]) -> Vec<Representation> {
    grouped(model, contents.iter().map(|it| (body(model, it), it)))
}

/// How the representations of a failure are written; [`Body::Empty`] for problem details.
pub(super) fn of_failure(model: &Model, contents: &[Content]) -> Vec<Representation> {
    let body = |it: &Content| match body(model, it) {
        _ if it.media.is_problem() => Body::Empty,
        Body::Bytes if it.media.is_range() => Body::Empty,
        // Whoever fails has nothing to tell bit by bit.
        Body::Stream(..) => Body::Text,
        other => other,
    };
    grouped(model, contents.iter().map(|it| (body(it), it)))
}

fn grouped<'a>(model: &Model, contents: impl Iterator<Item = (Body, &'a Content)>) -> Vec<Representation> {
    let mut all: Vec<Representation> = Vec::new();
    for (body, content) in contents {
        let written =
            if matches!(body, Body::Json(_)) && content.media.is_range() { JSON } else { content.media.as_str() };
        let media = written.to_owned();
        match all.iter_mut().find(|it| is_same(model, it.body, body)) {
            Some(it) if it.media.contains(&media) => {}
            Some(it) => it.media.push(media),
            None => all.push(Representation { body, media: vec![media] }),
        }
    }
    for it in &mut all {
        it.media.sort_by_key(|media| media != JSON);
    }
    // JSON where there is any, and of that the plainest; else in the order of the contract.
    all.sort_by_key(|it| (!matches!(it.body, Body::Json(_)), it.media[0] != JSON));
    if all.is_empty() { vec![Representation::EMPTY] } else { all }
}

/// RFC 8259.
pub(crate) const JSON: &str = "application/json";

/// RFC 9457.
pub(crate) const PROBLEM: &str = "application/problem+json";

/// Whether one Rust type serves both.
fn is_same(model: &Model, a: Body, b: Body) -> bool {
    match (a, b) {
        (Body::Json(a), Body::Json(b)) => is_same_type(model, a, b),
        (Body::Stream(framing, a), Body::Stream(other, b)) => framing == other && is_same_type(model, a, b),
        _ => a == b,
    }
}

/// Whether two types are one, or are written alike where they have no name.
fn is_same_type(model: &Model, a: TypeId, b: TypeId) -> bool {
    a == b
        || match (model.shape(a), model.shape(b)) {
            (Shape::List(a), Shape::List(b)) | (Shape::Nullable(a), Shape::Nullable(b)) => is_same_type(model, *a, *b),
            (Shape::Scalar(one), Shape::Scalar(other)) => {
                let bare = |it: TypeId| model[it].constraints.is_empty();
                one == other && bare(a) && bare(b)
            }
            (Shape::Any, Shape::Any) => true,
            _ => false,
        }
}

/// What a representation is written from.
///
/// The fields of server-sent events, where they are described rather than what is in their data, are the handler's
/// to write.
fn body(model: &Model, it: &Content) -> Body {
    if describes_events(model, it) {
        return Body::Text;
    }
    if let Some((framing, item)) = stream(model, it) {
        return Body::Stream(framing, item);
    }
    match it.ty {
        Some(ty) if it.media.is_json() || is_anything(model, &it.media, ty) => Body::Json(ty),
        _ if it.media.as_str().starts_with("text/") => Body::Text,
        _ => Body::Bytes,
    }
}

/// Whether a range of media types leaves it to the service, and JSON can say it.
fn is_anything(model: &Model, media: &MediaType, ty: TypeId) -> bool {
    let binary = matches!(model.shape(ty), Shape::Scalar(Scalar::Binary));
    !binary && matches!(media.as_str(), "*/*" | "application/*")
}

/// How the items of a stream are told apart, and what they are.
///
/// `itemSchema` says what an item is; `schema` says it of all of them, as a list (OpenAPI 3.2, "Sequential Media
/// Types"), but where it is of another kind it is widely meant for one. A text is written by the handler.
fn stream(model: &Model, it: &Content) -> Option<(Framing, TypeId)> {
    let (framing, ty) = (Framing::of(&it.media)?, it.ty?);
    match model.shape(ty) {
        Shape::Stream(item) | Shape::List(item) => Some((framing, *item)),
        Shape::Scalar(Scalar::Text | Scalar::Binary) => None,
        _ => Some((framing, ty)),
    }
}

/// Whether the items of server-sent events are said to be events with their fields, not what is in their data
/// (OpenAPI 3.2, "Server-Sent Event Streams").
pub(super) fn describes_events(model: &Model, it: &Content) -> bool {
    const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];
    let Some((Framing::Events, item)) = stream(model, it) else { return false };
    let Shape::Record { fields, .. } = model.shape(item) else { return false };
    let has = |name: &str| fields.iter().any(|it| it.name == name);
    has("data") && fields.iter().all(|it| FIELDS.contains(&it.name.as_str()))
}

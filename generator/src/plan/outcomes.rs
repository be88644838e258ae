//! How an operation may end: its successes, its failures, and what is in each answer.

use super::names::Scope;
use super::statuses::status_name;
use zephyrix_ir::vocabulary::{Content, MediaType, Operation, Outcome, Scalar, Shape, Status};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Model, Span, TypeId};

/// One way to succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Success {
    /// The statuses it stands for.
    pub(crate) when: Status,
    /// The status it is answered with.
    pub(crate) status: u16,
    /// Its variant, when there are several.
    pub(crate) variant: String,
    /// What is in the answer.
    pub(crate) body: Body,
    /// Whether an `ETag` comes with it.
    pub(crate) tagged: bool,
    /// Whether a `Location` comes with it.
    pub(crate) located: bool,
    /// What it means.
    pub(crate) docs: String,
}

/// What is in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// Nothing.
    Empty,
    /// JSON.
    Json(TypeId),
    /// Text of this media type.
    Text(String),
    /// Bytes of this media type.
    Bytes(String),
    /// One item of this type after another, in a media type of that framing.
    Stream(Framing, String, TypeId),
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

/// One way to fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The statuses it stands for.
    pub(crate) when: Status,
    /// Its variant: `NotFound`.
    pub(crate) variant: String,
    /// The status it is answered with; `None`: the handler says.
    pub(crate) status: Option<u16>,
    /// The statuses it stands for, for people: `404`, `4XX`, `default`.
    pub(crate) statuses: String,
    /// The declared JSON body; `None`: a problem (RFC 9457).
    pub(crate) body: Option<TypeId>,
    /// What it means.
    pub(crate) docs: String,
}

/// How an operation succeeds; never empty.
pub(super) fn successes(model: &Model, it: &Operation, log: &mut Diagnostics) -> Vec<Success> {
    let mut scope = Scope::default();
    let mut found: Vec<Success> = it
        .outcomes
        .iter()
        .filter(|outcome| outcome.status.is_success())
        .map(|outcome| success(model, it, outcome, &mut scope, log))
        .collect();
    if found.is_empty() {
        // Only `default` is declared, or nothing that succeeds: `default` is what success looks like.
        let default = it.outcomes.iter().find(|it| it.status == Status::Default);
        found.extend(default.map(|outcome| success(model, it, outcome, &mut scope, log)));
    }
    if found.is_empty() {
        let redirect = it.outcomes.iter().find(|it| matches!(it.status, Status::Code(300..=399)));
        found.extend(redirect.map(|outcome| success(model, it, outcome, &mut scope, log)));
    }
    for left in
        it.outcomes.iter().filter(|left| is_between(left.status) && !found.iter().any(|it| it.when == left.status))
    {
        let status = left.status.word();
        report(
            log,
            left.span,
            format!("`{}` does not answer with {status}", it.name),
            "neither a success nor a failure",
        );
    }
    if found.is_empty() {
        let (status, docs) = (204, String::new());
        let variant = "NoContent".to_owned();
        let when = Status::Range(2);
        found.push(Success { when, status, variant, body: Body::Empty, tagged: false, located: false, docs });
    }
    found
}

/// Whether a status says that more is to come, or that it is elsewhere; the runtime itself answers with 304.
fn is_between(status: Status) -> bool {
    matches!(status, Status::Code(100..=199 | 300..=303 | 305..=399) | Status::Range(1 | 3))
}

fn report(log: &mut Diagnostics, span: Span, message: String, label: &str) {
    log.push(Diagnostic::new(Code::UNSUPPORTED, span, message).label(label));
}

/// Reports the headers that answers do not have.
fn report_headers(operation: &Operation, it: &Outcome, log: &mut Diagnostics) {
    for header in it.headers.iter().filter(|it| !WRITTEN.contains(&it.name.to_lowercase().as_str())) {
        let message = format!("the header `{}` of `{}`'s answer is not written yet", header.name, operation.name);
        report(log, header.span, message, "left out of the answer");
    }
}

fn success(model: &Model, operation: &Operation, it: &Outcome, scope: &mut Scope, log: &mut Diagnostics) -> Success {
    let status = match it.status {
        Status::Code(code) => code,
        Status::Range(hundred) => u16::from(hundred) * 100,
        Status::Default => 200,
    };
    let has = |name: &str| it.headers.iter().any(|header| header.name.eq_ignore_ascii_case(name));
    report_headers(operation, it, log);
    if let Status::Range(_) = it.status {
        let message =
            format!("`{}` answers with {status}, and no other status of {}", operation.name, it.status.word());
        report(log, it.span, message, "handlers cannot say which one it is");
    }
    let body = if status == 204 || status == 304 { Body::Empty } else { answer(model, operation, it, log) };
    let json = matches!(body, Body::Json(_));
    Success {
        when: it.status,
        status,
        variant: scope.claim(status_name(status)),
        body,
        tagged: json && status <= 201 && has("etag"),
        located: json && status == 201 && has("location"),
        docs: it.docs.first_line().unwrap_or("").to_owned(),
    }
}

/// Response headers that answers can carry; some are the runtime's own.
const WRITTEN: &[&str] =
    &["allow", "content-length", "content-type", "date", "etag", "location", "www-authenticate", "x-request-id"];

fn answer(model: &Model, operation: &Operation, it: &Outcome, log: &mut Diagnostics) -> Body {
    let typed = |it: &&Content| it.media.is_json() && it.ty.is_some();
    let plain = it.content.iter().filter(typed).find(|it| it.media.as_str() == "application/json");
    let chosen = plain.or_else(|| it.content.iter().find(typed)).or_else(|| it.content.first());
    for content in it.content.iter().filter(|it| Some(*it) != chosen) {
        let message = format!("`{}` does not answer with `{}`", operation.name, content.media.as_str());
        report(log, content.span, message, "another media type of this answer is written instead");
    }
    match chosen {
        None => Body::Empty,
        Some(it) if describes_events(model, it) => {
            let message = format!("the fields of `{}`'s events are not taken apart yet", operation.name);
            report(log, it.span, message, "the handler writes them, as text");
            Body::Text(it.media.as_str().to_owned())
        }
        Some(it) if let Some((framing, item)) = stream(model, it) => {
            Body::Stream(framing, it.media.as_str().to_owned(), item)
        }
        Some(it) => match it.ty {
            Some(ty) if it.media.is_json() || it.media.is_range() => Body::Json(ty),
            _ if it.media.as_str().starts_with("text/") => Body::Text(it.media.as_str().to_owned()),
            _ if it.media.is_range() => Body::Bytes("application/octet-stream".to_owned()),
            _ => Body::Bytes(it.media.as_str().to_owned()),
        },
    }
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
fn describes_events(model: &Model, it: &Content) -> bool {
    const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];
    let Some((Framing::Events, item)) = stream(model, it) else { return false };
    let Shape::Record { fields, .. } = model.shape(item) else { return false };
    let has = |name: &str| fields.iter().any(|it| it.name == name);
    has("data") && fields.iter().all(|it| FIELDS.contains(&it.name.as_str()))
}

/// How an operation fails.
pub(super) fn failures(it: &Operation, log: &mut Diagnostics) -> Vec<Failure> {
    let mut scope = Scope::with(["Internal"]);
    let fails = |it: &&Outcome| matches!(it.status, Status::Code(400..) | Status::Range(4 | 5) | Status::Default);
    let none_succeeds = !it.outcomes.iter().any(|it| it.status.is_success());
    it.outcomes
        .iter()
        .filter(fails)
        .filter(|it| !(none_succeeds && it.status == Status::Default))
        .map(|outcome| failure(it, outcome, &mut scope, log))
        .collect()
}

fn failure(operation: &Operation, it: &Outcome, scope: &mut Scope, log: &mut Diagnostics) -> Failure {
    let (name, status) = match it.status {
        Status::Code(code) => (status_name(code), Some(code)),
        Status::Range(4) => ("ClientError".to_owned(), None),
        Status::Range(_) => ("ServerError".to_owned(), None),
        Status::Default => ("Other".to_owned(), None),
    };
    report_headers(operation, it, log);
    let json = it.content.iter().find(|it| it.media.is_json() && !it.media.is_problem());
    let as_problem = |it: &Content| it.media.is_problem() || it.media.is_range();
    let written = |it: &Content| Some(it) == json || json.is_none() && as_problem(it);
    for content in it.content.iter().filter(|it| !written(it)) {
        let message = format!("`{}` does not fail with `{}`", operation.name, content.media.as_str());
        let label = if json.is_some() { "JSON is written instead" } else { "problem details are written instead" };
        report(log, content.span, message, label);
    }
    Failure {
        when: it.status,
        variant: scope.claim(name),
        status,
        statuses: it.status.word(),
        body: json.and_then(|it| it.ty),
        docs: it.docs.first_line().unwrap_or("").to_owned(),
    }
}

//! How an operation may end: its successes, its failures, and what is in each answer.

use super::names::Scope;
use super::representations::{self, Body, Representation};
use super::statuses::status_name;
use zephyrix_ir::vocabulary::{HttpMethod, Operation, Outcome, Status};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Model, Span};

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
    /// The media types that may be of, the first one unless told; none without a body.
    pub(crate) media: Vec<String>,
    /// Whether an `ETag` comes with it.
    pub(crate) tagged: bool,
    /// Whether a `Location` comes with it.
    pub(crate) located: bool,
    /// What it means.
    pub(crate) docs: String,
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
    /// What is in the answer; [`Body::Empty`] for a problem (RFC 9457).
    pub(crate) body: Body,
    /// The media types that may be of, the first one unless told; none for a problem.
    pub(crate) media: Vec<String>,
    /// What it means.
    pub(crate) docs: String,
}

/// How an operation succeeds; never empty.
pub(super) fn successes(model: &Model, it: &Operation, log: &mut Diagnostics) -> Vec<Success> {
    let mut scope = Scope::default();
    let mut found: Vec<Success> = Vec::new();
    for outcome in it.outcomes.iter().filter(|it| it.status.is_success()) {
        found.extend(success(model, it, outcome, &mut scope, log));
    }
    if found.is_empty() {
        // Only `default` is declared, or nothing that succeeds: `default` is what success looks like.
        let default = it.outcomes.iter().find(|it| it.status == Status::Default);
        found.extend(default.into_iter().flat_map(|outcome| success(model, it, outcome, &mut scope, log)));
    }
    if found.is_empty() {
        let redirect = it.outcomes.iter().find(|it| matches!(it.status, Status::Code(300..=399)));
        found.extend(redirect.into_iter().flat_map(|outcome| success(model, it, outcome, &mut scope, log)));
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
        let Representation { body, media } = Representation::EMPTY;
        let (status, when, variant) = (204, Status::Range(2), "NoContent".to_owned());
        found.push(Success { when, status, variant, body, media, tagged: false, located: false, docs: String::new() });
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

/// The ways to write one outcome that is a success.
fn success(
    model: &Model,
    operation: &Operation,
    it: &Outcome,
    scope: &mut Scope,
    log: &mut Diagnostics,
) -> Vec<Success> {
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
    for content in it.content.iter().filter(|it| representations::describes_events(model, it)) {
        let message = format!("the fields of `{}`'s events are not taken apart yet", operation.name);
        report(log, content.span, message, "the handler writes them, as text");
    }
    // RFC 9110 §6.4.1: such an answer has no content, whatever is declared.
    let empty = matches!(status, 204 | 205 | 304);
    let mut ways = if empty { vec![Representation::EMPTY] } else { representations::of_success(model, &it.content) };
    if operation.http.method == HttpMethod::Head {
        // Whatever it would be written in, it is not.
        ways.truncate(1);
    }
    let usual = status_name(status);
    let one = |(at, way): (usize, Representation)| {
        let json = matches!(way.body, Body::Json(_));
        Success {
            when: it.status,
            status,
            variant: scope.claim(if at == 0 { usual.clone() } else { format!("{usual}{}", way.suffix()) }),
            body: way.body,
            media: way.media,
            tagged: json && status <= 201 && has("etag"),
            located: json && status == 201 && has("location"),
            docs: it.docs.first_line().unwrap_or("").to_owned(),
        }
    };
    ways.into_iter().enumerate().map(one).collect()
}

/// Response headers that answers can carry; some are the runtime's own.
const WRITTEN: &[&str] =
    &["allow", "content-length", "content-type", "date", "etag", "location", "www-authenticate", "x-request-id"];

/// How an operation fails.
pub(super) fn failures(model: &Model, it: &Operation, log: &mut Diagnostics) -> Vec<Failure> {
    let mut scope = Scope::with(["Internal"]);
    let fails = |it: &&Outcome| matches!(it.status, Status::Code(400..) | Status::Range(4 | 5) | Status::Default);
    let none_succeeds = !it.outcomes.iter().any(|it| it.status.is_success());
    it.outcomes
        .iter()
        .filter(fails)
        .filter(|it| !(none_succeeds && it.status == Status::Default))
        .flat_map(|outcome| failure(model, it, outcome, &mut scope, log))
        .collect()
}

/// The ways to write one outcome that is a failure.
fn failure(
    model: &Model,
    operation: &Operation,
    it: &Outcome,
    scope: &mut Scope,
    log: &mut Diagnostics,
) -> Vec<Failure> {
    let (usual, status) = match it.status {
        Status::Code(code) => (status_name(code), Some(code)),
        Status::Range(4) => ("ClientError".to_owned(), None),
        Status::Range(_) => ("ServerError".to_owned(), None),
        Status::Default => ("Other".to_owned(), None),
    };
    report_headers(operation, it, log);
    let mut ways = representations::of_failure(model, &it.content);
    if operation.http.method == HttpMethod::Head {
        ways.truncate(1);
    }
    let one = |(at, way): (usize, Representation)| Failure {
        when: it.status,
        variant: scope.claim(if at == 0 { usual.clone() } else { format!("{usual}{}", way.suffix()) }),
        status,
        statuses: it.status.word(),
        body: way.body,
        media: way.media,
        docs: it.docs.first_line().unwrap_or("").to_owned(),
    };
    ways.into_iter().enumerate().map(one).collect()
}

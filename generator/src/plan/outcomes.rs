//! How an operation may end: its successes, its failures, and what is in each answer.

use super::headers::{self, Headers};
use super::names::Scope;
use super::representations::{self, Body, Representation};
use super::rust::RustPlan;
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
    /// The headers that come with it.
    pub(crate) headers: Option<Headers>,
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
    /// The headers that come with it.
    pub(crate) headers: Option<Headers>,
    /// What it means.
    pub(crate) docs: String,
}

/// How an operation succeeds, or sends its caller elsewhere; never empty.
pub(super) fn successes(model: &Model, rust: &mut RustPlan, it: &Operation, log: &mut Diagnostics) -> Vec<Success> {
    let chosen = chosen(it);
    let mut ways = Ways { model, operation: it, several: chosen.len() > 1, scope: Scope::default() };
    let found: Vec<Success> = chosen.iter().flat_map(|outcome| ways.success(rust, outcome, log)).collect();
    for left in it.outcomes.iter().filter(|it| is_between(it.status)) {
        let message = format!("`{}` does not answer with {}", it.name, left.status.word());
        report(log, left.span, message, "neither a success nor a failure");
    }
    if !found.is_empty() {
        return found;
    }
    let Representation { body, media } = Representation::EMPTY;
    vec![Success {
        when: Status::Range(2),
        status: 204,
        variant: "NoContent".to_owned(),
        body,
        media,
        headers: None,
        tagged: false,
        located: false,
        docs: String::new(),
    }]
}

/// The outcomes that are successes: `default` is one where none is declared.
fn chosen(it: &Operation) -> Vec<&Outcome> {
    let succeeds = |it: &&Outcome| it.status.is_success() || is_redirect(it.status);
    let mut chosen: Vec<&Outcome> = it.outcomes.iter().filter(succeeds).collect();
    if !chosen.iter().any(|it| it.status.is_success()) {
        chosen.extend(it.outcomes.iter().filter(|it| it.status == Status::Default));
    }
    // What is hoped for comes first.
    chosen.sort_by_key(|it| is_redirect(it.status));
    chosen
}

/// Whether a status says that it is elsewhere; the runtime itself answers with 304.
fn is_redirect(status: Status) -> bool {
    matches!(status, Status::Code(300..=303 | 305..=399))
}

/// Whether a status says that more is to come, or leaves open where it is.
fn is_between(status: Status) -> bool {
    matches!(status, Status::Code(100..=199) | Status::Range(1 | 3))
}

fn report(log: &mut Diagnostics, span: Span, message: String, label: &str) {
    log.push(Diagnostic::new(Code::UNSUPPORTED, span, message).label(label));
}

/// The ways in which one operation ends, being named.
struct Ways<'m> {
    model: &'m Model,
    operation: &'m Operation,
    /// Whether there are several outcomes of the kind.
    several: bool,
    scope: Scope,
}

impl Ways<'_> {
    /// The ways to write one outcome that is a success.
    fn success(&mut self, rust: &mut RustPlan, it: &Outcome, log: &mut Diagnostics) -> Vec<Success> {
        let name = &self.operation.name;
        let status = match it.status {
            Status::Code(code) => code,
            Status::Range(hundred) => u16::from(hundred) * 100,
            Status::Default => 200,
        };
        if let Status::Range(_) = it.status {
            let message = format!("`{name}` answers with {status}, and no other status of {}", it.status.word());
            report(log, it.span, message, "handlers cannot say which one it is");
        }
        for content in it.content.iter().filter(|it| representations::describes_events(self.model, it)) {
            let message = format!("the fields of `{name}`'s events are not taken apart yet");
            report(log, content.span, message, "the handler writes them, as text");
        }
        // RFC 9110 §6.4.1: such an answer has no content, whatever is declared.
        let empty = matches!(status, 204 | 205 | 304);
        let all =
            if empty { vec![Representation::EMPTY] } else { representations::of_success(self.model, &it.content) };
        let alone = all.len() == 1 && matches!(all[0].body, Body::Json(_));
        let has = |name: &str| it.headers.iter().any(|header| header.field.name.eq_ignore_ascii_case(name));
        let (tagged, located) = (alone && status <= 201 && has("etag"), alone && status == 201 && has("location"));
        let carried: Vec<&str> =
            [("etag", tagged), ("location", located)].iter().filter(|it| it.1).map(|it| it.0).collect();
        let usual = status_name(status);
        let headers = self.headers(rust, it, (&usual, &carried), log);
        let one = |(way, variant): (Representation, String)| Success {
            when: it.status,
            status,
            variant,
            body: way.body,
            media: way.media,
            headers: headers.clone(),
            tagged,
            located,
            docs: it.docs.first_line().unwrap_or("").to_owned(),
        };
        self.named(all, &usual).map(one).collect()
    }

    /// The ways to write one outcome that is a failure.
    fn failure(&mut self, rust: &mut RustPlan, it: &Outcome, log: &mut Diagnostics) -> Vec<Failure> {
        let (usual, status) = match it.status {
            Status::Code(code) => (status_name(code), Some(code)),
            Status::Range(4) => ("ClientError".to_owned(), None),
            Status::Range(_) => ("ServerError".to_owned(), None),
            Status::Default => ("Other".to_owned(), None),
        };
        let headers = self.headers(rust, it, (&usual, &[]), log);
        let one = |(way, variant): (Representation, String)| Failure {
            when: it.status,
            variant,
            status,
            statuses: it.status.word(),
            body: way.body,
            media: way.media,
            headers: headers.clone(),
            docs: it.docs.first_line().unwrap_or("").to_owned(),
        };
        self.named(representations::of_failure(self.model, &it.content), &usual).map(one).collect()
    }

    fn headers(
        &self,
        rust: &mut RustPlan,
        it: &Outcome,
        (usual, carried): (&str, &[&str]),
        log: &mut Diagnostics,
    ) -> Option<Headers> {
        let variant = if self.several { usual } else { "" };
        headers::plan(self.model, rust, self.operation, it, (variant, carried), log)
    }

    /// Each way with the name of its variant: the usual one is called by the status alone.
    fn named(&mut self, mut all: Vec<Representation>, usual: &str) -> impl Iterator<Item = (Representation, String)> {
        if self.operation.http.method == HttpMethod::Head {
            // Whatever it would be written in, it is not.
            all.truncate(1);
        }
        all.into_iter().enumerate().map(move |(at, way)| {
            let name = if at == 0 { usual.to_owned() } else { format!("{usual}{}", way.suffix()) };
            (way, self.scope.claim(name))
        })
    }
}

/// How an operation fails.
pub(super) fn failures(model: &Model, rust: &mut RustPlan, it: &Operation, log: &mut Diagnostics) -> Vec<Failure> {
    let fails = |it: &&Outcome| matches!(it.status, Status::Code(400..) | Status::Range(4 | 5) | Status::Default);
    let none_succeeds = !it.outcomes.iter().any(|it| it.status.is_success());
    let failures = it.outcomes.iter().filter(fails).filter(|it| !(none_succeeds && it.status == Status::Default));
    // Named by their variants always: there may be successes with headers too.
    let mut ways = Ways { model, operation: it, several: true, scope: Scope::with(["Internal"]) };
    failures.flat_map(|outcome| ways.failure(rust, outcome, log)).collect()
}

//! How an operation looks in Rust: its names, what it is asked with, how it may end.

use super::bodies;
use super::literals;
use super::names::{Scope, camel, snake};
use super::readings::{self, Reading};
use super::reserved::METHODS;
use super::rust::{FieldKind, RustPlan, kind};
use super::statuses::status_name;
use super::tags::TagPlan;
use zephyrix_ir::vocabulary::{Content, HttpPlace, Input, Operation, Outcome, Presence, Status};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Model, TypeId};

/// One operation.
#[derive(Debug)]
pub(crate) struct OperationPlan {
    /// The method: `get_pet`.
    pub(crate) method: String,
    /// The module of its tag: `pets`.
    pub(crate) module: String,
    /// The request record: `GetPet`.
    pub(crate) request: String,
    /// The enum of its failures: `GetPetError`.
    pub(crate) error: String,
    /// The enum of its successes, when there are several: `GetPetOk`.
    pub(crate) several: String,
    /// The status of the answer to a request that breaks the contract: 422, or 400 where only that is declared.
    pub(crate) invalid: u16,
    /// The fields of the request record, in order.
    pub(crate) inputs: Vec<InputPlan>,
    /// How it succeeds; never empty.
    pub(crate) successes: Vec<Success>,
    /// How it fails.
    pub(crate) failures: Vec<Failure>,
}

/// One field of a request record.
#[derive(Debug)]
pub(crate) struct InputPlan {
    /// Its Rust name.
    pub(crate) name: String,
    /// How its presence is written.
    pub(crate) kind: FieldKind,
    /// Its default as an expression.
    pub(crate) default: Option<String>,
    /// How it is read.
    pub(crate) how: Reading,
}

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

/// Plans every operation, in order.
pub(crate) fn plan(model: &Model, tags: &[TagPlan], rust: &mut RustPlan, log: &mut Diagnostics) -> Vec<OperationPlan> {
    let mut methods = Scope::with(METHODS.iter().copied());
    let module = |id| tags.iter().find(|it| it.operations.contains(&id)).map_or("default", |it| it.module.as_str());
    model.operations().map(|(id, it)| operation(model, rust, it, module(id), &mut methods, log)).collect()
}

fn operation(
    model: &Model,
    rust: &mut RustPlan,
    it: &Operation,
    module: &str,
    methods: &mut Scope,
    log: &mut Diagnostics,
) -> OperationPlan {
    let name = camel(&it.name);
    let mut fields = Scope::with(["call"]);
    let inputs = it.inputs.iter().map(|input| self::input(model, rust, it, input, &mut fields, log)).collect();
    OperationPlan {
        method: methods.claim(snake(&it.name)),
        module: module.to_owned(),
        request: rust.scope.claim(name.clone()),
        error: rust.scope.claim(format!("{name}Error")),
        several: rust.scope.claim(format!("{name}Ok")),
        invalid: invalid(it),
        inputs,
        successes: successes(it, log),
        failures: failures(it),
    }
}

fn invalid(it: &Operation) -> u16 {
    let declares = |code| it.outcomes.iter().any(|it| it.status == Status::Code(code));
    if declares(400) && !declares(422) { 400 } else { 422 }
}

fn input(
    model: &Model,
    rust: &mut RustPlan,
    operation: &Operation,
    it: &Input,
    scope: &mut Scope,
    log: &mut Diagnostics,
) -> InputPlan {
    let field = &it.field;
    let how = match &it.place {
        HttpPlace::Body(contents) => bodies::body(model, rust, operation, contents, log),
        HttpPlace::Path(style) | HttpPlace::Query(style) | HttpPlace::Header(style) | HttpPlace::Cookie(style) => {
            readings::parameter(model, field.ty, &it.place, *style)
        }
    };
    if how == Reading::Raw {
        log.push(
            Diagnostic::new(
                Code::UNSUPPORTED,
                field.span,
                format!(
                    "the parameter `{}` of `{}` is handed over as the text that was sent",
                    field.name, operation.name
                ),
            )
            .label("of a type or style that is not taken apart yet"),
        );
    }
    // A parameter is absent or has a value: null cannot be written.
    let presence = match field.presence {
        Presence::Required | Presence::Nullable => Presence::Required,
        Presence::Optional | Presence::OptionalNullable => Presence::Optional,
    };
    let default =
        field.default.as_ref().filter(|_| presence == Presence::Optional && matches!(how, Reading::Single(_)));
    let default = default.and_then(|value| literals::value(model, rust, field.ty, value));
    InputPlan { name: scope.claim(snake(&field.name)), kind: kind(presence, default.is_some()), default, how }
}

fn successes(it: &Operation, log: &mut Diagnostics) -> Vec<Success> {
    let mut scope = Scope::default();
    let mut found: Vec<Success> = it
        .outcomes
        .iter()
        .filter(|outcome| outcome.status.is_success())
        .map(|outcome| success(it, outcome, &mut scope, log))
        .collect();
    if found.is_empty() {
        // Only `default` is declared, or nothing that succeeds: `default` is what success looks like.
        let default = it.outcomes.iter().find(|it| it.status == Status::Default);
        found.extend(default.map(|outcome| success(it, outcome, &mut scope, log)));
    }
    if found.is_empty() {
        let redirect = it.outcomes.iter().find(|it| matches!(it.status, Status::Code(300..=399)));
        found.extend(redirect.map(|outcome| success(it, outcome, &mut scope, log)));
    }
    if found.is_empty() {
        let (status, docs) = (204, String::new());
        let variant = "NoContent".to_owned();
        let when = Status::Range(2);
        found.push(Success { when, status, variant, body: Body::Empty, tagged: false, located: false, docs });
    }
    found
}

fn success(operation: &Operation, it: &Outcome, scope: &mut Scope, log: &mut Diagnostics) -> Success {
    let status = match it.status {
        Status::Code(code) => code,
        Status::Range(hundred) => u16::from(hundred) * 100,
        Status::Default => 200,
    };
    let has = |name: &str| it.headers.iter().any(|header| header.name.eq_ignore_ascii_case(name));
    for header in it.headers.iter().filter(|it| !WRITTEN.contains(&it.name.to_lowercase().as_str())) {
        log.push(
            Diagnostic::new(
                Code::UNSUPPORTED,
                header.span,
                format!("the header `{}` of `{}`'s answer is not written yet", header.name, operation.name),
            )
            .label("left out of the answer"),
        );
    }
    let body = if status == 204 || status == 304 { Body::Empty } else { answer(operation, it, log) };
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

/// Response headers that answers can carry.
const WRITTEN: &[&str] = &["etag", "location", "x-request-id", "content-type", "content-length"];

fn answer(operation: &Operation, it: &Outcome, log: &mut Diagnostics) -> Body {
    let typed = |it: &&Content| it.media.is_json() && it.ty.is_some();
    let plain = it.content.iter().filter(typed).find(|it| it.media.as_str() == "application/json");
    let chosen = plain.or_else(|| it.content.iter().find(typed)).or_else(|| it.content.first());
    for content in it.content.iter().filter(|it| Some(*it) != chosen) {
        log.push(
            Diagnostic::new(
                Code::UNSUPPORTED,
                content.span,
                format!("`{}` does not answer with `{}`", operation.name, content.media.as_str()),
            )
            .label("another media type of this answer is written instead"),
        );
    }
    match chosen {
        None => Body::Empty,
        Some(it) => match it.ty {
            Some(ty) if it.media.is_json() || it.media.is_range() => Body::Json(ty),
            _ if it.media.as_str().starts_with("text/") => Body::Text(it.media.as_str().to_owned()),
            _ if it.media.is_range() => Body::Bytes("application/octet-stream".to_owned()),
            _ => Body::Bytes(it.media.as_str().to_owned()),
        },
    }
}

fn failures(it: &Operation) -> Vec<Failure> {
    let mut scope = Scope::with(["Internal"]);
    let fails = |it: &&Outcome| !it.status.is_success() && !matches!(it.status, Status::Code(100..=399));
    let none_succeeds = !it.outcomes.iter().any(|it| it.status.is_success());
    it.outcomes
        .iter()
        .filter(fails)
        .filter(|it| !(none_succeeds && it.status == Status::Default))
        .map(|it| failure(it, &mut scope))
        .collect()
}

fn failure(it: &Outcome, scope: &mut Scope) -> Failure {
    let (name, status, statuses) = match it.status {
        Status::Code(code) => (status_name(code), Some(code), code.to_string()),
        Status::Range(4) => ("ClientError".to_owned(), None, "4XX".to_owned()),
        Status::Range(hundred) => ("ServerError".to_owned(), None, format!("{hundred}XX")),
        Status::Default => ("Other".to_owned(), None, "default".to_owned()),
    };
    let json = it.content.iter().find(|it| it.media.is_json() && !it.media.is_problem());
    Failure {
        when: it.status,
        variant: scope.claim(name),
        status,
        statuses,
        body: json.and_then(|it| it.ty),
        docs: it.docs.first_line().unwrap_or("").to_owned(),
    }
}

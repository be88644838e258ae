//! How an operation looks in Rust: its names, what it is asked with, how it may end.

use super::bodies;
use super::literals;
use super::names::{Scope, camel, snake};
use super::outcomes::{self, Failure, Success};
use super::readings::{self, Reading};
use super::reserved::METHODS;
use super::rust::{FieldKind, RustPlan, kind};
use super::tags::TagPlan;
use zephyrix_ir::vocabulary::{Field, HttpPlace, Input, Occasion, Operation, Outgoing, Presence, Status};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Model};

/// One operation.
#[derive(Debug)]
pub(crate) struct OperationPlan {
    /// The method: `get_pet`.
    pub(crate) method: String,
    /// The module of its tag: `pets`; or `webhooks` or `callbacks`.
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

/// Plans every operation, in order.
pub(crate) fn plan(model: &Model, tags: &[TagPlan], rust: &mut RustPlan, log: &mut Diagnostics) -> Vec<OperationPlan> {
    let mut methods = Scope::with(METHODS.iter().copied());
    let module = |id| tags.iter().find(|it| it.operations.contains(&id)).map_or("default", |it| it.module.as_str());
    model.operations().map(|(id, it)| operation(model, rust, it, module(id), &mut methods, log)).collect()
}

/// Plans every operation of others that is called, in order: webhooks and callbacks are methods of two types.
pub(crate) fn outgoing(model: &Model, rust: &mut RustPlan, log: &mut Diagnostics) -> Vec<OperationPlan> {
    let mut webhooks = Scope::with(["new"]);
    let mut callbacks = webhooks.clone();
    let plan = |it: &Outgoing| match it.occasion {
        Occasion::Webhook(_) => operation(model, rust, &it.operation, "webhooks", &mut webhooks, log),
        Occasion::Callback { .. } => operation(model, rust, &it.operation, "callbacks", &mut callbacks, log),
    };
    model.outgoing().iter().map(plan).collect()
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
        successes: outcomes::successes(model, rust, it, log),
        failures: outcomes::failures(model, rust, it, log),
    }
}

fn invalid(it: &Operation) -> u16 {
    let declares = |code| it.outcomes.iter().any(|it| it.status == Status::Code(code));
    // A call that is refused has the code INVALID_ARGUMENT, whatever it was asked by.
    let is_call = it.rpc.is_some();
    if is_call || declares(400) && !declares(422) { 400 } else { 422 }
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
            let how = readings::parameter(model, operation, it, *style);
            if how == Reading::Raw && !readings::is_untold(model, field.ty, *style) {
                log.push(raw(operation, field));
            }
            how
        }
    };
    // A parameter is absent or has a value: null cannot be written.
    let presence = match field.presence {
        Presence::Required | Presence::Nullable => Presence::Required,
        Presence::Optional | Presence::OptionalNullable => Presence::Optional,
    };
    let default = field.default.as_ref().filter(|_| presence == Presence::Optional && how.is_typed_parameter());
    let ty = readings::not_null(model, field.ty);
    let default = default.and_then(|value| literals::value(model, rust, ty, value));
    InputPlan { name: scope.claim(snake(&field.name)), kind: kind(presence, default.is_some()), default, how }
}

/// Tells of a parameter that is handed over as text though it says more.
fn raw(operation: &Operation, field: &Field) -> Diagnostic {
    let message =
        format!("the parameter `{}` of `{}` is handed over as the text that was sent", field.name, operation.name);
    Diagnostic::new(Code::UNSUPPORTED, field.span, message).label("of a type that no text can be told to be")
}

//! Operations as methods of services.

use super::types::{BYTES, Meaning, TEXT, Types, Wanted};
use super::words::camel;
use super::{Decided, Exported, Form, Kind, Many, Method, Numbers, Service};
use crate::plan::asking::{Of, Place, Written, answer, body};
use crate::plan::names::{Scope, snake};
use crate::plan::operations::OperationPlan;
use crate::plan::outcomes::Success;
use crate::plan::readings::Reading;
use crate::plan::representations::Body;
use crate::plan::tags::TagPlan;
use zephyrix_ir::vocabulary::{Docs, HttpMethod, HttpPlace, Idempotency, Input, Operation, OperationId};
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// Every operation that can be told.
pub(super) fn plan(decided: &Decided<'_>, package: String, mut numbers: Numbers, log: &mut Diagnostics) -> Exported {
    numbers.package = Some(package.clone());
    let mut methods = Methods { decided, types: Types::new(decided.model, decided.rust, numbers) };
    let mut services: Vec<Service> = decided.tags.iter().map(|it| methods.service(it, log)).collect();
    services.retain(|it| !it.methods.is_empty());
    services.iter_mut().flat_map(|it| &mut it.methods).for_each(|it| methods.fill(it));
    let Types { messages, enums, mut numbers, .. } = methods.types;
    numbers.finish();
    let word = package.split('.').next().unwrap_or(&package).to_owned();
    let path = format!("{}/{word}.proto", package.replace('.', "/"));
    Exported { package, path, messages, enums, services, numbers }
}

/// Methods, being made.
struct Methods<'a> {
    decided: &'a Decided<'a>,
    types: Types<'a>,
}

impl<'a> Methods<'a> {
    /// A service whose messages have their names, and nothing else: types are called what is left.
    fn service(&mut self, tag: &TagPlan, log: &mut Diagnostics) -> Service {
        let mut scope = Scope::default();
        let own = tag.operations.iter().filter(|it| self.decided.model[**it].rpc.is_none());
        let told: Vec<OperationId> = own.copied().filter(|it| self.is_told(*it, log)).collect();
        let methods = told.into_iter().map(|operation| {
            let it = &self.decided.model[operation];
            let name = scope.claim(camel(&it.name));
            let mut message = |what: &str| {
                let name = self.types.scope.claim(format!("{name}{what}"));
                self.types.start(name, Form::Record, &Docs::default(), false)
            };
            let (input, output) = (message("Request"), message("Response"));
            let idempotency = idempotency(&it.http.method);
            let (places, answers, deprecated) = (Vec::new(), Vec::new(), it.deprecated);
            Method { operation, name, input, output, idempotency, deprecated, places, answers }
        });
        let methods = methods.collect();
        Service {
            name: self.types.scope.claim(camel(&format!("{} Service", tag.name))),
            docs: tag.docs.clone(),
            methods,
        }
    }

    /// Whether messages can say what an operation is asked with and answers; told where they cannot.
    fn is_told(&self, id: OperationId, log: &mut Diagnostics) -> bool {
        let (it, plan) = (&self.decided.model[id], self.plan(id));
        let body = plan.inputs.iter().find(|it| it.how.is_body()).is_some_and(|it| body(&it.how).is_none());
        let stream = plan.successes.iter().any(|it| matches!(it.body, Body::Stream(..)));
        let why = match (body, stream) {
            (true, _) => "its body is in parts",
            (_, true) => "it answers with a stream",
            _ => return true,
        };
        let message = format!("`{}` is not served by gRPC: {why}", it.name);
        log.push(Diagnostic::new(Code::GRPC_UNTOLD, it.span, message).label("it is served by HTTP"));
        false
    }

    fn plan(&self, id: OperationId) -> &'a OperationPlan {
        &self.decided.operations[id.0 as usize]
    }

    /// Gives the messages of a method their fields.
    fn fill(&mut self, method: &mut Method) {
        let id = method.operation;
        self.input(&self.decided.model[id], self.plan(id), method);
        self.output(self.plan(id), method);
    }

    fn input(&mut self, it: &'a Operation, plan: &OperationPlan, method: &mut Method) {
        let mut wanted = Vec::new();
        let mut places = Vec::new();
        for (input, planned) in it.inputs.iter().zip(&plan.inputs) {
            let (meaning, place) = self.placed(input, &planned.how);
            wanted.push(Wanted {
                words: &input.field.name,
                json: None,
                // A parameter is absent or has a value.
                meaning: Meaning { nullable: false, ..meaning },
                required: input.field.presence.is_required(),
                docs: &input.field.docs,
                deprecated: input.field.deprecated,
            });
            places.push(place);
        }
        self.types.fill(method.input, wanted);
        let members = self.types.messages[method.input].entries.iter().map(|it| it.json.clone());
        method.places = members.zip(places).collect();
    }

    /// What an input is, and where it is in a request of HTTP.
    fn placed(&mut self, it: &Input, how: &Reading) -> (Meaning, Place) {
        let place = Place::of(it, how);
        let meaning = match (&it.place, body(how)) {
            (HttpPlace::Body(_), Some((of, _))) => self.written(of),
            _ if *how == Reading::Raw => text(),
            _ => self.types.meaning(it.field.ty),
        };
        (meaning, place)
    }

    fn output(&mut self, plan: &OperationPlan, method: &mut Method) {
        let mut told: Vec<(&Success, Meaning, Written)> = Vec::new();
        for it in &plan.successes {
            // Of several ways to write one success the first is what is asked for.
            if !told.iter().any(|(known, ..)| known.status == it.status) {
                told.extend(answer(it).map(|(of, written)| (it, self.written(of), written)));
            }
        }
        let alike = told.windows(2).all(|pair| pair[0].1 == pair[1].1);
        let docs = Docs::default();
        let names = |it: &Success| if alike { "body".to_owned() } else { snake(&it.variant) };
        let names: Vec<String> = told.iter().map(|it| names(it.0)).collect();
        let wanted = names.iter().zip(&told).take(if alike { 1 } else { told.len() });
        let wanted = wanted.map(|(words, (_, meaning, _))| Wanted {
            words,
            json: None,
            meaning: *meaning,
            required: alike && plan.successes.len() == 1,
            docs: &docs,
            deprecated: false,
        });
        let wanted = wanted.collect();
        self.types.fill(method.output, wanted);
        let members = &self.types.messages[method.output].entries;
        let member = |at: usize| members.get(at).or(members.first()).map(|it| it.json.clone()).unwrap_or_default();
        let answers = told.into_iter().enumerate().map(|(at, (it, _, written))| (it.status, member(at), written));
        method.answers = answers.collect();
    }

    fn written(&mut self, of: Of) -> Meaning {
        match of {
            Of::Json(ty) => self.types.meaning(ty),
            Of::Text => text(),
            Of::Bytes => scalar(BYTES),
        }
    }
}

fn scalar(it: super::Scalar) -> Meaning {
    Meaning { kind: Kind::Scalar(it), many: Many::One, nullable: false }
}

fn text() -> Meaning {
    scalar(TEXT)
}

/// What asking twice does, RFC 9110 §9.2.
fn idempotency(method: &HttpMethod) -> Idempotency {
    match method {
        HttpMethod::Get | HttpMethod::Head | HttpMethod::Options | HttpMethod::Trace | HttpMethod::Query => {
            Idempotency::NoSideEffects
        }
        HttpMethod::Put | HttpMethod::Delete => Idempotency::Idempotent,
        HttpMethod::Post | HttpMethod::Patch | HttpMethod::Other(_) => Idempotency::Unknown,
    }
}

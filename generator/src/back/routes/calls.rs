//! Methods of services of protobuf: where they are called, and how HTTP tells their messages.

use super::{at, needs};
use crate::plan::operations::OperationPlan;
use crate::plan::rpc;
use crate::plan::rust::Writing;
use crate::plan::security::Access;
use zephyrix_ir::vocabulary::{Idempotency, Operation, Rpc};
use zephyrix_templates::routes::{Call, Rule};

/// The calls that add a method to its router: at its own path, and at each that HTTP has for it.
///
/// `asked` is its handler, and whether it asks for proof.
pub(super) fn routes(it: &Operation, rpc: &Rpc, plan: &OperationPlan, asked: &str) -> Vec<String> {
    let name = &plan.request;
    let mut routes = vec![format!("rpc::<{name}, _, _>({asked})")];
    for binding in rpc::bindings(it, rpc, &plan.method) {
        routes.push(at(binding.http, &format!("rpc::transcoded::<{name}, _>({}, {asked})", binding.name)));
    }
    routes
}

pub(super) fn view<'a>(to: &mut Writing<'_>, it: &Operation, rpc: &Rpc, plan: &'a OperationPlan) -> Call<'a> {
    to.uses.add("zephyrix::rpc");
    Call {
        method: &plan.method,
        name: &plan.request,
        procedure: rpc::procedure(rpc),
        safe: rpc.idempotency == Idempotency::NoSideEffects,
        input: to.ty(rpc.input),
        output: to.ty(rpc.output),
        request: rpc::request(to, rpc),
        answer: rpc::answer(to, rpc),
        principal: Access::of(it).principal("A"),
        needs: needs(to, it),
        rules: rpc::bindings(it, rpc, &plan.method).into_iter().map(rule).collect(),
    }
}

fn rule(it: rpc::Binding<'_>) -> Rule {
    Rule {
        docs: format!("{} {}", it.http.method.token(), it.http.path.text),
        path: it.path.iter().map(|(field, template)| format!("({field}, {template})")).collect(),
        name: it.name,
        body: it.body,
        answer: it.answer,
    }
}

//! Operations as methods of a service of protobuf: how a message becomes a request of HTTP, and an answer a message.

use crate::plan::exported::{Exported, Method, Service};
use crate::plan::operations::OperationPlan;
use crate::plan::rust::Writing;
use crate::plan::{asking, literals};
use zephyrix_ir::vocabulary::{Idempotency, Operation};
use zephyrix_templates::routes::Bridged;

/// Where the tables are.
const MODULE: &str = "bridge::";

/// How an operation is asked by messages.
pub(super) fn view<'a>(
    to: &mut Writing<'_>,
    exported: &Exported,
    (service, method): (&Service, &Method),
    it: &Operation,
    plan: &'a OperationPlan,
) -> Bridged<'a> {
    to.uses.add("zephyrix::rpc::bridge");
    let mut constant =
        |at: usize| format!("{}::{}", to.uses.add("crate::generated::messages"), exported.messages[at].constant);
    let (input, output) = (constant(method.input), constant(method.output));
    let answers = method.answers.iter().map(|(status, member, written)| {
        let (member, written) = (literals::string(member), written.printed(to, MODULE));
        format!("bridge::Answering {{ status: {status}, member: {member}, written: {written} }}")
    });
    Bridged {
        request: &plan.request,
        procedure: format!("/{}.{}/{}", exported.package, service.name, method.name),
        safe: method.idempotency == Idempotency::NoSideEffects,
        input,
        output,
        method: literals::string(&it.http.method.token()),
        path: literals::string(&asking::template(&it.http.path)),
        answers: answers.collect(),
        places: method
            .places
            .iter()
            .map(|(member, it)| format!("({}, {})", literals::string(member), it.printed(to, MODULE)))
            .collect(),
    }
}

//! Operations as methods of a service of protobuf: how a message becomes a request of HTTP, and an answer a message.

use crate::plan::exported::{Exported, Method, Place, Service, Written};
use crate::plan::operations::OperationPlan;
use crate::plan::rust::Writing;
use crate::plan::{inputs, literals};
use zephyrix_ir::vocabulary::{Idempotency, Operation};
use zephyrix_templates::routes::Bridged;

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
        let (member, written) = (literals::string(member), self::written(to, written));
        format!("bridge::Answering {{ status: {status}, member: {member}, written: {written} }}")
    });
    Bridged {
        request: &plan.request,
        procedure: format!("/{}.{}/{}", exported.package, service.name, method.name),
        safe: method.idempotency == Idempotency::NoSideEffects,
        input,
        output,
        method: literals::string(&it.http.method.token()),
        path: literals::string(&super::template(&it.http.path)),
        answers: answers.collect(),
        places: method.places.iter().map(|(member, place)| self::place(to, member, place)).collect(),
    }
}

fn place(to: &mut Writing<'_>, member: &str, it: &Place) -> String {
    let mut at = |variant: &str, name: &str, style| {
        format!("bridge::Place::{variant}({}, {})", literals::string(name), inputs::style(to, style))
    };
    let place = match it {
        Place::Path(name, style) => at("Path", name, *style),
        Place::Query(name, style) => at("Query", name, *style),
        Place::Header(name, style) => at("Header", name, *style),
        Place::Cookie(name, style) => at("Cookie", name, *style),
        Place::Body(it) => format!("bridge::Place::Body({})", written(to, it)),
    };
    format!("({}, {place})", literals::string(member))
}

fn written(to: &mut Writing<'_>, it: &Written) -> String {
    let (how, value) = match it {
        Written::Json(media) => ("Json", literals::string(media)),
        Written::Text(media) => ("Text", literals::string(media)),
        Written::Bytes(media) => ("Bytes", literals::string(media)),
        Written::Form(members) => ("Form", inputs::members(to, members)),
    };
    format!("bridge::Written::{how}({value})")
}

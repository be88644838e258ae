//! An operation as a method of those who call it, and the types that go with it.

use super::{answering, requests, sending};
use crate::items::{Side, choice, headers};
use crate::plan::operations::OperationPlan;
use crate::plan::rust::Writing;
use crate::plan::{answers, inputs, literals, raw};
use zephyrix_ir::vocabulary::{HttpMethod, Operation};
use zephyrix_templates::client::Operation as OperationView;
use zephyrix_templates::models::HeaderRecord;

/// The method of a name; `call` is the expression that begins the call.
pub(super) fn view<'a>(
    to: &mut Writing<'_>,
    it: &'a Operation,
    plan: &'a OperationPlan,
    method: String,
    call: String,
) -> OperationView<'a> {
    let head = it.http.method == HttpMethod::Head;
    let streams = !head && answers::streams(plan);
    let request = requests::record(to, it, plan);
    OperationView {
        docs: inputs::operation_docs(it),
        name: &it.name,
        method,
        formers: Vec::new(),
        handed: if request.is_some() { "request" } else { "" },
        parameters: request.as_ref().map_or_else(String::new, |it| format!(", request: &{}", it.name)),
        answer: answering::ty(to, plan, head),
        error: answering::error(to, plan),
        call,
        send: if streams { "open" } else { "send" },
        steps: sending::steps(to, it, plan),
        arms: answering::arms(to, plan, head),
        choice: choice::of(to, plan, &raw::SENT),
        headers: headers(to, plan),
        several: answering::several(to, plan, head),
        failures: answering::failures(to, plan),
        pages: None,
        request,
    }
}

/// The records of the headers of its answers.
fn headers<'a>(to: &mut Writing<'_>, plan: &'a OperationPlan) -> Vec<HeaderRecord<'a>> {
    let all = headers::all(to, plan, Side::Client);
    if !all.is_empty() {
        to.uses.all(&["zephyrix::client::HeaderLines", "zephyrix::client::ReadHeaders"]);
    }
    all
}

/// The HTTP method, as a string literal.
pub(super) fn verb(it: &Operation) -> String {
    literals::string(&it.http.method.word().to_uppercase())
}

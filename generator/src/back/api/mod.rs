//! `src/generated/api/<tag>.rs`: one trait a tag, one method an operation.

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use crate::items::{Side, choice, headers};
use crate::plan::operations::{InputPlan, OperationPlan};
use crate::plan::outcomes::Failure;
use crate::plan::rust::{Writing, wrap};
use crate::plan::security::Access;
use crate::plan::tags::TagPlan;
use crate::plan::{answers, inputs, literals, rpc};
use zephyrix_ir::vocabulary::{Operation, Rpc};
use zephyrix_templates::Template;
use zephyrix_templates::api::{Call, Failure as FailureView, Field, File, Mod, Operation as OperationView, Several};

/// The product.
pub(super) struct Api;

impl Backend for Api {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        if job.is_graph_alone() {
            return;
        }
        for tag in &job.plan.tags {
            files.rust(format!("src/generated/api/{}.rs", tag.module), Owner::Generated, &file(job, tag));
        }
        let modules = job.plan.tags.iter().map(|it| it.module.as_str()).collect();
        let index = Mod { source: job.source, docs: "What you implement: one trait a tag.", modules };
        files.rust("src/generated/api/mod.rs", Owner::Generated, &index.render().unwrap_or_default());
    }
}

fn file(job: Job<'_>, tag: &TagPlan) -> String {
    let mut to = Writing::new(job.model, &job.plan.rust, Some("crate::generated::models"));
    to.module = Some(tag.module.clone());
    to.uses.all(&["zephyrix::Cx", "zephyrix::Reply"]);
    let (mut operations, mut calls) = (Vec::new(), Vec::new());
    for id in &tag.operations {
        let (it, plan) = (&job.model[*id], job.plan.operation(*id));
        match &it.rpc {
            Some(rpc) => calls.push(call(&mut to, it, rpc, plan)),
            None => operations.push(operation(&mut to, it, plan)),
        }
    }
    if !operations.is_empty() {
        to.uses.all(&["std::error::Error", "zephyrix::BoxError"]);
    }
    let guard = tag.operations.iter().any(|id| Access::of(&job.model[*id]) != Access::Open);
    if guard {
        to.uses.add("zephyrix::Guard");
    }
    let view = File {
        source: job.source,
        uses: to.uses.lines(),
        tag: &tag.name,
        tag_docs: literals::doc(&tag.docs),
        trait_name: &tag.trait_name,
        guard,
        module: &tag.module,
        operations,
        calls,
    };
    view.render().unwrap_or_default()
}

fn call<'a>(to: &mut Writing<'_>, it: &Operation, rpc: &Rpc, plan: &'a OperationPlan) -> Call<'a> {
    to.uses.add("zephyrix::rpc");
    let (request, answer) = (rpc::request(to, rpc), rpc::answer(to, rpc));
    let principal = Access::of(it).principal("Self");
    Call { docs: inputs::operation_docs(it), method: &plan.method, principal, request, answer }
}

fn operation<'a>(to: &mut Writing<'_>, it: &'a Operation, plan: &'a OperationPlan) -> OperationView<'a> {
    let several = (plan.successes.len() > 1).then(|| Several {
        name: &plan.several,
        derives: answers::derives(plan),
        variants: plan
            .successes
            .iter()
            .map(|it| FailureView {
                docs: answers::docs(it),
                variant: &it.variant,
                payload: answers::payload(to, plan, it),
            })
            .collect(),
    });
    OperationView {
        docs: inputs::operation_docs(it),
        name: &it.name,
        method: &plan.method,
        request: &plan.request,
        principal: Access::of(it).principal("Self"),
        answer: answers::handed(to, plan),
        error: &plan.error,
        derives: to.rust.raw_body.derives(plan.inputs.iter().map(|it| &it.how)),
        fields: it.inputs.iter().zip(&plan.inputs).map(|(input, plan)| field(to, &input.field, plan)).collect(),
        choice: choice::of(to, plan, to.rust.raw_body),
        headers: headers::all(to, plan, Side::Server),
        several,
        failures: plan.failures.iter().map(|it| failure(to, plan, it)).collect(),
    }
}

fn field<'a>(to: &mut Writing<'_>, field: &zephyrix_ir::vocabulary::Field, plan: &'a InputPlan) -> Field<'a> {
    let ty = inputs::ty(to, &plan.how, to.rust.raw_body.ty);
    Field { docs: inputs::docs(field, plan), name: &plan.name, ty: wrap(plan.kind, ty) }
}

fn failure<'a>(to: &mut Writing<'_>, plan: &OperationPlan, it: &'a Failure) -> FailureView<'a> {
    let status = it.status.is_none().then(|| to.uses.add("axum::http::StatusCode"));
    let body = answers::failed(to, it, "zephyrix::Payload");
    let headers = answers::failed_headers(to, plan, it);
    let parts: Vec<String> = [status, body, headers].into_iter().flatten().collect();
    let payload = if parts.is_empty() { String::new() } else { format!("({})", parts.join(", ")) };
    FailureView { docs: answers::failure_docs(it), variant: &it.variant, payload }
}

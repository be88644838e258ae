//! `src/handlers/<tag>.rs`: the user's. Working code where an operation serves an entity, else a stub.

mod answer;
mod graphql;
mod lists;
mod mock;
mod renames;
mod resources;
mod scaffold;

use super::{Backend, Job};
use crate::files::{FileSet, Merge, rust};
use crate::plan::rust::Writing;
use crate::plan::security::Access;
use crate::plan::tags::TagPlan;
use crate::plan::uses::Uses;
use crate::plan::{answers, literals, rpc};
use zephyrix_ir::vocabulary::{OperationId, Rpc};
use zephyrix_templates::Template;
use zephyrix_templates::handlers::{File, Method, Mod};

/// The product.
pub(super) struct Handlers;

impl Backend for Handlers {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        for tag in &job.plan.tags {
            let merge = Merge::Handlers { trait_name: tag.trait_name.clone(), methods: stubs(job, tag) };
            files.merged(format!("src/handlers/{}.rs", tag.module), rust(&file(job, tag)), merge);
        }
        graphql::emit(job, files);
        let resolvers = job.plan.resolvers.iter().map(|it| it.module.as_str());
        let modules: Vec<&str> = job.plan.tags.iter().map(|it| it.module.as_str()).chain(resolvers).collect();
        let merge = Merge::Modules(modules.iter().map(|it| (*it).to_owned()).collect());
        files.renames = renames::of(job);
        files.merged("src/handlers/mod.rs", rust(&Mod { modules }.render().unwrap_or_default()), merge);
    }
}

/// Each method as it is added to a file that is there: names are written in full, since no `use` line is added.
fn stubs(job: Job<'_>, tag: &TagPlan) -> Vec<(String, String)> {
    let stub = |id: &OperationId| {
        let mut to = Writing::new(job.model, &job.plan.rust, Some("crate::generated::models"));
        to.uses = Uses::qualified();
        (job.plan.operation(*id).method.clone(), alone(&method(job, tag, *id, &mut to)))
    };
    tag.operations.iter().map(stub).collect()
}

/// A method laid out as it stands in an impl.
fn alone(method: &str) -> String {
    let text = rust(&format!("impl Stub {{\n{method}\n}}\n"));
    text.lines().skip(1).take_while(|line| *line != "}").fold(String::new(), |text, line| text + line + "\n")
}

fn file(job: Job<'_>, tag: &TagPlan) -> String {
    let mut to = Writing::new(job.model, &job.plan.rust, Some("crate::generated::models"));
    to.uses.add("crate::app::App");
    to.uses.add(&format!("crate::generated::api::{}::{}", tag.module, tag.trait_name));
    let methods = tag.operations.iter().map(|id| method(job, tag, *id, &mut to)).collect();
    let view = File { uses: to.uses.lines(), tag: &tag.name, trait_name: &tag.trait_name, methods };
    view.render().unwrap_or_default()
}

fn method(job: Job<'_>, tag: &TagPlan, id: OperationId, to: &mut Writing<'_>) -> String {
    let plan = job.plan.operation(id);
    if let Some(rpc) = &job.model[id].rpc {
        return call(job, tag, id, rpc, to);
    }
    let api = format!("crate::generated::api::{}", tag.module);
    let request = to.uses.add(&format!("{api}::{}", plan.request));
    let error = to.uses.add(&format!("{api}::{}", plan.error));
    let cx = to.uses.add("zephyrix::Cx");
    let written = scaffold::body(job, id, to, &request, &error);
    let written = written.or_else(|| {
        let mock = job.config.generate.mock.then(|| mock::body(job, id, to))?;
        Some(("_request".to_owned(), mock?))
    });
    let (pattern, body) = written.unwrap_or_else(|| {
        let unwritten = to.uses.add("zephyrix::Unwritten");
        let place = format!("src/handlers/{}.rs", tag.module);
        ("_request".to_owned(), format!("Err({unwritten}::new(\"{}\", \"{place}\").into())", plan.method))
    });
    let method = Method {
        method: &plan.method,
        pattern,
        cx: &cx,
        principal: Access::of(&job.model[id]).principal("Self"),
        request: &request,
        answer: answers::handed(to, plan),
        error: &error,
        body,
    };
    method.render().unwrap_or_default()
}

/// A method of a service of protobuf.
fn call(job: Job<'_>, tag: &TagPlan, id: OperationId, rpc: &Rpc, to: &mut Writing<'_>) -> String {
    let plan = job.plan.operation(id);
    let (cx, error) = (to.uses.add("zephyrix::Cx"), format!("{}::Status", to.uses.add("zephyrix::rpc")));
    let (request, answer) = (rpc::request(to, rpc), rpc::answer(to, rpc));
    let written = resources::body(job, id, rpc, to).map(|it| ("request", it));
    let written = written.or_else(|| {
        let mocked = job.config.generate.mock.then(|| mock::message(job, rpc, to)).flatten();
        mocked.map(|it| ("_request", it))
    });
    let (pattern, body) = written.unwrap_or_else(|| {
        let place = literals::string(&format!("{} is for src/handlers/{}.rs to say.", rpc.method, tag.module));
        ("_request", format!("Err({error}::unimplemented({place}))"))
    });
    let method = Method {
        method: &plan.method,
        pattern: pattern.to_owned(),
        cx: &cx,
        principal: Access::of(&job.model[id]).principal("Self"),
        request: &request,
        answer,
        error: &error,
        body,
    };
    method.render().unwrap_or_default()
}

//! `client/src/grpc/`: services of protobuf as structs with one method an rpc.

use super::former::Formers;
use super::print;
use crate::back::Job;
use crate::files::{FileSet, Owner};
use crate::plan::names::{Scope, camel};
use crate::plan::rust::Writing;
use crate::plan::tags::TagPlan;
use crate::plan::{inputs, literals, rpc};
use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::{OperationId, Rpc};
use zephyrix_templates::client::{GrpcFile, GrpcMethod, GrpcMod};

/// Whether there is anything to call.
pub(super) fn is_spoken(model: &Model) -> bool {
    model.operations().any(|(_, it)| it.rpc.is_some())
}

/// Adds a file a service.
pub(super) fn emit(job: Job<'_>, formers: &Formers, files: &mut FileSet) {
    // A module is not to have the name of the one that it is in.
    let (mut scope, mut modules) = (Scope::with(["grpc"]), Vec::new());
    for tag in &job.plan.tags {
        let rpcs: Vec<_> = tag.operations.iter().filter_map(|id| Some((*id, job.model[*id].rpc.as_deref()?))).collect();
        if !rpcs.is_empty() {
            let module = scope.claim(tag.module.clone());
            files.rust(format!("client/src/grpc/{module}.rs"), Owner::Generated, &file(job, formers, tag, &rpcs));
            modules.push(module);
        }
    }
    modules.sort_unstable();
    files.rust("client/src/grpc/mod.rs", Owner::Generated, &print(&GrpcMod { source: job.source, modules }));
}

fn file(job: Job<'_>, formers: &Formers, tag: &TagPlan, rpcs: &[(OperationId, &Rpc)]) -> String {
    let mut to = Writing::new(job.model, &job.plan.rust, Some("crate::models"));
    to.uses.add("zephyrix::client::grpc");
    let mut taken = Scope::with(["connect", "over", "with_service_config", "clone"]);
    let mut methods: Vec<_> = rpcs.iter().map(|(id, rpc)| method(job, &mut to, &mut taken, *id, rpc)).collect();
    for (method, (id, _)) in methods.iter_mut().zip(rpcs) {
        method.formers = formers.methods(&taken, *id);
    }
    // A message may be called so, too.
    let messages = job.model.types().filter_map(|(id, _)| job.plan.rust.name(id));
    let name = Scope::with(messages).claim(format!("{}Client", camel(&tag.name)));
    print(&GrpcFile { source: job.source, uses: to.uses.lines(), tag: &tag.name, name, methods })
}

fn method(job: Job<'_>, to: &mut Writing<'_>, taken: &mut Scope, id: OperationId, rpc: &Rpc) -> GrpcMethod {
    let (input, output) = (to.ty(rpc.input), to.ty(rpc.output));
    let procedure = literals::string(&rpc::procedure(rpc));
    let (parameter, call) = if rpc.client_streaming {
        let parameter = format!("requests: impl grpc::Stream<Item = {input}> + Send + 'static");
        (parameter, format!("call_with({procedure}, requests)"))
    } else {
        (format!("request: &{input}"), format!("call({procedure}, request)"))
    };
    GrpcMethod {
        docs: inputs::call_docs(&job.model[id], rpc),
        name: taken.claim(job.plan.operation(id).method.clone()),
        parameter,
        formers: Vec::new(),
        handed: if rpc.client_streaming { "requests" } else { "request" },
        answer: if rpc.server_streaming { format!("grpc::Messages<{output}>") } else { output },
        call,
    }
}

#[cfg(test)]
mod tests {
    use crate::{Config, Diagnostics, Job, NoLoader, Previous, Source, Sources, generate};

    #[test]
    fn names_of_the_client_itself_are_never_taken() {
        let text = concat!(
            "syntax = \"proto3\"; package p;\n",
            "message PostClient {}\n",
            "service Post { rpc Connect(PostClient) returns (PostClient); rpc Over(stream PostClient) returns (PostClient); }\n",
            "service Grpc { rpc Ask(PostClient) returns (PostClient); }\n",
        );
        let mut sources = Sources::default();
        sources.add(Source { path: "p.proto".to_owned(), text: text.to_owned() });
        let (config, previous) = (Config::default(), Previous::default());
        let job = Job { loader: &NoLoader, config: &config, previous: &previous };
        let files = generate(&mut sources, job, &mut Diagnostics::default()).unwrap_or_default();
        let text = |path: &str| files.get(path).map_or("", |it| it.text.as_str());
        let post = text("client/src/grpc/post.rs");
        for part in
            ["struct PostClient2 {", "fn connect2(&self, request: &PostClient) -> grpc::Call<PostClient>", "fn over2("]
        {
            assert!(post.contains(part), "{part}: {post}");
        }
        assert!(text("client/src/grpc/grpc2.rs").contains("struct GrpcClient {"));
        assert!(
            text("client/src/lib.rs").contains("pub mod grpc2;")
                && text("client/src/grpc2.rs").contains("async fn ask")
        );
    }
}

//! `client/src/graphql/`: the operations of documents as methods of one struct; the documents beside it, as they are sent.

use super::print;
use crate::back::Job;
use crate::files::{FileSet, Owner, hash};
use crate::plan::literals;
use crate::plan::names::{Scope, module, shouty, snake};
use crate::plan::rust::Writing;
use zephyrix_ir::vocabulary::{GraphOperation, GraphRoot};
use zephyrix_templates::client::{GraphqlMod, GraphqlOperation, GraphqlOperations};

/// Adds the struct, its documents, and what tells services of these.
pub(super) fn emit(job: Job<'_>, files: &mut FileSet) {
    let all = job.model.graph().map_or(&[][..], |it| &it.operations);
    let mut to = Writing::new(job.model, &job.plan.rust, Some("crate::models"));
    to.uses.add("zephyrix::client::graphql");
    let (mut methods, mut names) = (Scope::with(["new", "over"]), Scope::with(["mod"]));
    let mut operations = Vec::new();
    for it in all {
        let file = format!("{}.graphql", names.claim(module(&it.name)));
        files.add(format!("client/src/graphql/{file}"), Owner::Generated, it.text.clone());
        operations.push(operation(&mut to, it, methods.claim(snake(&it.name)), &file));
    }
    let name = name(job);
    let view = GraphqlOperations { source: job.source, uses: to.uses.lines(), name: &name, operations };
    files.rust("client/src/graphql/operations.rs", Owner::Generated, &print(&view));
    files.rust("client/src/graphql/mod.rs", Owner::Generated, &print(&GraphqlMod { source: job.source, name: &name }));
    files.add("client/documents.json", Owner::Generated, manifest(all));
}

/// What asks: a type may be called so, too.
pub(super) fn name(job: Job<'_>) -> String {
    let types = job.model.types().filter_map(|(id, _)| job.plan.rust.name(id));
    Scope::with(types).claim("GraphqlClient".to_owned())
}

fn operation(to: &mut Writing<'_>, it: &GraphOperation, method: String, file: &str) -> GraphqlOperation {
    let word = match it.root {
        GraphRoot::Query => "query",
        GraphRoot::Mutation => "mutation",
        GraphRoot::Subscription => "subscription",
    };
    let streams = it.root == GraphRoot::Subscription;
    let variables = it.variables.map(|ty| to.ty(ty));
    let what = it.docs.description.as_deref().unwrap_or_default().trim().trim_end_matches('.');
    let what = if what.is_empty() { "Asks" } else { &format!("{what}:") };
    GraphqlOperation {
        docs: literals::doc(&format!("{what} {word} `{}`.", it.name)),
        parameter: variables.as_ref().map_or_else(String::new, |ty| format!(", variables: &{ty}")),
        variables: if variables.is_some() { "variables" } else { "&graphql::NoVariables" },
        answer: if streams { "Events" } else { "Answer" },
        call: if streams { "subscribe" } else { "ask" },
        data: to.ty(it.data),
        constant: shouty(&method),
        name: literals::string(&it.name),
        file: literals::string(file),
        sha256: literals::string(&hash(&it.text)),
        reads: it.root == GraphRoot::Query,
        method,
    }
}

/// The documents by their hashes, as services take them that answer nothing else (`graphql.documents`).
fn manifest(all: &[GraphOperation]) -> String {
    let known = |it: &GraphOperation| (hash(&it.text), serde_json::Value::from(it.text.as_str()));
    let map: serde_json::Map<String, serde_json::Value> = all.iter().map(known).collect();
    // Texts can be written.
    serde_json::to_string_pretty(&map).unwrap_or_default() + "\n"
}

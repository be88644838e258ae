//! `client/`: a package with one method an operation, for those who call the service.

mod answering;
mod bases;
mod former;
mod graphql;
mod grpc;
mod method;
mod outgoing;
mod paging;
mod parts;
mod proofs;
mod requests;
mod sending;

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use crate::items::{self, Side};
use crate::plan::names::Scope;
use crate::plan::rust::Writing;
use crate::plan::tags::TagPlan;
use crate::plan::{answers, literals, manifest};
use bases::OwnBase;
use former::Formers;
pub(super) use outgoing::Senders;
use zephyrix_ir::vocabulary::OperationId;
use zephyrix_templates::Template;
use zephyrix_templates::client::{CargoToml, File, Lib, Operation as OperationView, ShimType};
use zephyrix_templates::models::File as ModelsFile;

/// The product.
pub(super) struct Client;

impl Backend for Client {
    fn stands_alone(&self) -> bool {
        true
    }

    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        if !job.has_client() {
            return;
        }
        let names = Names::new(job);
        let formers = Formers::new(job);
        let mut needs_json = false;
        for tag in &job.plan.tags {
            let (text, json) = file(job, &names, &formers, tag);
            files.rust(format!("client/src/{}.rs", names.module(tag)), Owner::Generated, &text);
            needs_json |= json;
        }
        if grpc::is_spoken(job.model) {
            grpc::emit(job, &formers, files);
        }
        if job.asks_graphql() {
            graphql::emit(job, files);
        }
        let (models, json) = models(job, &formers);
        files.rust("client/src/models.rs", Owner::Generated, &models);
        files.rust("client/src/lib.rs", Owner::Generated, &lib(job, &names, &formers));
        files.add("client/Cargo.toml", Owner::Generated, cargo_toml(job, needs_json || json));
    }
}

/// Names within the client that the service does not share.
struct Names<'a> {
    /// Tag's module → module here.
    modules: Vec<(String, String)>,
    /// Method of an operation, by its id.
    methods: Vec<String>,
    /// Names that methods of the client may not have any more.
    taken: Scope,
    /// Bases beside the main one.
    bases: Vec<OwnBase<'a>>,
}

impl<'a> Names<'a> {
    fn new(job: Job<'a>) -> Self {
        let mut scope = Scope::with(["models", "grpc"].into_iter().chain(job.asks_graphql().then_some("graphql")));
        let modules = job.plan.tags.iter().map(|it| (it.module.clone(), scope.claim(it.module.clone()))).collect();
        let mut taken = Scope::with(["new", "at"]);
        let methods =
            job.model.operations().map(|(id, _)| taken.claim(job.plan.operation(id).method.clone())).collect();
        Self { modules, methods, taken, bases: bases::all(job.model) }
    }

    fn module(&self, tag: &TagPlan) -> &str {
        self.modules.iter().find(|(it, _)| *it == tag.module).map_or("default", |(_, it)| it)
    }

    fn method(&self, id: OperationId) -> &str {
        &self.methods[id.0 as usize]
    }
}

/// The types, and whether any is made of JSON.
fn models(job: Job<'_>, formers: &Formers) -> (String, bool) {
    let mut to = Writing::new(job.model, &job.plan.rust, None);
    let mut items = items::all(&mut to, Side::Client);
    let shims = formers.of_contract(job, &items.join("\n"));
    items.extend(shims.iter().map(|it| print(&ShimType { it })));
    let docs = "Types of the contract, as they are read and written by those who call.";
    let view = ModelsFile { source: job.source, docs, uses: to.uses.lines(), items };
    (print(&view), to.uses.names("serde_json"))
}

/// The operations of a tag, and whether any value is any JSON.
fn file(job: Job<'_>, names: &Names<'_>, formers: &Formers, tag: &TagPlan) -> (String, bool) {
    let mut to = Writing::new(job.model, &job.plan.rust, Some("crate::models"));
    to.uses.all(&["crate::Client", "zephyrix::client::Error"]);
    let operation = |id: &OperationId| {
        let view = operation(job, &mut to, names, *id);
        OperationView { formers: formers.methods(&names.taken, *id), ..view }
    };
    let operations: Vec<_> = tag.operations.iter().map(operation).collect();
    let mut view = File { source: job.source, uses: to.uses.lines(), tag: &tag.name, operations, shims: Vec::new() };
    let text = print(&view);
    view.shims = tag.operations.iter().flat_map(|id| formers.of_operation(job, *id, &text)).collect();
    (print(&view), to.uses.names("serde_json"))
}

fn operation<'a>(job: Job<'a>, to: &mut Writing<'_>, names: &Names<'_>, id: OperationId) -> OperationView<'a> {
    let (it, plan) = (&job.model[id], job.plan.operation(id));
    let (verb, path) = (method::verb(it), literals::string(&it.http.asked_below()));
    let call = format!("self.endpoint.{}{verb}, {path})", bases::call(&names.bases, it));
    let name = names.method(id).to_owned();
    OperationView { pages: paging::pages(to, it, plan, names, &name), ..method::view(to, it, plan, name, call) }
}

fn lib(job: Job<'_>, names: &Names<'_>, formers: &Formers) -> String {
    let mut taken = names.taken.clone();
    let bases = bases::views(&names.bases, &mut taken);
    let title = literals::doc(job.model.info().title.trim()).join(" ");
    let calls = job.model.operations().next().is_some();
    let absolute = job.model.servers().iter().map(|it| it.url.as_str()).find(|it| is_plain_url(it));
    let mut modules: Vec<String> = names.modules.iter().map(|(_, it)| it.clone()).collect();
    modules.push("models".to_owned());
    modules.extend(grpc::is_spoken(job.model).then(|| "grpc".to_owned()));
    modules.extend(job.asks_graphql().then(|| "graphql".to_owned()));
    modules.sort();
    print(&Lib {
        source: job.source,
        title: if title.is_empty() { job.package } else { &title },
        krate: format!("{}_client", job.package.replace('-', "_")),
        first: if calls { "Client".to_owned() } else { format!("graphql::{}", graphql::name(job)) },
        base: literals::string(absolute.unwrap_or(if calls {
            "http://127.0.0.1:8080"
        } else {
            "http://127.0.0.1:8080/graphql"
        })),
        calls,
        shims: formers.modules(job, names, &modules),
        modules,
        streams: job.model.operations().any(|(id, _)| answers::streams(job.plan.operation(id))),
        proofs: proofs::all(job.model, taken, !bases.is_empty()),
        bases,
    })
}

/// Whether a URL of the schema can be shown in an example: nothing in it is a variable or out of place.
fn is_plain_url(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric() || b"./-:_".contains(&it)))
}

fn cargo_toml(job: Job<'_>, needs_json: bool) -> String {
    let mut dependencies = vec![("serde", "{ version = \"1\", features = [\"derive\"] }".to_owned())];
    if needs_json {
        dependencies.push(("serde_json", "\"1\"".to_owned()));
    }
    let mut features = vec!["client"];
    features.extend(job.model.types().any(|(_, it)| it.proto.is_some()).then_some("proto"));
    let calls = grpc::is_spoken(job.model);
    features.extend(calls.then_some("grpc-client"));
    dependencies.push(("zephyrix", manifest::runtime(&job.config.runtime, "../", &features)));
    let name = format!("{}-client", job.package);
    let tls = if calls { "grpc-client-tls" } else { "client-tls" };
    let text = print(&CargoToml { source: job.source, name, tls, dependencies });
    format!("{}\n", text.trim_end())
}

/// A template filled, which cannot fail: views hold plain strings.
fn print(view: &impl Template) -> String {
    view.render().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::{Config, Diagnostics, FileSet, Job, NoLoader, Previous, Source, Sources, generate};

    fn client(paths: &str) -> FileSet {
        let text = format!("openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n{paths}");
        let mut sources = Sources::default();
        sources.add(Source { path: "t.yaml".to_owned(), text });
        let (config, previous) = (Config::default(), Previous::default());
        let job = Job { loader: &NoLoader, config: &config, previous: &previous };
        generate(&mut sources, job, &mut Diagnostics::default()).unwrap_or_default()
    }

    fn text<'a>(files: &'a FileSet, path: &str) -> &'a str {
        files.get(path).map_or("", |it| it.text.as_str())
    }

    #[test]
    fn names_of_the_client_itself_are_never_taken() {
        let files = client(
            "  /a:\n    get:\n      operationId: new\n      tags: [models]\n      responses: { '204': { description: d } }",
        );
        assert!(text(&files, "client/src/models2.rs").contains("pub async fn new2(&self)"));
        assert!(text(&files, "client/src/lib.rs").contains("pub mod models2;"));
    }

    #[test]
    fn narrow_statuses_come_before_wide_ones() {
        let files = client(concat!(
            "  /a:\n    get:\n      operationId: a\n      responses:\n",
            "        default: { description: 'went {wrong}', content: { application/json: { schema: { type: object } } } }\n",
            "        4XX: { description: d }\n        '404': { description: d }\n        2XX: { description: d }",
        ));
        let text = text(&files, "client/src/default.rs");
        let arms = ["404 => ", "200..=299 => Ok(())", "status @ 400..=499 => ", "status => answer.failure("];
        let found: Vec<usize> = arms.iter().filter_map(|it| text.find(it)).collect();
        assert!(found.len() == arms.len() && found.is_sorted(), "{text}");
        assert!(!text.contains("unexpected()") && text.contains("{status}: went {{wrong}}"), "{text}");
    }

    #[test]
    fn no_client_where_none_is_wanted() {
        let mut config = Config::default();
        config.generate.client = false;
        let mut sources = Sources::default();
        let text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}".to_owned();
        sources.add(Source { path: "t.yaml".to_owned(), text });
        let job = Job { loader: &NoLoader, config: &config, previous: &Previous::default() };
        let files = generate(&mut sources, job, &mut Diagnostics::default()).unwrap_or_default();
        assert!(files.iter().count() > 0 && files.iter().all(|(path, _)| !path.starts_with("client/")));
    }
}

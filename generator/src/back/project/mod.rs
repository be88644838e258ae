//! The files around the code: the package, its configuration, `main`, and the root of what is generated.

use super::{Backend, Job};
use crate::config::Runtime;
use crate::files::{FileSet, Merge, Owner, rust};
use crate::plan::manifest::{self, toml_string};
use crate::plan::storage::pick;
use crate::plan::{literals, security};
use zephyrix_ir::vocabulary::relational::Database;
use zephyrix_templates::Template;
use zephyrix_templates::project::{
    App, CargoToml, ConfigToml, Generated, Gitignore, GuardFile, Lib, Main, MigrationRef, OperationRef, Readme,
    TraitRef, VerifierRef, ZephyrixToml,
};

/// The product.
pub(super) struct Project;

impl Backend for Project {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        let title = job.model.info().title.trim();
        let docs = literals::doc(title).join(" ");
        let title = if docs.is_empty() { job.package } else { &docs };
        files.merged("Cargo.toml", cargo_toml(job, title), Merge::CargoToml);
        files.rust("src/generated/mod.rs", Owner::Generated, &generated(job));
        let krate = job.package.replace('-', "_");
        whole(files, "src/main.rs", &Main { title, krate: &krate });
        let guard = security::is_needed(job.model);
        let modules = if guard { vec!["guard".to_owned()] } else { Vec::new() };
        files.merged("src/lib.rs", rust(&print(&Lib { title, guard })), Merge::Modules(modules));
        if guard {
            whole(files, "src/guard.rs", &guard_file(job));
        }
        let store = job.model.entities().next().is_some();
        let queries = !job.plan.queries.is_empty();
        let pool = pick(job.config.database, ["SqlitePool", "PgPool", "MySqlPool"]);
        whole(files, "src/app.rs", &App { store, queries, pool, open: job.config.database.word() });
        configuration(job, files, job.plan.has_database());
        files.add("zephyrix.toml", Owner::Yours, print(&zephyrix_toml(job)));
        let summary = literals::doc(job.model.info().docs.first_line().unwrap_or("")).join(" ");
        let inputs = job.config.inputs.clone();
        let readme = Readme { name: job.package, title, summary: &summary, inputs };
        files.merged("README.md", print(&readme), Merge::Whole);
        files.merged(".gitignore", print(&Gitignore), Merge::Text);
    }
}

fn guard_file(job: Job<'_>) -> GuardFile {
    let verifiers = security::verifiers(job.model);
    // The longer one has the other in it.
    let feature = verifiers.iter().map(|it| it.feature).max_by_key(|it| it.len()).unwrap_or_default();
    let verifiers = verifiers.into_iter().map(|it| VerifierRef {
        scheme: it.scheme,
        field: it.field,
        made: it.made,
        has_claims: it.field == "tokens",
    });
    GuardFile { mock: job.config.generate.mock, feature, verifiers: verifiers.collect() }
}

/// A Rust file that follows the contract until the user makes it theirs.
fn whole(files: &mut FileSet, path: &str, view: &impl Template) {
    files.merged(path, rust(&print(view)), Merge::Whole);
}

fn print(view: &impl Template) -> String {
    let text = view.render().unwrap_or_default();
    format!("{}\n", text.trim_end())
}

fn cargo_toml(job: Job<'_>, title: &str) -> String {
    let database = job.plan.has_database();
    let mut features = if job.is_graph_alone() { Vec::new() } else { vec!["docs-ui"] };
    if database {
        features.push(job.config.database.word());
    }
    features.extend(job.plan.has_decimals().then_some("decimal"));
    features.extend(job.has_calls().then_some("grpc"));
    features.extend(job.has_graphql().then_some("graphql"));
    if !job.plan.outgoing.is_empty() {
        features.push("client-tls");
    }
    let mut dependencies = vec![
        ("axum", "{ version = \"0.8\", default-features = false }".to_owned()),
        ("serde", "{ version = \"1\", features = [\"derive\"] }".to_owned()),
        ("serde_json", "\"1\"".to_owned()),
        ("zephyrix", manifest::runtime(&job.config.runtime, "", &features)),
    ];
    if database {
        dependencies.push(("sqlx", "{ version = \"0.9\", default-features = false }".to_owned()));
    }
    if job.plan.needs_bytes() {
        dependencies.push(("bytes", "\"1\"".to_owned()));
    }
    if job.plan.has_streams(job.model) {
        dependencies.push(("futures-util", "{ version = \"0.3\", default-features = false }".to_owned()));
    }
    dependencies.sort();
    let mut dev_dependencies = Vec::new();
    if job.config.generate.tests {
        dev_dependencies
            .push(("tokio", "{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }".to_owned()));
        dev_dependencies.push(("zephyrix", manifest::runtime(&job.config.runtime, "", &["testing"])));
    }
    let members = if job.has_client() { "\"client\"" } else { "" };
    print(&CargoToml { name: job.package, title, members, dependencies, dev_dependencies })
}

fn generated(job: Job<'_>) -> String {
    let store = job.model.entities().next().is_some();
    let mut modules = vec!["models"];
    if !job.is_graph_alone() {
        modules.extend(["api", "paths", "routes"]);
    }
    modules.extend(job.plan.outgoing.iter().map(|it| it.module.as_str()));
    if store {
        modules.push("store");
    }
    modules.extend(job.plan.exported.is_some().then_some("messages"));
    modules.extend(job.has_graphql().then_some("graphql"));
    if !job.plan.queries.is_empty() {
        modules.push("queries");
    }
    modules.sort_unstable();
    modules.dedup();
    let asserts = job.model.assertions().any(|(id, _)| job.plan.rust.assertions.name(id).is_some());
    let mut private = if asserts { vec!["assertions"] } else { Vec::new() };
    private.extend((!job.plan.rust.patterns().is_empty()).then_some("patterns"));
    let operations = job.model.operations().map(|(_, it)| OperationRef {
        name: literals::string(&it.name),
        method: literals::string(&it.http.method.token()),
        path: literals::string(&it.http.path.text),
    });
    let traits = job.plan.tags.iter().map(|it| TraitRef { place: "api", module: &it.module, name: &it.trait_name });
    let resolvers =
        job.plan.resolvers.iter().map(|it| TraitRef { place: "graphql", module: &it.module, name: &it.trait_name });
    print(&Generated {
        source: job.source,
        modules,
        private,
        routed: job.plan.tags.iter().map(|it| it.module.as_str()).collect(),
        described_by_openapi: !job.is_graph_alone(),
        graphql: job.model.graph().is_some(),
        bridged: job.plan.exposed.is_some(),
        traits: traits.chain(resolvers).collect(),
        described: job.has_calls(),
        name: job.package,
        title: literals::string(&job.model.info().title),
        version: literals::string(&job.model.info().version),
        operations: operations.collect(),
        migrations: migrations(job, store),
    })
}

/// The migrations that are there, or the first one that this run writes.
fn migrations(job: Job<'_>, store: bool) -> Vec<MigrationRef> {
    let first = || vec!["V1__init.down.sql".to_owned(), "V1__init.sql".to_owned()];
    let all = match (store, job.previous.migrations.is_empty()) {
        (false, true) => Vec::new(),
        (true, true) => first(),
        (_, false) => job.previous.migrations.clone(),
    };
    let mut found: Vec<MigrationRef> = all.iter().filter_map(|name| migration(name, &all)).collect();
    found.sort_by_key(|it| it.version);
    found
}

/// `V3__add_tags.sql` is version 3; `V3__add_tags.down.sql` beside it takes it back.
fn migration(file: &str, all: &[String]) -> Option<MigrationRef> {
    let stem = file.strip_suffix(".sql")?;
    let (version, name) = stem.strip_prefix(['V', 'U'])?.split_once("__")?;
    if name.contains('.') {
        return None;
    }
    let down = format!("{stem}.down.sql");
    Some(MigrationRef {
        version: version.parse().ok()?,
        name: literals::string(name),
        up: file.to_owned(),
        down: all.contains(&down).then_some(down),
    })
}

fn configuration(job: Job<'_>, files: &mut FileSet, store: bool) {
    let database = job.config.database;
    let url = pick(
        database,
        ["sqlite://data/NAME.db", "postgres://postgres@127.0.0.1:5432/NAME", "mysql://root@127.0.0.1:3306/NAME"],
    );
    let url = url.replace("NAME", &job.package.replace('-', "_"));
    let default = ConfigToml {
        environment: "Every environment",
        address: "127.0.0.1:8080",
        database: store.then_some(url),
        production: false,
        calls: job.has_calls(),
    };
    files.merged("config/default.toml", print(&default), Merge::Text);
    let note = if database == Database::Sqlite { None } else { Some(String::new()) };
    let production = ConfigToml {
        environment: "Production",
        address: "0.0.0.0:8080",
        database: note,
        production: true,
        calls: job.has_calls(),
    };
    files.merged("config/production.toml", print(&production), Merge::Text);
}

fn zephyrix_toml(job: Job<'_>) -> ZephyrixToml<'_> {
    let runtime = match &job.config.runtime {
        Runtime::Vendored => "\"vendored\"".to_owned(),
        Runtime::Registry => "\"registry\"".to_owned(),
        Runtime::Path(path) => format!("{{ path = {} }}", toml_string(path)),
    };
    ZephyrixToml {
        name: job.package,
        inputs: job.config.inputs.iter().map(|it| toml_string(it)).collect(),
        database: job.config.database.word(),
        runtime,
        grpc: job.config.grpc,
        graphql: job.config.graphql,
    }
}

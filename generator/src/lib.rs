//! The pipeline: schema texts in, the files of a service out. Reads and writes nothing itself.
//!
//! ```text
//! sources ─► front ─► Draft ─► select ─► check ─► Model ─► plan ─► back ─► views ─► templates ─► files
//! ```

pub mod advise;
mod back;
mod config;
mod cost;
pub mod ddl;
mod diff;
mod explain;
mod export;
mod files;
mod front;
mod items;
mod lint;
pub mod migrate;
mod overlay;
mod plan;
mod previous;
mod report;
mod selection;
mod source;
mod tree;
mod user;
pub mod verify;

pub use config::{Config, Deploy, Generate, Plugin, Runtime, Templates};
pub use cost::{Check, Cost, KindCost, TagCost, cost};
pub use diff::{Breaks, Bump, Compared, Unusable, compare};
pub use explain::{Route, Section, Stage, explain, routes};
pub use export::VERSION as MODEL_VERSION;
pub use files::{
    Addition, BASE, Change, File, FileSet, Layout, Manifest, Manner, Merge, NoLayout, Owner, Reconciled, Renamed,
    STEPS, Step, Taken, left_by, reconcile, refuse_later, tell_earlier, this,
};
pub use front::sql;
pub use lint::{Edit, Language, Level, Lint, RULES, Rule, RuleName, lint, mend};
pub use plan::names::package as package_name;
pub use previous::{NUMBERS, Previous};
pub use report::{Format, render};
pub use selection::Selection;
pub use source::{Loader, NoLoader, Source, Sources};
pub use user::{HELPERS, fill};
pub use zephyrix_ir::vocabulary::relational::{self, Database};
pub use zephyrix_ir::vocabulary::{self, queries};
pub use zephyrix_ir::{
    CODES, Code, Diagnostic, Diagnostics, Draft, Label, Model, Severity, SourceId, Span, did_you_mean,
};

/// What a service is made from.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// Reads the files that sources refer to.
    pub loader: &'a dyn Loader,
    /// What the user wants.
    pub config: &'a Config,
    /// What is there already.
    pub previous: &'a Previous,
}

/// A service, worked out.
#[derive(Debug)]
pub struct Service {
    /// Its files.
    pub files: FileSet,
    /// The model as others are told of it, where templates or plugins are to be.
    pub model: serde_json::Value,
}

/// The whole of it: the files of a service, or errors in `log`.
pub fn generate(sources: &mut Sources, job: Job<'_>, log: &mut Diagnostics) -> Option<FileSet> {
    service(sources, job, log).map(|it| it.files)
}

/// The same, with what templates and plugins are given.
pub fn service(sources: &mut Sources, job: Job<'_>, log: &mut Diagnostics) -> Option<Service> {
    planned(sources, job, log, |job, sources| {
        let wanted = job.config.is_extended();
        let model = wanted.then(|| serde_json::to_value(export::document(job, sources)).unwrap_or_default());
        Service { files: back::emit(job), model: model.unwrap_or_default() }
    })
}

/// The model as others are told of it, as JSON; `None` with errors in `log`.
pub fn model(sources: &mut Sources, job: Job<'_>, log: &mut Diagnostics) -> Option<String> {
    planned(sources, job, log, |job, sources| {
        let text = serde_json::to_string_pretty(&export::document(job, sources)).unwrap_or_default();
        format!("{text}\n")
    })
}

/// Every named type as JSON Schema 2020-12; `None` with errors in `log`.
pub fn json_schema(sources: &mut Sources, job: Job<'_>, log: &mut Diagnostics) -> Option<String> {
    planned(sources, job, log, |job, _| {
        let text = serde_json::to_string_pretty(&back::openapi::definitions::definitions(job)).unwrap_or_default();
        format!("{text}\n")
    })
}

/// What is made of a service once everything about it is decided.
fn planned<T>(
    sources: &mut Sources,
    job: Job<'_>,
    log: &mut Diagnostics,
    make: impl FnOnce(back::Job<'_>, &Sources) -> T,
) -> Option<T> {
    let named = sources.iter().map(|(_, it)| it.path.rsplit('/').next().unwrap_or(&it.path).to_owned());
    let source = named.collect::<Vec<_>>().join("`, `");
    let draft = selected(sources, job, log);
    // Tables that are there are of the database that they are written for.
    let database = draft.schema.as_ref().map_or(job.config.database, |it| it.database);
    let config = &Config { database, ..job.config.clone() };
    let job = Job { config, ..job };
    let model = zephyrix_ir::check(draft, log)?;
    let plan = plan::make(&model, job.config, job.previous, log);
    if log.has_errors() {
        return None;
    }
    let package = plan::names::package(job.config.name.as_deref().unwrap_or(&model.info().title));
    let Job { config, previous, .. } = job;
    let job = back::Job { model: &model, plan: &plan, config, previous, source: &source, package: &package };
    Some(make(job, sources))
}

/// The operations that protobuf does not describe, as a file of protobuf; `None` where there are none, or with errors in `log`.
pub fn proto(sources: &mut Sources, job: Job<'_>, log: &mut Diagnostics) -> Option<String> {
    let config = Config { grpc: true, ..job.config.clone() };
    let files = generate(sources, Job { config: &config, ..job }, log)?;
    let is_schema = |path: &str| path.starts_with("proto/") && path.rsplit_once('.').is_some_and(|it| it.1 == "proto");
    files.iter().find(|(path, _)| is_schema(path)).map(|(_, file)| file.text.clone())
}

/// The operations that GraphQL does not describe, as a schema of it; `None` where there are none, or with errors in `log`.
pub fn sdl(sources: &mut Sources, job: Job<'_>, log: &mut Diagnostics) -> Option<String> {
    let config = Config { graphql: true, ..job.config.clone() };
    let files = generate(sources, Job { config: &config, ..job }, log)?;
    files.get("src/generated/graphql/schema.graphql").map(|file| file.text.clone())
}

/// The database that a service needs, as its own DDL would have it; `None` with errors in `log`.
pub fn wanted(sources: &mut Sources, job: Job<'_>, log: &mut Diagnostics) -> Option<relational::Schema> {
    let draft = selected(sources, job, log);
    let database = draft.schema.as_ref().map_or(job.config.database, |it| it.database);
    let model = zephyrix_ir::check(draft, log)?;
    let schema = plan::schema::schema(&model, database);
    // Types that are only words become what they mean.
    let mut wanted = relational::Schema::new(database);
    if model.schema().is_some() {
        wanted = schema;
    } else {
        sql::read(&ddl::script(&schema), SourceId::default(), database, &mut wanted, log);
        plan::schema::hint(&mut wanted, &schema);
    }
    Some(wanted)
}

/// The first half: what the sources say, before any of it is checked.
pub fn draft(sources: &mut Sources, loader: &dyn Loader, log: &mut Diagnostics) -> Draft {
    front::lower(sources, loader, front::Wanted::default(), log)
}

/// The database that the sources define, where one does.
pub fn schema(sources: &mut Sources, job: Job<'_>, log: &mut Diagnostics) -> Option<relational::Schema> {
    selected(sources, job, log).schema
}

/// The named queries of the sources, with what is known of them.
pub fn queries_of(sources: &mut Sources, job: Job<'_>, log: &mut Diagnostics) -> Vec<queries::Query> {
    selected(sources, job, log).queries
}

/// The same, of what is wanted.
fn selected(sources: &mut Sources, job: Job<'_>, log: &mut Diagnostics) -> Draft {
    let Generate { overlays, dialect, server, .. } = &job.config.generate;
    let wanted = front::Wanted { overlays, dialect: *dialect, database: job.config.database, serves: *server };
    let draft = front::lower(sources, job.loader, wanted, log);
    selection::select(draft, &job.config.generate, log)
}

//! What contracts should be beyond right: rules of names, descriptions, operations, security and tables.
//!
//! ```text
//! sources ─► front ─► Draft ─► check ─► Model ─► plan          what generation says
//!        └─► trees, schema of GraphQL ───┴─► subject ─► rules ─► what is passed over ─► findings, and edits that mend
//! ```

mod case;
mod documents;
mod fix;
mod ignored;
mod named;
mod rule;
mod rules;
mod settings;
mod sink;
mod subject;
mod table;
mod things;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use fix::{Edit, mend};
pub use rule::{Language, Level, Rule};
pub use settings::{Lint, RuleName};
pub use table::RULES;

use crate::front;
use crate::source::Sources;
use crate::{Config, Generate, Job, plan};
use case::Case;
use documents::Facts;
use ignored::Ignored;
use named::Named;
use sink::{Finding, Sink};
use std::collections::HashSet;
use subject::{Proto, Subject};
use things::{Kind, Thing};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Model, SourceId};

/// Holds sources against all rules, or against `only` some: what is found is in the log, after what generation says. What is
/// returned mends some of it.
pub fn lint(sources: &mut Sources, job: Job<'_>, only: &[RuleName], log: &mut Diagnostics) -> Vec<Edit> {
    let named: Vec<SourceId> = sources.iter().map(|it| it.0).collect();
    let model = modelled(sources, job, log);
    let Generate { overlays, dialect, server, .. } = &job.config.generate;
    let wanted = front::Wanted { overlays, dialect: *dialect, database: job.config.database, serves: *server };
    let trees = front::trees(sources, &named, job.loader, wanted);
    let facts = Facts::of(&trees);
    let graph = front::graphql::schema(sources);
    let inputs: HashSet<SourceId> = named.iter().copied().collect();
    let protos = model.as_ref().map(|it| Proto::all(it, &inputs)).unwrap_or_default();
    let things = things(&facts, graph.as_ref(), model.as_ref(), &protos, &inputs);
    // Values are data as often as names: `DE`, `application/json`.
    let kinds = Kind::ALL.iter().filter(|it| **it != Kind::EnumValue);
    let habits: Vec<(Kind, Option<Case>)> = kinds.map(|kind| (*kind, habit(*kind, &things))).collect();
    let subject = Subject {
        sources,
        styles: &job.config.lint.style,
        model: model.as_ref(),
        facts: &facts,
        graph: graph.as_ref(),
        protos: &protos,
        things: &things,
        habits: &habits,
    };
    let found = ask(&subject, &job.config.lint, only);
    let mut ignored = Ignored::default();
    for it in &trees {
        ignored.tree(&it.root);
    }
    for (source, _) in subject.sources.iter() {
        ignored.comments(sources, source);
    }
    tell(found, ignored, sources, &job.config.lint, only, log)
}

/// What generation makes of sources before it writes anything, and all that it says.
fn modelled(sources: &mut Sources, job: Job<'_>, log: &mut Diagnostics) -> Option<Model> {
    let draft = crate::selected(sources, job, log);
    let database = draft.schema.as_ref().map_or(job.config.database, |it| it.database);
    let config = Config { database, ..job.config.clone() };
    let model = zephyrix_ir::check(draft, log)?;
    plan::make(&model, &config, job.previous, log);
    Some(model)
}

fn things(
    facts: &Facts<'_>,
    graph: Option<&front::graphql::read::Read>,
    model: Option<&Model>,
    protos: &[Proto],
    inputs: &HashSet<SourceId>,
) -> Vec<Thing> {
    let mut named = Named(Vec::new());
    named.documents(facts);
    if let Some(graph) = graph {
        named.graph(graph);
    }
    if let Some(model) = model {
        named.protos(model, protos, inputs);
        named.tables(model);
    }
    named.0
}

/// How documents of OpenAPI write names of a kind, where they nearly always do it in one way.
fn habit(kind: Kind, things: &[Thing]) -> Option<Case> {
    let ours = things.iter().filter(|it| it.kind == kind && it.language == Language::OpenApi);
    let names: HashSet<&str> = ours.map(|it| it.name.as_str()).filter(|it| case::is_words(it)).collect();
    Case::common(names)
}

/// Asks every rule that is on.
fn ask(subject: &Subject<'_>, settings: &Lint, only: &[RuleName]) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in RULES {
        if let Some(severity) = settings.level_among(rule, only).severity() {
            (rule.run)(subject, &mut Sink::new(rule, severity, &mut found));
        }
    }
    found.sort_by_key(|it| (it.span.source, it.span.start, it.span.end));
    found
}

/// Puts findings into the log, but for those that are to be passed over, and says which wishes to pass over nothing needs.
fn tell(
    found: Vec<Finding>,
    mut ignored: Ignored,
    sources: &Sources,
    settings: &Lint,
    only: &[RuleName],
    log: &mut Diagnostics,
) -> Vec<Edit> {
    let mut needed = vec![false; settings.except.len()];
    let mut edits = Vec::new();
    for it in found {
        let file = &sources.get(it.span.source).path;
        let except = settings.except.iter().position(|except| except.is_for(&it, file));
        if let Some(at) = except {
            needed[at] = true;
        }
        let is_passed_over = ignored.takes(&it, sources) || except.is_some();
        if let Some(code) = it.instead {
            log.retain(|other| other.code != code || other.span != Some(it.span));
        }
        if !is_passed_over {
            log.push(it.told);
            edits.extend(it.edits);
        }
    }
    // What cannot be read has not been asked.
    if log.has_errors() {
        return edits;
    }
    let was_asked = |name: &str| {
        let rule = RULES.iter().find(|it| it.name == name);
        rule.is_some_and(|it| settings.level_among(it, only) > Level::Off)
    };
    for (except, _) in settings.except.iter().zip(needed).filter(|(it, needed)| !needed && was_asked(it.rule.0)) {
        let message = format!("nothing needs the exception from `{}` for {}", except.rule.0, except.shown());
        log.push(Diagnostic::new(Code::LINT_UNNEEDED, None, message).help("take it out of `[[lint.except]]`"));
    }
    ignored.report(was_asked, log);
    edits
}

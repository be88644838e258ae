//! What two versions of schemas differ in, and for whom that matters.

mod finding;
mod graphql;
mod http;
mod places;
mod protobuf;
mod queries;
mod renames;
mod sql;
mod types;
mod uncompared;

pub use finding::Breaks;

use crate::front;
use crate::source::Sources;
use crate::{Job, selected};
use finding::Finding;
use zephyrix_ir::vocabulary::Type;
use zephyrix_ir::{Diagnostics, Model, Severity};

/// What a next version may be called, <https://semver.org>.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// Nothing changes.
    None,
    /// Nothing that is asked or answered.
    Patch,
    /// Something is new.
    Minor,
    /// Something is broken.
    Major,
}

impl Bump {
    /// In a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// Everything that two versions differ in.
pub struct Compared {
    /// What is broken as errors, what may surprise or is not compared as warnings, what is new as notes; places are in `sources`.
    pub log: Diagnostics,
    /// The texts of both versions, the old first.
    pub sources: Sources,
    /// How many of the sources are those of the old version.
    pub olds: usize,
    /// What the next version may be called.
    pub bump: Bump,
}

/// A version that makes no sense.
pub struct Unusable {
    /// Why.
    pub log: Diagnostics,
    /// Its texts.
    pub sources: Sources,
    /// Whether it is the old one.
    pub is_old: bool,
}

/// A version: what it was read from, and what it says.
struct Version {
    sources: Sources,
    model: Model,
    /// Its schema of GraphQL, where it has one.
    graph: Option<front::graphql::read::Read>,
}

/// Compares two versions; a change that breaks only those after `breaks` is a note.
///
/// # Errors
/// Where one of them makes no sense.
pub fn compare(
    (old, old_job): (&mut Sources, Job<'_>),
    (new, new_job): (&mut Sources, Job<'_>),
    breaks: Breaks,
) -> Result<Compared, Unusable> {
    let usable = |is_old: bool| move |(log, sources)| Unusable { log, sources, is_old };
    let old = version(old, old_job).map_err(usable(true))?;
    let new = version(new, new_job).map_err(usable(false))?;
    let mut findings = Vec::new();
    // The same words, read in the same way, say the same.
    if !(same_texts(&old, &new) && old_job.config == new_job.config) {
        protobuf::compare(&old.model, &new.model, &mut findings);
        graphql::compare(old.graph.as_ref(), new.graph.as_ref(), &mut findings);
        let is_of_graph = |it: &Type| old.graph.as_ref().is_some_and(|graph| graph.places.has(it.span.source));
        http::compare(&old.model, &new.model, &is_of_graph, &mut findings);
        queries::compare(&old.model, &new.model, &mut findings);
        sql::compare(&old.model, &new.model, &mut findings);
        uncompared::compare(&old.model, &new.model, &mut findings);
    }
    Ok(compared(&old, &new, &findings, breaks))
}

fn version(sources: &mut Sources, job: Job<'_>) -> Result<Version, (Diagnostics, Sources)> {
    let mut log = Diagnostics::default();
    let draft = selected(sources, job, &mut log);
    match zephyrix_ir::check(draft, &mut log).filter(|_| !log.has_errors()) {
        Some(model) => {
            let graph = model.graph().and_then(|_| front::graphql::schema(sources));
            Ok(Version { sources: sources.clone(), model, graph })
        }
        None => Err((log, sources.clone())),
    }
}

fn compared(old: &Version, new: &Version, findings: &[Finding], breaks: Breaks) -> Compared {
    let (sources, log) = places::settle((&old.sources, &new.sources), findings, breaks);
    let worst = log.all().iter().map(|it| it.severity).max();
    let same = same_texts(old, new);
    let bump = match worst {
        Some(Severity::Error) => Bump::Major,
        Some(_) => Bump::Minor,
        None if same => Bump::None,
        None => Bump::Patch,
    };
    Compared { log, sources, olds: old.sources.iter().count(), bump }
}

fn same_texts(old: &Version, new: &Version) -> bool {
    old.sources.iter().map(|it| &it.1.text).eq(new.sources.iter().map(|it| &it.1.text))
}

//! What two versions of schemas differ in, and for whom that matters.

mod http;
mod protobuf;
mod types;

use crate::source::{Source, Sources};
use crate::{Job, selected};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Model, Severity, SourceId, Span};

/// Who is broken by a change, from what breaks most to what breaks least: each also breaks those after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breaks {
    /// Those who read or write its bytes, or ask by HTTP.
    Wire,
    /// Those who read or write its `ProtoJSON`.
    Json,
    /// Those who are compiled against what is generated of it.
    Code,
}

impl Breaks {
    /// Every one, with its word.
    pub const ALL: [(&str, Self); 3] = [("wire", Self::Wire), ("json", Self::Json), ("code", Self::Code)];

    const fn told(self) -> &'static str {
        match self {
            Self::Wire => "it breaks whoever speaks with the service",
            Self::Json => "it breaks whoever speaks JSON, and whoever is compiled against it",
            Self::Code => "it breaks whoever is compiled against it",
        }
    }
}

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

/// A difference.
struct Finding {
    code: &'static Code,
    /// Whom it breaks, if anybody.
    breaks: Option<Breaks>,
    message: String,
    /// Where it was.
    old: Option<Span>,
    /// Where it is.
    new: Option<Span>,
}

/// Everything that two versions differ in.
pub struct Compared {
    /// What is broken as errors, what may surprise as warnings, what is new as notes; places are in `sources`.
    pub log: Diagnostics,
    /// The texts of both versions, the old first.
    pub sources: Sources,
    /// What the next version may be called.
    pub bump: Bump,
}

/// A version: what it was read from, and what it says.
struct Version {
    sources: Sources,
    model: Model,
}

/// Compares two versions; a change that breaks only those after `breaks` is a note. `None` with errors in `log`, whose places are in
/// the sources given back with it.
pub fn compare(
    (old, old_job): (&mut Sources, Job<'_>),
    (new, new_job): (&mut Sources, Job<'_>),
    breaks: Breaks,
) -> Result<Compared, (Diagnostics, Sources)> {
    let old = version(old, old_job)?;
    let new = version(new, new_job)?;
    let mut findings = Vec::new();
    protobuf::compare(&old.model, &new.model, &mut findings);
    http::compare(&old.model, &new.model, &mut findings);
    Ok(compared(&old, &new, &findings, breaks))
}

fn version(sources: &mut Sources, job: Job<'_>) -> Result<Version, (Diagnostics, Sources)> {
    let mut log = Diagnostics::default();
    let draft = selected(sources, job, &mut log);
    match zephyrix_ir::check(draft, &mut log).filter(|_| !log.has_errors()) {
        Some(model) => Ok(Version { sources: sources.clone(), model }),
        None => Err((log, sources.clone())),
    }
}

fn compared(old: &Version, new: &Version, findings: &[Finding], breaks: Breaks) -> Compared {
    // One list of texts: those of the new version come after those of the old, and each has a name of its own.
    let mut sources = Sources::default();
    let mut ids = Vec::new();
    for (of, version) in [("old", old), ("new", new)] {
        let place = |it: &Source| Source { path: format!("{of}:{}", it.path), text: it.text.clone() };
        ids.push(version.sources.iter().map(|(_, it)| sources.add(place(it))).collect::<Vec<SourceId>>());
    }
    let moved = |version: usize, span: Span| {
        let source = ids[version].get(span.source.0 as usize).copied().unwrap_or_default();
        Span { source, ..span }
    };
    let mut log = Diagnostics::default();
    for it in findings {
        let (was, is) = (it.old.map(|span| moved(0, span)), it.new.map(|span| moved(1, span)));
        let mut found = Diagnostic::new(it.code, is.or(was), it.message.clone());
        if let (Some(was), Some(_)) = (was, is) {
            found = found.related(was, "it was this");
        }
        match it.breaks {
            Some(layer) if layer <= breaks => found.notes.push(layer.told().to_owned()),
            Some(layer) => {
                found.severity = Severity::Note;
                found.notes.push(layer.told().to_owned());
            }
            None => {}
        }
        log.push(found);
    }
    let worst = log.all().iter().map(|it| it.severity).max();
    let same = old.sources.iter().map(|it| &it.1.text).eq(new.sources.iter().map(|it| &it.1.text));
    let bump = match worst {
        Some(Severity::Error) => Bump::Major,
        Some(_) => Bump::Minor,
        None if same => Bump::None,
        None => Bump::Patch,
    };
    Compared { log, sources, bump }
}

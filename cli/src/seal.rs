//! What a project was like when a run left it up to date, so that the next one can tell that nothing has happened since.
//!
//! Schemas and configuration are compared by their texts, files by size and time of change. It is a note to oneself:
//! without it, or wherever anything differs, everything is generated and compared as ever.

use crate::project::{FILE, Project};
use crate::work::{Flags, Work};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use zephyrix_generator::{BASE, Code, Diagnostic, Manifest, Severity};

/// Warnings that the next run would not give.
const TOLD_ONCE: [&Code; 1] = [Code::BEHIND];

/// A project as a run left it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seal {
    /// The program that ran, and how.
    by: String,
    /// By path: the hash of a text that was read.
    texts: BTreeMap<String, u64>,
    /// By path: size in bytes and time of change in nanoseconds; `None` where there is no file.
    files: BTreeMap<String, Option<(u64, u64)>>,
    /// How many warnings there were.
    pub(crate) warnings: usize,
}

impl Seal {
    /// The seal of a project to which nothing has happened since.
    ///
    /// A project with plugins is never sealed: nobody knows what they look at.
    pub(crate) fn unbroken(project: &Project, flags: Flags) -> Option<Self> {
        if !project.config.plugins.is_empty() {
            return None;
        }
        let seal: Self = serde_json::from_slice(&fs::read(place(project)?).ok()?).ok()?;
        let texts = seal.texts.iter().all(|(path, hash)| hash_of(&project.root.join(path)) == Some(*hash));
        let same = seal.by == program(flags)? && texts && seal.files == files(project)?;
        same.then_some(seal)
    }

    /// Seals a project that a run has left up to date. Where that cannot be done, the next run does all its work.
    pub(crate) fn set(project: &Project, work: &Work, flags: Flags) {
        // What it says of a project that waits to be upgraded is to be said again.
        if work.log.all().iter().any(|it| it.code == Code::EARLIER_VERSION) {
            return;
        }
        let sources = work.sources.iter().map(|(_, it)| it.path.clone()).chain([FILE.to_owned()]);
        let texts: Option<BTreeMap<String, u64>> =
            sources.map(|path| Some((path.clone(), hash_of(&project.root.join(path))?))).collect();
        let is_kept = |it: &&Diagnostic| it.severity == Severity::Warning && !TOLD_ONCE.contains(&it.code);
        let warnings = work.log.all().iter().filter(is_kept).count();
        let seal = || Some(Self { by: program(flags)?, texts: texts?, files: files(project)?, warnings });
        if let Some(text) = seal().and_then(|it| serde_json::to_string(&it).ok()) {
            // Half a seal is none.
            let _ = place(project).and_then(|it| {
                fs::create_dir_all(it.parent()?).ok()?;
                fs::write(it, text).ok()
            });
        }
    }

    /// How many files the project has of those that zephyrix writes.
    pub(crate) fn count(&self) -> usize {
        self.files.len()
    }
}

/// Where a project's seal is: among what this user can do without, and not in the project, which only says what it is
/// made from.
fn place(project: &Project) -> Option<PathBuf> {
    let caches = ["XDG_CACHE_HOME", "LOCALAPPDATA"].iter().find_map(std::env::var_os).map(PathBuf::from);
    let caches = caches.or_else(|| Some(std::env::home_dir()?.join(".cache"))).filter(|it| it.is_absolute())?;
    let mut hasher = DefaultHasher::new();
    project.root.hash(&mut hasher);
    Some(caches.join("zephyrix/seals").join(format!("{:016x}.json", hasher.finish())))
}

/// The program that runs, told from any other build of it.
fn program(flags: Flags) -> Option<String> {
    let (size, time) = stamp(&std::env::current_exe().ok()?)?;
    Some(format!("{} {size} {time} {flags:?}", env!("CARGO_PKG_VERSION")))
}

/// Every file that a run looks at.
fn files(project: &Project) -> Option<BTreeMap<String, Option<(u64, u64)>>> {
    let manifest = Manifest::parse(&fs::read_to_string(project.root.join(Manifest::PATH)).ok()?).ok()?;
    let mut paths: Vec<String> = manifest.paths().map(ToOwned::to_owned).collect();
    paths.push("Cargo.toml".to_owned());
    let templates = project.config.templates.iter().map(|it| it.dir.as_str());
    for folder in ["src", "migrations", BASE.trim_end_matches('/')].into_iter().chain(templates) {
        paths.extend(project.below(folder).ok()?);
    }
    let stamped = |path: String| {
        let stamp = stamp(&project.root.join(&path));
        (path, stamp)
    };
    Some(paths.into_iter().map(stamped).collect())
}

fn stamp(path: &Path) -> Option<(u64, u64)> {
    let there = fs::metadata(path).ok()?;
    let since = there.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((there.len(), u64::try_from(since.as_nanos()).ok()?))
}

fn hash_of(path: &Path) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    fs::read(path).ok()?.hash(&mut hasher);
    Some(hasher.finish())
}

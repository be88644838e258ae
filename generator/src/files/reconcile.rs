//! What a set of files means for a project: what to write, what to leave, what to refuse.

use super::{File, FileSet, Manifest, Merge, Owner, cargo_toml, handlers};
use crate::previous::Previous;
use std::collections::BTreeMap;
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// What is to be done to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Create(String),
    /// Its text changes.
    Update {
        /// The text that is there.
        before: String,
        /// The text to be.
        after: String,
    },
    /// Nothing makes it any more.
    Remove {
        /// The text that is there.
        before: String,
    },
}

/// Everything that is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciled {
    /// By path; the manifest comes last of all.
    pub changes: BTreeMap<String, Change>,
    /// How many files stay as they are.
    pub unchanged: usize,
    /// Methods added to the user's handlers: (path, method).
    pub stubs: Vec<(String, String)>,
    /// What is called otherwise in the user's handlers.
    pub renamed: Vec<super::Renamed>,
}

/// Compares a set of files with what is there. `force`: generated files that were edited are written all the same.
///
/// What must not be overwritten is reported as an error; then nothing may be written at all.
pub(super) fn reconcile(files: &FileSet, previous: &Previous, force: bool, log: &mut Diagnostics) -> Reconciled {
    let known = manifest(previous, log);
    let mut all = Reconciled::default();
    for (path, file) in files.iter() {
        let there = previous.files.get(path);
        let change = match (file.owner, there) {
            (Owner::Yours, None) if known.knows(path) => None,
            (_, None) => Some(Change::Create(file.text.clone())),
            (Owner::Generated, Some(text)) => generated(path, file, text, &known, force, log),
            (Owner::Yours, Some(_)) => None,
            (Owner::Merged, Some(text)) => merged(path, file, text, previous, &mut all.stubs, log),
        };
        match change {
            Some(change) => {
                all.changes.insert(path.to_owned(), change);
            }
            None => all.unchanged += 1,
        }
    }
    orphans(files, previous, &known, force, &mut all, log);
    let mut manifest = Manifest::of(files);
    manifest.remember(&known);
    let text = manifest.to_text();
    match previous.files.get(Manifest::PATH) {
        Some(before) if *before == text => {}
        Some(before) => {
            let change = Change::Update { before: before.clone(), after: text };
            all.changes.insert(Manifest::PATH.to_owned(), change);
        }
        None => {
            all.changes.insert(Manifest::PATH.to_owned(), Change::Create(text));
        }
    }
    all
}

fn manifest(previous: &Previous, log: &mut Diagnostics) -> Manifest {
    let Some(text) = previous.files.get(Manifest::PATH) else { return Manifest::default() };
    Manifest::parse(text).unwrap_or_else(|why| {
        log.push(
            Diagnostic::new(Code::BAD_MANIFEST, None, format!("`{}` cannot be read: {why}", Manifest::PATH))
                .help("restore it from version control, or delete it and run with `--force`"),
        );
        Manifest::default()
    })
}

fn generated(
    path: &str,
    file: &File,
    there: &str,
    known: &Manifest,
    force: bool,
    log: &mut Diagnostics,
) -> Option<Change> {
    if there == file.text {
        return None;
    }
    if !force && !known.is_untouched(path, there) {
        log.push(refusal(path, known.knows(path)));
        return None;
    }
    Some(Change::Update { before: there.to_owned(), after: file.text.clone() })
}

fn refusal(path: &str, known: bool) -> Diagnostic {
    if known {
        Diagnostic::new(Code::HAND_EDITED, None, format!("`{path}` is generated, and was edited by hand"))
            .note("the edit would be lost")
            .help("move the edit to a file of yours, then run with `--force`")
    } else {
        Diagnostic::new(Code::FOREIGN_FILE, None, format!("`{path}` is in the way: zephyrix did not write it"))
            .help("move it, or run with `--force` to overwrite it")
    }
}

fn merged(
    path: &str,
    file: &File,
    there: &str,
    previous: &Previous,
    stubs: &mut Vec<(String, String)>,
    log: &mut Diagnostics,
) -> Option<Change> {
    let after = match file.merge.as_ref()? {
        Merge::Numbers => file.text.clone(),
        Merge::CargoToml => cargo_toml::merge(path, there, &file.text, log)?,
        Merge::Modules(modules) => handlers::modules(there, modules),
        Merge::Handlers { trait_name, methods } => {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let others = previous.files.iter().filter(|(it, _)| it.starts_with(folder) && it.as_str() != path);
            let others: Vec<&str> = others.map(|(_, text)| text.as_str()).collect();
            let (after, added) = handlers::methods(path, there, trait_name, methods, &others, log)?;
            stubs.extend(added.into_iter().map(|method| (path.to_owned(), method)));
            after
        }
    };
    (after != there).then(|| Change::Update { before: there.to_owned(), after })
}

/// Generated files that nothing makes any more.
fn orphans(
    files: &FileSet,
    previous: &Previous,
    known: &Manifest,
    force: bool,
    all: &mut Reconciled,
    log: &mut Diagnostics,
) {
    for path in known.generated().filter(|path| files.get(path).is_none()) {
        let Some(text) = previous.files.get(path) else { continue };
        if force || known.is_untouched(path, text) {
            all.changes.insert(path.to_owned(), Change::Remove { before: text.clone() });
        } else {
            log.push(refusal(path, true));
        }
    }
}

//! What a set of files means for a project: what to write, what to leave, what to refuse.

mod orphans;
mod yours;

use super::handlers::{self, Note, Texts, Wanted};
use super::layout::Layout;
use super::lines::{like, same};
use super::manifest::Written;
use super::{File, FileSet, Manifest, Merge, Owner, is_rust};
use crate::previous::Previous;
use std::collections::{BTreeMap, BTreeSet};
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// Where the last text is kept of every file that is merged line by line, by its path.
pub const BASE: &str = ".zephyrix/base/";

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
    /// Files in which the user and zephyrix changed the same lines: both are there, between markers.
    pub conflicts: Vec<String>,
    /// What is called otherwise in the user's handlers.
    pub renamed: Vec<super::Renamed>,
    /// What an upgrade did beside.
    pub taken: Vec<super::Taken>,
}

/// How a run goes about it.
#[derive(Clone, Copy)]
pub struct Manner<'a> {
    /// Whether generated files that were edited are written all the same.
    pub force: bool,
    /// Whether the steps are taken that lead here from an earlier version.
    pub upgrade: bool,
    /// How code of the user's is laid out.
    pub layout: &'a dyn Layout,
}

/// Compares a set of files with what is there.
///
/// What must not be overwritten is reported as an error; then nothing may be written at all.
pub(super) fn reconcile(
    files: &FileSet,
    previous: &Previous,
    known: Manifest,
    manner: Manner<'_>,
    log: &mut Diagnostics,
) -> Reconciled {
    let mut next = Manifest::of(files);
    next.remember(&known, |path| orphans::is_forgotten(path, files, previous, &known));
    let mut run = Run { files, previous, known, next, manner, all: Reconciled::default(), whole: BTreeSet::new() };
    clashes(files, previous, &run.known, log);
    let gone = orphans::orphans(&mut run, log);
    for (path, file) in files.iter() {
        match run.change(path, file, &gone, log) {
            Some(change) => drop(run.all.changes.insert(path.to_owned(), change)),
            None => run.all.unchanged += 1,
        }
    }
    let notes = run.handlers(&gone, log);
    if !log.has_errors() {
        run.lay_out();
    }
    run.note(notes);
    run.all
}

/// A run over a project.
struct Run<'a> {
    files: &'a FileSet,
    previous: &'a Previous,
    known: Manifest,
    /// What will be known after it.
    next: Manifest,
    manner: Manner<'a>,
    all: Reconciled,
    /// Files of the user's that are written as a whole.
    whole: BTreeSet<String>,
}

impl Run<'_> {
    /// What is to be done to a file; handlers that are there come later, all together.
    fn change(&mut self, path: &str, file: &File, gone: &[String], log: &mut Diagnostics) -> Option<Change> {
        let there = self.previous.files.get(path);
        match (file.owner, there) {
            (Owner::Generated, None) => Some(Change::Create(file.text.clone())),
            (Owner::Generated, Some(text)) => self.generated(path, file, text, log),
            (Owner::Yours, None) if !self.known.knows(path) => Some(Change::Create(file.text.clone())),
            (Owner::Yours, _) => None,
            (Owner::Merged, _) => self.merged(path, file, there.map(String::as_str), gone, log),
        }
    }

    fn generated(&self, path: &str, file: &File, there: &str, log: &mut Diagnostics) -> Option<Change> {
        if same(there, &file.text) {
            return None;
        }
        if !self.manner.force && !self.known.is_untouched(path, there) {
            log.push(refusal(path, self.known.knows(path)));
            return None;
        }
        Some(Change::Update { before: there.to_owned(), after: like(there, file.text.clone()) })
    }

    /// Brings the user's implementations of every trait up to date.
    fn handlers(&mut self, gone: &[String], log: &mut Diagnostics) -> Vec<Note> {
        let mut texts: Texts = self.rust_of_the_user(gone);
        let mut notes = Vec::new();
        for (path, file) in self.files.iter() {
            let Some(Merge::Handlers { trait_name, methods }) = &file.merge else { continue };
            let wanted = Wanted { files: self.files, path, trait_name, methods };
            if self.whole.contains(path) || self.is_whole(path) {
                continue;
            }
            let written = handlers::bring_up_to_date(wanted, &mut texts, &self.known, self.manner.layout, log);
            if let Some(written) = written {
                notes.extend(written);
            } else {
                self.whole.insert(path.to_owned());
                self.all.changes.insert(path.to_owned(), Change::Create(file.text.clone()));
                self.all.unchanged -= 1;
            }
        }
        for (path, after) in texts {
            let Some(before) = self.previous.files.get(&path).filter(|it| **it != after) else { continue };
            if self.files.get(&path).is_some() && !self.all.changes.contains_key(&path) {
                self.all.unchanged -= 1;
            }
            self.all.changes.insert(path, Change::Update { before: before.clone(), after });
        }
        notes
    }

    /// Texts in which a trait may be implemented, as they are so far.
    fn rust_of_the_user(&self, gone: &[String]) -> Texts {
        let is_theirs = |path: &str| self.files.get(path).is_none_or(|it| it.owner != Owner::Generated);
        let all = self.previous.files.iter().filter(|(path, _)| {
            path.starts_with("src/")
                && is_rust(path)
                && is_theirs(path)
                && !path.starts_with("src/generated/")
                && !gone.contains(path)
        });
        let now = |(path, text): (&String, &String)| match self.all.changes.get(path) {
            Some(Change::Update { after, .. }) => (path.clone(), after.clone()),
            _ => (path.clone(), text.clone()),
        };
        all.map(now).collect()
    }

    /// Lays out what is new of the user's.
    fn lay_out(&mut self) {
        let mut new: Vec<(&String, &mut String)> = Vec::new();
        let whole = self.all.changes.iter_mut().filter(|(path, _)| self.whole.contains(*path) && is_rust(path));
        for (path, change) in whole {
            if let Change::Create(text) | Change::Update { after: text, .. } = change {
                new.push((path, text));
            }
        }
        let mut texts: Vec<String> = new.iter_mut().map(|(_, text)| std::mem::take(*text)).collect();
        self.manner.layout.lay_out(&mut texts);
        for ((path, into), text) in new.into_iter().zip(texts) {
            *into = like(self.previous.files.get(path).map_or("", String::as_str), text);
        }
    }

    /// Writes down what is known from now on.
    fn note(&mut self, mut notes: Vec<Note>) {
        for path in &self.whole {
            let (Some(file), Some(Change::Create(text) | Change::Update { after: text, .. })) =
                (self.files.get(path), self.all.changes.get(path))
            else {
                continue;
            };
            self.next.set_whole(path, Written::of(&file.text, text));
            if let Some(Merge::Handlers { trait_name, methods }) = &file.merge {
                notes.extend(Wanted { files: self.files, path, trait_name, methods }.notes(path, text, |_| true));
            }
        }
        for (path, key, written) in notes {
            self.next.set_method(&path, key, written);
        }
        let keys: BTreeSet<String> =
            self.files.iter().filter_map(|(_, file)| file.merge.as_ref()).flat_map(keys).collect();
        self.next.keep_methods(|key| keys.contains(key), |path| self.files.get(path).is_some());
        let text = self.next.to_text();
        let change = match self.previous.files.get(Manifest::PATH) {
            Some(before) if same(before, &text) => return,
            Some(before) => Change::Update { before: before.clone(), after: text },
            None => Change::Create(text),
        };
        self.all.changes.insert(Manifest::PATH.to_owned(), change);
    }
}

/// What the manifest calls the methods that a file is to have.
fn keys(merge: &Merge) -> Vec<String> {
    let Merge::Handlers { trait_name, methods } = merge else { return Vec::new() };
    methods.iter().map(|(name, _)| handlers::key(trait_name, name)).collect()
}

/// What the last run left, as far as it can be read.
pub(super) fn manifest(previous: &Previous, log: &mut Diagnostics) -> Manifest {
    let Some(text) = previous.files.get(Manifest::PATH) else { return Manifest::default() };
    Manifest::parse(text).unwrap_or_else(|why| {
        log.push(
            Diagnostic::new(Code::BAD_MANIFEST, None, format!("`{}` cannot be read: {why}", Manifest::PATH))
                .help("restore it from version control, or delete it and run with `--force`"),
        );
        Manifest::default()
    })
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

/// Names that differ in case alone are one file on many systems: a checkout there would have only one of them.
fn clashes(files: &FileSet, previous: &Previous, known: &Manifest, log: &mut Diagnostics) {
    let stays = |path: &&String| files.get(path).is_none() && !known.generated().any(|it| it == path.as_str());
    let mut taken: BTreeMap<String, &str> =
        previous.files.keys().filter(stays).map(|path| (path.to_lowercase(), path.as_str())).collect();
    for (path, _) in files.iter() {
        if let Some(other) = taken.insert(path.to_lowercase(), path) {
            let message = format!("`{path}` and `{other}` differ in case alone");
            let help = "where case does not tell files apart (macOS, Windows) only one of them is there: rename one";
            log.push(Diagnostic::new(Code::NAME_CLASH, None, message).help(help));
        }
    }
}

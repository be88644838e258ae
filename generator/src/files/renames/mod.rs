//! What the contract calls otherwise now, in the user's handlers: names that follow from it are changed there, and
//! nothing else.
//!
//! It is done where the old name is there and the new one is not, so that doing it again changes nothing.

mod edits;
mod fields;
mod hint;
mod names;
mod tokens;

use super::handlers::Wanted;
use super::reconcile::{self, Change, Manner, Reconciled};
use super::{FileSet, Manifest, Merge, upgrade};
use crate::previous::Previous;
use std::collections::BTreeMap;
use zephyrix_ir::{Code, Diagnostics};

/// An old name and a new one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair {
    pub(crate) old: String,
    pub(crate) new: String,
}

/// What is called otherwise in Rust.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Renames {
    /// Types and traits.
    pub(crate) types: Vec<Pair>,
    /// Methods, each of a trait.
    pub(crate) methods: Vec<(Pair, Pair)>,
    /// Fields of records and variants of enums, each of a type.
    pub(crate) members: Vec<(Pair, Pair)>,
    /// Modules of groups, which are those of the user's files, too.
    pub(crate) modules: Vec<Pair>,
    /// Tables of the store.
    pub(crate) tables: Vec<Pair>,
}

impl Renames {
    fn is_empty(&self) -> bool {
        self.types.is_empty() && self.methods.is_empty() && self.members.is_empty() && self.modules.is_empty()
    }
}

/// Something that was changed in a file of the user's, or that the file is called otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Renamed {
    /// The file, as it is called now.
    pub path: String,
    /// What was there.
    pub from: String,
    /// What is there now.
    pub to: String,
}

impl Reconciled {
    /// The paths of files that are the user's from before, and lie elsewhere now.
    pub fn moved(&self) -> impl Iterator<Item = &str> {
        self.renamed.iter().filter(|it| it.path == it.to).map(|it| it.path.as_str())
    }

    /// What was in a file of the user's that lay elsewhere before.
    pub fn origin(&self, path: &str) -> Option<&str> {
        let moved = self.renamed.iter().find(|it| it.path == it.to && it.path == path)?;
        match self.changes.get(&moved.from)? {
            Change::Remove { before } => Some(before),
            _ => None,
        }
    }
}

const FOLDER: &str = "src/handlers/";
const MODULES: &str = "src/handlers/mod.rs";

/// Compares a set of files with what is there.
///
/// What must not be overwritten is reported as an error; then nothing may be written at all.
pub fn reconcile(files: &FileSet, previous: &Previous, manner: Manner<'_>, log: &mut Diagnostics) -> Reconciled {
    let found = log.all().len();
    let mut known = reconcile::manifest(previous, log);
    let taken = if manner.upgrade { upgrade::take(files, previous, &mut known, manner.layout) } else { Vec::new() };
    let mut all = followed(files, previous, known, manner, log);
    all.taken = taken;
    if log.all().iter().skip(found).any(|it| it.code == Code::ORPHAN_HANDLER) {
        hint::tell(files, previous, log);
    }
    all
}

/// The same with everything called as it is now.
fn followed(
    files: &FileSet,
    previous: &Previous,
    known: Manifest,
    manner: Manner<'_>,
    log: &mut Diagnostics,
) -> Reconciled {
    if files.renames.is_empty() {
        return reconcile::reconcile(files, previous, known, manner, log);
    }
    let mut at = Called::new(files, previous, known);
    at.move_files();
    at.edit_files();
    at.know(previous);
    let Called { now, known, came_from, renamed, .. } = at;
    let mut all = reconcile::reconcile(files, &now, known, manner, log);
    for (path, text) in &now.files {
        let Some(before) = previous.files.get(came_from.get(path).unwrap_or(path)) else { continue };
        let is_moved = came_from.contains_key(path);
        if before != text || is_moved {
            settle(&mut all, path, before, text, is_moved);
        }
    }
    for old in came_from.values().filter(|it| !now.files.contains_key(*it)) {
        let before = previous.files.get(old).cloned().unwrap_or_default();
        all.changes.insert(old.clone(), Change::Remove { before });
    }
    all.renamed = renamed;
    all
}

/// A change is from what is on disk, though it was found from what was made of that.
fn settle(all: &mut Reconciled, path: &str, before: &str, text: &str, is_moved: bool) {
    let after = match all.changes.remove(path) {
        Some(Change::Update { after, .. } | Change::Create(after)) => after,
        Some(gone @ Change::Remove { .. }) => {
            all.changes.insert(path.to_owned(), gone);
            return;
        }
        None => {
            all.unchanged = all.unchanged.saturating_sub(1);
            text.to_owned()
        }
    };
    let change = if is_moved { Change::Create(after) } else { Change::Update { before: before.to_owned(), after } };
    all.changes.insert(path.to_owned(), change);
}

/// What the user has, as it is to be called.
struct Called<'a> {
    files: &'a FileSet,
    now: Previous,
    /// What zephyrix wrote, under the names of now.
    known: Manifest,
    /// By the path of now: where a file was before.
    came_from: BTreeMap<String, String>,
    renamed: Vec<Renamed>,
}

impl<'a> Called<'a> {
    fn new(files: &'a FileSet, previous: &Previous, known: Manifest) -> Self {
        Self { files, now: previous.clone(), known, came_from: BTreeMap::new(), renamed: Vec::new() }
    }

    /// Whether nobody has touched a file: then it is not edited, but written as it is to be.
    fn follows(&self, path: &str) -> bool {
        let there = self.now.files.get(path);
        there.is_some_and(|there| self.known.whole(path).is_some_and(|it| it.is_left(there)))
    }

    /// A group's handlers go where those of its new name are looked for, unless there are some already.
    fn move_files(&mut self) {
        for it in &self.files.renames.modules {
            let [old, new] = [&it.old, &it.new].map(|it| format!("{FOLDER}{it}.rs"));
            let is_wanted = |path: &str| self.files.get(path).is_some_and(|it| is_handlers(it.merge.as_ref()));
            if self.now.files.contains_key(&new) || !is_wanted(&new) || self.files.get(&old).is_some() {
                continue;
            }
            if self.follows(&old) {
                continue;
            }
            let Some(text) = self.now.files.remove(&old) else { continue };
            self.now.files.insert(new.clone(), text);
            self.came_from.insert(new.clone(), old.clone());
            self.renamed.push(Renamed { path: new.clone(), from: old, to: new });
        }
    }

    fn edit_files(&mut self) {
        // Where the file did not move, its module did not either.
        let is_there = |it: &str| self.now.files.contains_key(&format!("{FOLDER}{it}.rs"));
        let modules = self.files.renames.modules.iter().filter(|it| is_there(&it.new) && !is_there(&it.old));
        let modules: Vec<Pair> = modules.cloned().collect();
        let is_edited = |path: &&String| path.starts_with(FOLDER) && !self.follows(path);
        let paths: Vec<String> = self.now.files.keys().filter(is_edited).cloned().collect();
        for path in &paths {
            let Some(text) = self.now.files.get_mut(path) else { continue };
            let declared = if path == MODULES { modules.as_slice() } else { &[] };
            let Some((after, done)) = edits::apply(text, &self.files.renames, declared) else { continue };
            *text = after;
            self.renamed.extend(done.into_iter().map(|Pair { old, new }| Renamed {
                path: path.clone(),
                from: old,
                to: new,
            }));
        }
    }
}

impl Called<'_> {
    /// What zephyrix wrote as a method is known by the names of now, too: nobody has touched it by renaming it.
    fn know(&mut self, previous: &Previous) {
        for (path, file) in self.files.iter() {
            let Some(Merge::Handlers { trait_name, methods }) = &file.merge else { continue };
            let was = self.came_from.get(path).map_or(path, String::as_str);
            let (Some(before), Some(now)) = (previous.files.get(was), self.now.files.get(path)) else { continue };
            if before == now {
                continue;
            }
            let mut types = self.files.renames.types.iter();
            let old = types.find(|it| it.new == *trait_name).map_or(trait_name, |it| &it.old);
            let wanted = Wanted { files: self.files, path, trait_name, methods };
            wanted.follow((was, old, before), now, &mut self.known);
        }
    }
}

fn is_handlers(merge: Option<&Merge>) -> bool {
    matches!(merge, Some(Merge::Handlers { .. }))
}

#[cfg(test)]
mod tests;

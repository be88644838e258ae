//! What is to be on disk, before any of it is; and what that means for what is there.

mod additions;
mod cargo_toml;
mod handlers;
mod layout;
mod lines;
mod manifest;
mod modules;
mod reconcile;
mod renames;
mod text;
mod tidy;
mod upgrade;

pub use additions::Addition;
pub use layout::{Layout, NoLayout};
pub use manifest::Manifest;
pub(crate) use manifest::hash;
pub use reconcile::{BASE, Change, Manner, Reconciled};
pub(crate) use renames::{Pair, Renames};
pub use renames::{Renamed, reconcile};
pub(crate) use tidy::rust;
pub use upgrade::{STEPS, Step, Taken, left_by, refuse_later, tell_earlier, this};

use std::collections::BTreeMap;

/// Who may change a file once it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// zephyrix: rewritten on every run, removed when nothing makes it any more.
    Generated,
    /// The user: written only when missing.
    Yours,
    /// The user, but for what [`Merge`] keeps up to date.
    Merged,
}

/// What is kept up to date in a file of the user's; everything else in it stays byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merge {
    /// `Cargo.toml`: what the service needs is there; nothing is taken away.
    CargoToml,
    /// A handler file: every method of the trait is there.
    Handlers {
        /// The trait.
        trait_name: String,
        /// Every method with the text of a stub for it.
        methods: Vec<(String, String)>,
    },
    /// The numbers of protobuf: all that is there was read, and is in the new text.
    Numbers,
    /// A `mod.rs`: every module is declared.
    Modules(Vec<String>),
    /// Text: what changes in what is made changes in it, too, unless the user has changed the same lines.
    Text,
    /// All of it, as long as nobody has touched it.
    Whole,
}

/// Whether a path is that of a Rust file.
pub(crate) fn is_rust(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|it| it.1 == "rs")
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Who may change it.
    pub owner: Owner,
    /// All of it, as it is when it is new.
    pub text: String,
    /// What is kept up to date in it, when it is merged.
    pub merge: Option<Merge>,
}

/// Files by path, relative to the project, `/` between folders.
#[derive(Clone, Debug, Default)]
pub struct FileSet {
    files: BTreeMap<String, File>,
    /// What the user's files call otherwise.
    pub(crate) renames: Renames,
}

impl FileSet {
    /// Adds a file.
    ///
    /// # Panics
    ///
    /// When two back ends claim one path: that is a bug of ours, not of the user.
    pub fn add(&mut self, path: impl Into<String>, owner: Owner, text: String) {
        self.put(path.into(), File { owner, text, merge: None });
    }

    /// Adds a Rust file, tidied.
    pub(crate) fn rust(&mut self, path: impl Into<String>, owner: Owner, text: &str) {
        self.add(path, owner, rust(text));
    }

    /// Adds a file of the user's in which something is kept up to date.
    pub(crate) fn merged(&mut self, path: impl Into<String>, text: String, merge: Merge) {
        self.put(path.into(), File { owner: Owner::Merged, text, merge: Some(merge) });
    }

    /// Every file, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    fn put(&mut self, path: String, file: File) {
        let taken = self.files.contains_key(&path);
        assert!(!taken, "two back ends write {path}");
        self.files.insert(path, file);
    }
}

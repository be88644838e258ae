//! What is to be on disk, before any of it is.

mod tidy;

pub(crate) use tidy::rust;

use std::collections::BTreeMap;

/// Who may change a file once it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// zephyrix: rewritten on every run, removed when nothing makes it any more.
    Generated,
    /// The user: written only when missing.
    Yours,
    /// Both: the user's, but some of it is kept up to date (keys of `Cargo.toml`, new stubs in a handler file).
    Merged,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Who may change it.
    pub owner: Owner,
    /// All of it.
    pub text: String,
}

/// Files by path, relative to the project, `/` between folders.
#[derive(Clone, Debug, Default)]
pub struct FileSet(BTreeMap<String, File>);

impl FileSet {
    /// Adds a file.
    ///
    /// # Panics
    ///
    /// When two back ends claim one path: that is a bug of ours, not of the user.
    pub(crate) fn add(&mut self, path: impl Into<String>, owner: Owner, text: String) {
        let path = path.into();
        let taken = self.0.insert(path.clone(), File { owner, text });
        assert!(taken.is_none(), "two back ends write {path}");
    }

    /// Adds a Rust file, tidied.
    pub(crate) fn rust(&mut self, path: impl Into<String>, owner: Owner, text: &str) {
        self.add(path, owner, rust(text));
    }

    /// Every file, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &File)> {
        self.0.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.0.get(path)
    }
}

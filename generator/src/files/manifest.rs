//! `.zephyrix/manifest.json`: who owns which file, and what zephyrix last wrote into it.

use super::{FileSet, Owner};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What the last run wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this format.
    version: u32,
    /// By path, relative to the project.
    files: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "owner", rename_all = "lowercase", deny_unknown_fields)]
enum Entry {
    Generated { sha256: String },
    Yours,
    Merged,
}

impl Manifest {
    /// Where it is kept, relative to the project.
    pub const PATH: &'static str = ".zephyrix/manifest.json";

    /// Reads a manifest.
    ///
    /// # Errors
    ///
    /// A sentence, when the text is not one.
    pub fn parse(text: &str) -> Result<Self, String> {
        let found: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if found.version == VERSION { Ok(found) } else { Err(format!("its version is {}", found.version)) }
    }

    /// Its text.
    pub fn to_text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Every file zephyrix has ever written here and not taken away.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The paths of generated files.
    pub(super) fn generated(&self) -> impl Iterator<Item = &str> {
        let generated = self.files.iter().filter(|(_, entry)| matches!(entry, Entry::Generated { .. }));
        generated.map(|(path, _)| path.as_str())
    }

    /// Whether zephyrix has written the path before.
    pub(super) fn knows(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether the text is what zephyrix last wrote to the path.
    pub fn is_untouched(&self, path: &str, text: &str) -> bool {
        matches!(self.files.get(path), Some(Entry::Generated { sha256 }) if *sha256 == hash(text))
    }

    /// The manifest of a set of files.
    pub(super) fn of(files: &FileSet) -> Self {
        let entry = |owner: Owner, text: &str| match owner {
            Owner::Generated => Entry::Generated { sha256: hash(text) },
            Owner::Yours => Entry::Yours,
            Owner::Merged => Entry::Merged,
        };
        let files = files.iter().map(|(path, it)| (path.to_owned(), entry(it.owner, &it.text)));
        Self { version: VERSION, files: files.collect() }
    }

    /// Remembers what `before` knew of the user's files, so that one the user took away is not made again.
    pub(super) fn remember(&mut self, before: &Self) {
        for (path, entry) in &before.files {
            if !matches!(entry, Entry::Generated { .. }) {
                self.files.entry(path.clone()).or_insert_with(|| entry.clone());
            }
        }
    }
}

const VERSION: u32 = 1;

/// SHA-256, in hexadecimal digits.
pub(crate) fn hash(text: &str) -> String {
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

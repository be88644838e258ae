//! `.zephyrix/manifest.json`: who owns which file, and what zephyrix last wrote into it.

use super::lines::plain;
use super::{FileSet, Owner, upgrade};
use semver::Version;
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
    /// The version of zephyrix that wrote it; the first projects do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    zephyrix: Option<Version>,
    /// Where steps of an upgrade are due: the version from which on they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    upgrade_from: Option<Version>,
    /// By path, relative to the project.
    files: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "owner", rename_all = "lowercase", deny_unknown_fields)]
enum Entry {
    Generated {
        sha256: String,
    },
    Yours,
    Merged {
        /// All of it, when zephyrix wrote all of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        whole: Option<Written>,
        /// By trait and name, `PetsApi::get_pet`: methods that zephyrix wrote.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        methods: BTreeMap<String, Written>,
    },
}

/// Something of the user's that zephyrix wrote: as long as it is as it was left, it may follow what would be made now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Written {
    /// The mark of the text as it was made, before it was laid out.
    pub(super) made: String,
    /// The mark of the text as it was left.
    pub(super) left: String,
}

impl TryFrom<String> for Written {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (made, left) = text.split_once(' ').ok_or("what was written has two marks")?;
        Ok(Self { made: made.to_owned(), left: left.to_owned() })
    }
}

impl From<Written> for String {
    fn from(it: Written) -> Self {
        format!("{} {}", it.made, it.left)
    }
}

impl Written {
    /// Of a text that was made so, and left so.
    pub(super) fn of(made: &str, left: &str) -> Self {
        Self { made: mark(made), left: mark(left) }
    }

    /// The same, left otherwise by what is no edit of the user's.
    pub(super) fn left_as(&self, left: &str) -> Self {
        Self { made: self.made.clone(), left: mark(left) }
    }

    /// Whether a text is as it was left.
    pub(super) fn is_left(&self, there: &str) -> bool {
        self.left == mark(there)
    }

    /// Whether the same would be made now.
    pub(super) fn is_made(&self, now: &str) -> bool {
        self.made == mark(now)
    }
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
        // Version 1 is one in which nothing is known of what zephyrix wrote into files of the user's.
        match found.version {
            1 | VERSION => Ok(found),
            other => Err(format!("its version is {other}, of a later zephyrix")),
        }
    }

    /// The version that wrote a manifest, even where that is one of which this one can read nothing else.
    pub fn maker(text: &str) -> Option<Version> {
        serde_json::from_str::<Maker>(text).ok()?.zephyrix
    }

    /// The version up to which the project is upgraded; `None`: to this one, as far as anybody can tell.
    pub(super) fn level(&self) -> Option<Version> {
        let of_the_first = || (self.version == 1).then(|| Version::new(0, 0, 0));
        self.upgrade_from.clone().or_else(|| self.zephyrix.clone()).or_else(of_the_first)
    }

    /// Notes that every step is taken.
    pub(super) fn set_upgraded(&mut self) {
        (self.version, self.zephyrix, self.upgrade_from) = (VERSION, Some(upgrade::this()), None);
    }

    /// Notes that zephyrix made a file in which it keeps something up to date, whatever it was taken for before.
    pub(super) fn set_merged(&mut self, path: &str) {
        let merged = || Entry::Merged { whole: None, methods: BTreeMap::new() };
        let entry = self.files.entry(path.to_owned()).or_insert_with(merged);
        if matches!(entry, Entry::Yours) {
            *entry = merged();
        }
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

    /// The paths of the user's files that zephyrix adds to.
    pub(super) fn merged(&self) -> impl Iterator<Item = &str> {
        let merged = self.files.iter().filter(|(_, entry)| matches!(entry, Entry::Merged { .. }));
        merged.map(|(path, _)| path.as_str())
    }

    /// Whether zephyrix has written the path before.
    pub(super) fn knows(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether the text is what zephyrix last wrote to the path.
    pub fn is_untouched(&self, path: &str, text: &str) -> bool {
        matches!(self.files.get(path), Some(Entry::Generated { sha256 }) if *sha256 == hash(&plain(text)))
    }

    /// What zephyrix wrote when it wrote all of a file of the user's.
    pub(super) fn whole(&self, path: &str) -> Option<&Written> {
        match self.files.get(path)? {
            Entry::Merged { whole, .. } => whole.as_ref(),
            _ => None,
        }
    }

    /// What zephyrix wrote as a method.
    pub(super) fn method(&self, path: &str, key: &str) -> Option<&Written> {
        match self.files.get(path)? {
            Entry::Merged { methods, .. } => methods.get(key),
            _ => None,
        }
    }

    /// Notes what was written as all of a file of the user's.
    pub(super) fn set_whole(&mut self, path: &str, written: Written) {
        if let Some(Entry::Merged { whole, .. }) = self.files.get_mut(path) {
            *whole = Some(written);
        }
    }

    /// Notes what was written as a method, in whichever file that is.
    pub(super) fn set_method(&mut self, path: &str, key: String, written: Written) {
        let entry = self.files.entry(path.to_owned());
        let entry = entry.or_insert_with(|| Entry::Merged { whole: None, methods: BTreeMap::new() });
        if let Entry::Merged { methods, .. } = entry {
            methods.insert(key, written);
        }
    }

    /// The manifest of a set of files.
    pub(super) fn of(files: &FileSet) -> Self {
        let entry = |owner: Owner, text: &str| match owner {
            Owner::Generated => Entry::Generated { sha256: hash(text) },
            Owner::Yours => Entry::Yours,
            Owner::Merged => Entry::Merged { whole: None, methods: BTreeMap::new() },
        };
        let files = files.iter().map(|(path, it)| (path.to_owned(), entry(it.owner, &it.text)));
        Self { version: VERSION, zephyrix: Some(upgrade::this()), upgrade_from: None, files: files.collect() }
    }

    /// Remembers what `before` knew of the user's files, so that one the user took away is not made again.
    pub(super) fn remember(&mut self, before: &Self, is_forgotten: impl Fn(&str) -> bool) {
        self.upgrade_from = before.level().filter(upgrade::is_due);
        for (path, entry) in before.files.iter().filter(|(path, _)| !is_forgotten(path)) {
            match entry {
                Entry::Generated { .. } => {}
                Entry::Yours => drop(self.files.entry(path.clone()).or_insert(Entry::Yours)),
                Entry::Merged { whole, methods } => {
                    if let Some(whole) = whole {
                        self.set_whole(path, whole.clone());
                    }
                    self.files.entry(path.clone()).or_insert_with(|| entry.clone());
                    for (key, written) in methods {
                        self.set_method(path, key.clone(), written.clone());
                    }
                }
            }
        }
    }

    /// Forgets methods that nothing wants, and files that were known for those alone.
    pub(super) fn keep_methods(&mut self, is_wanted: impl Fn(&str) -> bool, is_made: impl Fn(&str) -> bool) {
        self.files.retain(|path, entry| {
            let Entry::Merged { whole: None, methods } = entry else { return true };
            let is_for_methods = !methods.is_empty();
            methods.retain(|key, _| is_wanted(key));
            !is_for_methods || !methods.is_empty() || is_made(path)
        });
        for entry in self.files.values_mut() {
            if let Entry::Merged { methods, .. } = entry {
                methods.retain(|key, _| is_wanted(key));
            }
        }
    }

    /// Whether a file of the user's is known for nothing but methods that were written into it.
    pub(super) fn is_for_methods(&self, path: &str) -> bool {
        matches!(self.files.get(path), Some(Entry::Merged { whole: None, methods }) if !methods.is_empty())
    }
}

const VERSION: u32 = 2;

/// What every version can read of a manifest.
#[derive(Deserialize)]
struct Maker {
    zephyrix: Option<Version>,
}

/// SHA-256, in hexadecimal digits.
pub(crate) fn hash(text: &str) -> String {
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// What tells a text from another one: an accident must not, and nobody gains by a likeness.
fn mark(text: &str) -> String {
    let mut mark = hash(&plain(text));
    mark.truncate(16);
    mark
}

//! What the last run left, and what the user made of it: an input like any other.

use std::collections::BTreeMap;

/// Where the numbers of protobuf are kept that were given out.
pub const NUMBERS: &str = "proto/numbers.toml";

/// The project as it is on disk, as far as generation depends on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Previous {
    /// The text of every file that zephyrix wrote or may add to, by path relative to the project.
    pub files: BTreeMap<String, String>,
    /// The names of the files under `migrations/`, sorted.
    pub migrations: Vec<String>,
}

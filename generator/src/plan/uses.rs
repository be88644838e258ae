//! The `use` lines of a file: collected while its text is made, so that none is missing or idle.

use std::collections::{BTreeMap, BTreeSet};

/// Paths a file names by their last word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Uses(BTreeSet<String>);

impl Uses {
    /// Uses `path`, and gives back the name to write.
    pub(crate) fn add(&mut self, path: &str) -> String {
        self.0.insert(path.to_owned());
        path.rsplit("::").next().unwrap_or(path).to_owned()
    }

    /// Uses several.
    pub(crate) fn all(&mut self, paths: &[&str]) {
        self.0.extend(paths.iter().map(|it| (*it).to_owned()));
    }

    /// One line a parent, as rustfmt sorts them: `use a::b::{C, D};`.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut parents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for path in &self.0 {
            let (parent, name) = path.rsplit_once("::").unwrap_or(("", path));
            parents.entry(parent).or_default().push(name);
        }
        let mut parents: Vec<_> = parents.into_iter().collect();
        // rustfmt puts `crate`, `self` and `super` before other crates, which plain order does too, but for `axum`.
        parents.sort_by_key(|(parent, _)| (!parent.starts_with("crate"), (*parent).to_owned()));
        let line = |(parent, mut names): (&str, Vec<&str>)| {
            // Functions before types, each in order: the version sort of rustfmt's 2024 style.
            names.sort_by_key(|it| (it.starts_with(char::is_uppercase), (*it).to_owned()));
            match names.as_slice() {
                [one] => format!("use {parent}::{one};"),
                many => format!("use {parent}::{{{}}};", many.join(", ")),
            }
        };
        parents.into_iter().map(line).collect()
    }
}

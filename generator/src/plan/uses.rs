//! The `use` lines of a file: collected while its text is made, so that none is missing or idle.

use std::collections::{BTreeMap, BTreeSet};

/// Paths a file names by their last word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Uses {
    paths: BTreeSet<String>,
    /// Whether names are written with their whole path, where no `use` line can be added.
    qualified: bool,
}

impl Uses {
    /// No `use` lines: every name is written with its whole path.
    pub(crate) fn qualified() -> Self {
        Self { qualified: true, ..Self::default() }
    }

    /// Uses `path`, and gives back the name to write.
    pub(crate) fn add(&mut self, path: &str) -> String {
        if self.qualified {
            return path.to_owned();
        }
        self.paths.insert(path.to_owned());
        path.rsplit("::").next().unwrap_or(path).to_owned()
    }

    /// Uses several.
    pub(crate) fn all(&mut self, paths: &[&str]) {
        self.paths.extend(paths.iter().map(|it| (*it).to_owned()));
    }

    /// Whether anything of a crate is used.
    pub(crate) fn names(&self, krate: &str) -> bool {
        self.paths.iter().any(|it| it.split("::").next() == Some(krate))
    }

    /// One line a parent, as rustfmt sorts them: `use a::b::{C, D};`.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut parents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for path in &self.paths {
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

//! Files of the user's in which zephyrix keeps something up to date.

use super::{BASE, Change, Run};
use crate::files::lines::{like, same};
use crate::files::manifest::Written;
use crate::files::text::{self, Merged};
use crate::files::{File, Merge, cargo_toml, modules};
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

impl Run<'_> {
    /// What is to be done to a file of the user's.
    pub(super) fn merged(
        &mut self,
        path: &str,
        file: &File,
        there: Option<&str>,
        gone: &[String],
        log: &mut Diagnostics,
    ) -> Option<Change> {
        let merge = file.merge.as_ref()?;
        let Some(there) = there else { return self.missing(path, file, merge) };
        let after = match merge {
            Merge::Text => return self.text(path, file, there),
            Merge::Numbers => file.text.clone(),
            Merge::CargoToml => {
                let base = self.base(path).map(str::to_owned);
                let merged = cargo_toml::merge(path, there, base.as_deref(), &file.text, log)?;
                self.set_base(path, &file.text);
                merged
            }
            Merge::Whole | Merge::Modules(_) | Merge::Handlers { .. } if self.is_whole(path) => {
                let written = self.known.whole(path)?;
                if written.is_made(&file.text) {
                    return None;
                }
                self.whole.insert(path.to_owned());
                file.text.clone()
            }
            Merge::Whole => {
                self.tell_if_behind(path, file, log);
                return None;
            }
            Merge::Modules(wanted) => modules::merge(there, wanted, &modules_of(path, gone)),
            // All together, at the end.
            Merge::Handlers { .. } => return None,
        };
        let after = like(there, after);
        (after != there).then(|| Change::Update { before: there.to_owned(), after })
    }

    /// A file that is not there: what the user took away stays away, but for what nothing works without.
    fn missing(&mut self, path: &str, file: &File, merge: &Merge) -> Option<Change> {
        let is_known = self.known.knows(path);
        match merge {
            // Handlers may be implemented elsewhere.
            Merge::Handlers { .. } | Merge::Text | Merge::Whole if is_known => return None,
            Merge::Text | Merge::CargoToml => self.set_base(path, &file.text),
            Merge::Numbers => {}
            Merge::Handlers { .. } | Merge::Whole | Merge::Modules(_) => drop(self.whole.insert(path.to_owned())),
        }
        Some(Change::Create(file.text.clone()))
    }

    /// Whether all of a file is zephyrix's, untouched since.
    pub(super) fn is_whole(&self, path: &str) -> bool {
        let there = self.previous.files.get(path);
        there.is_some_and(|there| self.known.whole(path).is_some_and(|it| it.is_left(there)))
    }

    /// Line by line, against what was made before. A file of which that is not known is the user's alone.
    fn text(&mut self, path: &str, file: &File, there: &str) -> Option<Change> {
        let Some(base) = self.base(path) else {
            if same(there, &file.text) {
                self.set_base(path, &file.text);
            }
            return None;
        };
        if text::is_in_conflict(there) {
            self.all.conflicts.push(path.to_owned());
            return None;
        }
        let merged = text::merge(base, there, &file.text);
        self.set_base(path, &file.text);
        let after = match merged {
            Merged::Same => return None,
            Merged::Clean(after) => after,
            Merged::Conflict(after) => {
                self.all.conflicts.push(path.to_owned());
                after
            }
        };
        Some(Change::Update { before: there.to_owned(), after })
    }

    /// What zephyrix last made of a file.
    pub(super) fn base(&self, path: &str) -> Option<&str> {
        self.previous.files.get(&format!("{BASE}{path}")).map(String::as_str)
    }

    fn set_base(&mut self, path: &str, text: &str) {
        let base = format!("{BASE}{path}");
        let change = match self.previous.files.get(&base) {
            Some(before) if same(before, text) => return,
            Some(before) => Change::Update { before: before.clone(), after: text.to_owned() },
            None => Change::Create(text.to_owned()),
        };
        self.all.changes.insert(base, change);
    }

    /// Says once that the user's file was made for another contract.
    fn tell_if_behind(&mut self, path: &str, file: &File, log: &mut Diagnostics) {
        let Some(written) = self.known.whole(path).filter(|it| !it.is_made(&file.text)) else { return };
        let told = Written { made: Written::of(&file.text, "").made, left: written.left.clone() };
        self.next.set_whole(path, told);
        let message = format!("`{path}` is yours by now, and would be written otherwise for this contract");
        let help = format!("`zephyrix generate --print {path}` shows how: take over what you need");
        log.push(Diagnostic::new(Code::BEHIND, None, message).help(help));
    }
}

/// The modules whose files go, of those that a file declares.
fn modules_of<'g>(path: &str, gone: &'g [String]) -> Vec<&'g str> {
    let folder = path.rsplit_once('/').map_or("", |it| it.0);
    let module = |it: &'g String| it.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".rs");
    gone.iter().filter_map(module).filter(|it| !it.contains('/')).collect()
}

//! What was done, a line a file.

use super::Terminal;
use crate::format::is_rust;
use crate::vendor;
use std::collections::BTreeMap;
use zephyrix_generator::{BASE, Change, Manifest, Reconciled};

/// Says what was done, or would be.
pub(crate) fn summary(terminal: Terminal, done: &Reconciled, would: bool) {
    for line in lines(done) {
        terminal.tell(line);
    }
    needs_you(terminal, done);
    for path in &done.conflicts {
        terminal.tell(format!("{:<10}{path}", "conflict"));
    }
    let counts = counts(done);
    terminal.tell(if would { format!("would be: {counts}") } else { counts });
}

/// Says that nothing has happened since the last run, which left so many files up to date and gave so many warnings.
pub(crate) fn nothing_new(terminal: Terminal, files: usize, warnings: usize) {
    if warnings > 0 {
        terminal.tell(format!("{warnings} warnings as before: `zephyrix lint` shows them"));
    }
    terminal.tell(format!("{files} unchanged"));
}

/// Says which methods wait to be written.
pub(crate) fn needs_you(terminal: Terminal, done: &Reconciled) {
    for (path, methods) in &waiting(done) {
        terminal.tell(format!("{:<10}{path}: {}", "needs you", methods.join(", ")));
    }
}

/// A line for each change. Notes of zephyrix to itself are not worth one, and the runtime's copy is worth one.
fn lines(done: &Reconciled) -> Vec<String> {
    let mut lines = Vec::new();
    let mut vendored: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, change) in done.changes.iter().filter(|(path, _)| is_told(path)) {
        if path.starts_with(vendor::FOLDER) {
            *vendored.entry(word(change)).or_default() += 1;
        } else {
            lines.push(format!("{:<10}{path}", word(change)));
        }
    }
    lines.extend(done.renamed.iter().map(|it| format!("{:<10}{}: {} → {}", "renamed", it.path, it.from, it.to)));
    lines.extend(vendored.iter().map(|(word, n)| format!("{word:<10}{} ({n} files)", vendor::FOLDER)));
    lines
}

/// Whether a file is more than a note of zephyrix to itself.
fn is_told(path: &str) -> bool {
    path != Manifest::PATH && !path.starts_with(BASE)
}

/// `3 created, 1 updated, 40 unchanged`.
pub(crate) fn counts(done: &Reconciled) -> String {
    let changed = done.changes.iter().filter(|(path, _)| is_told(path));
    let changed: Vec<&str> = changed.map(|(_, change)| word(change)).collect();
    let count = |word: &str| (changed.iter().filter(|it| **it == word).count(), word.to_owned());
    let all = ["created", "updated", "removed"].map(count);
    let all = all.into_iter().chain([(done.unchanged, "unchanged".to_owned())]);
    let said: Vec<String> = all.filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    said.join(", ")
}

fn word(change: &Change) -> &'static str {
    match change {
        Change::Create(_) => "created",
        Change::Update { .. } => "updated",
        Change::Remove { .. } => "removed",
    }
}

/// The methods that answer 501 until the user writes them, by file: those in new files, and those added to old ones.
fn waiting(done: &Reconciled) -> BTreeMap<&str, Vec<String>> {
    let mut needs: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (path, change) in done.changes.iter().filter(|(path, _)| path.starts_with("src/") && is_rust(path)) {
        let (before, after) = match change {
            Change::Create(text) => (done.origin(path).unwrap_or_default(), text),
            Change::Update { before, after } => (before.as_str(), after),
            Change::Remove { .. } => continue,
        };
        let waited: Vec<&str> = unwritten(before).collect();
        let methods: Vec<String> = unwritten(after).filter(|it| !waited.contains(it)).map(str::to_owned).collect();
        if !methods.is_empty() {
            needs.insert(path, methods);
        }
    }
    needs
}

/// The methods of which a text says that nobody has written them.
fn unwritten(text: &str) -> impl Iterator<Item = &str> {
    text.split("Unwritten::new(\"").skip(1).filter_map(|it| it.split('"').next())
}

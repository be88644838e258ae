//! What nothing makes any more: what zephyrix wrote goes, what somebody has touched is theirs.

use super::{BASE, Change, Manifest, Run, refusal};
use crate::files::FileSet;
use crate::files::lines::same;
use crate::previous::{NUMBERS, Previous};
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// Removes what is zephyrix's own; the paths of the user's files that go with that are returned.
pub(super) fn orphans(run: &mut Run<'_>, log: &mut Diagnostics) -> Vec<String> {
    let mut gone = Vec::new();
    let orphans: Vec<String> =
        run.known.generated().filter(|it| run.files.get(it).is_none()).map(str::to_owned).collect();
    for path in orphans {
        let Some(text) = run.previous.files.get(&path) else { continue };
        if run.manner.force || run.known.is_untouched(&path, text) {
            run.all.changes.insert(path, Change::Remove { before: text.clone() });
        } else {
            log.push(refusal(&path, true));
        }
    }
    for path in left(run.files, &run.known) {
        let base = format!("{BASE}{path}");
        if let Some(before) = run.previous.files.get(&base) {
            run.all.changes.insert(base, Change::Remove { before: before.clone() });
        }
        let Some(text) = run.previous.files.get(&path) else { continue };
        if run.is_whole(&path) || run.base(&path).is_some_and(|it| same(it, text)) {
            run.all.changes.insert(path.clone(), Change::Remove { before: text.clone() });
            gone.push(path);
        } else {
            log.push(found(&path));
        }
    }
    gone
}

fn found(path: &str) -> Diagnostic {
    let help = "it is yours: move what you still need, and delete it";
    if path.starts_with("src/handlers/") {
        let message = format!("`{path}` is for operations that are gone, all of them");
        return Diagnostic::new(Code::ORPHAN_HANDLER, None, message).help(help);
    }
    Diagnostic::new(Code::ORPHAN_FILE, None, format!("nothing makes `{path}` any more")).help(help)
}

/// Files of the user's that were made once, and are not any more.
fn left(files: &FileSet, known: &Manifest) -> Vec<String> {
    let is_left = |path: &&str| files.get(path).is_none() && is_of_a_file(path, known);
    known.merged().filter(is_left).map(str::to_owned).collect()
}

/// Whether zephyrix made the file, and did not just write methods into it. Numbers that were given out stay so.
fn is_of_a_file(path: &str, known: &Manifest) -> bool {
    path != NUMBERS && !known.is_for_methods(path)
}

/// Whether nothing needs to be known of a path any more: it was told of, or is gone.
pub(super) fn is_forgotten(path: &str, files: &FileSet, previous: &Previous, known: &Manifest) -> bool {
    let is_there = previous.files.contains_key(path);
    files.get(path).is_none() && known.merged().any(|it| it == path) && (is_of_a_file(path, known) || !is_there)
}

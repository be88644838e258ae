//! Reviewed output, as plain files under `snapshots/`.

use crate::folder::{self, Texts};
use similar::TextDiff;
use std::path::Path;

/// Whether snapshots are to be rewritten: `UPDATE=1`.
pub fn updates() -> bool {
    std::env::var_os("UPDATE").is_some_and(|it| it == "1")
}

/// How a folder differs from what was made: empty when it does not.
pub fn difference(snapshot: &Path, made: &Texts) -> String {
    let there = folder::read(snapshot);
    let mut text = String::new();
    for (path, made) in made {
        match there.get(path) {
            Some(there) if there == made => {}
            there => text.push_str(&patch(path, there.map_or("", String::as_str), made)),
        }
    }
    for (path, there) in there.iter().filter(|(path, _)| !made.contains_key(*path)) {
        text.push_str(&patch(path, there, ""));
    }
    text
}

fn patch(path: &str, there: &str, made: &str) -> String {
    let diff = TextDiff::from_lines(there, made);
    diff.unified_diff().context_radius(3).header(&format!("snapshot/{path}"), &format!("made/{path}")).to_string()
}

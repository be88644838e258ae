//! New code of the user's, as rustfmt would leave it: what is theirs must pass their `cargo fmt --check`.
//!
//! Generated code is laid out by the generator and skipped by rustfmt, so that it is the same on every machine.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use zephyrix_generator::{Change, FileSet, Merge, Owner, Reconciled};

/// Lays out new files of the user's and new stubs, where rustfmt is installed. `near`: the folder whose settings hold.
pub(crate) fn tidy(todo: &mut Reconciled, files: &FileSet, near: &Path) {
    let near = near.ancestors().find(|it| it.is_dir()).unwrap_or(near).to_owned();
    let stubs = std::mem::take(&mut todo.stubs);
    let mut new = Vec::new();
    let moved: Vec<String> = todo.moved().map(str::to_owned).collect();
    for (path, change) in &mut todo.changes {
        let Some(file) = files.get(path).filter(|it| it.owner != Owner::Generated && is_rust(path)) else {
            continue;
        };
        // What only moves is laid out as its author has it.
        let is_new = !moved.contains(path);
        match (change, is_new) {
            (Change::Create(text), true) => new.push(text),
            (Change::Create(after) | Change::Update { after, .. }, _) => {
                let added = stubs.iter().filter(|(at, _)| at == path).map(|(_, method)| method.as_str());
                let texts = texts(file.merge.as_ref(), added);
                if let Some(tidy) = with_tidy_stubs(after, &texts, &near) {
                    *after = tidy;
                }
            }
            (Change::Remove { .. }, _) => {}
        }
    }
    todo.stubs = stubs;
    // rustfmt would look for the files of a file's modules, unless it has the text from its standard input.
    let has_modules = |text: &str| text.lines().any(|it| it.trim_start_matches("pub ").starts_with("mod "));
    let (rooted, alone): (Vec<_>, Vec<_>) = new.into_iter().partition(|it| has_modules(it));
    for text in rooted {
        if let Some(tidy) = rustfmt(text, &near) {
            *text = tidy;
        }
    }
    // Where that fails, they stay as the generator laid them out.
    let _ = all_at_once(alone, &near);
}

/// Lays out files of no modules by one process: to start one takes longer than most files do.
fn all_at_once(texts: Vec<&mut String>, near: &Path) -> std::io::Result<()> {
    if texts.is_empty() {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let path = |at: usize| folder.path().join(format!("{at}.rs"));
    for (at, text) in texts.iter().enumerate() {
        std::fs::write(path(at), text)?;
    }
    let mut command = Command::new("rustfmt");
    command.args(["--edition", "2024", "--quiet"]).args((0..texts.len()).map(path));
    // The files lie elsewhere; without settings, rustfmt does not take a folder for them.
    let settings =
        |folder: &Path| ["rustfmt.toml", ".rustfmt.toml"].map(|it| folder.join(it)).into_iter().find(|it| it.is_file());
    if let Some(settings) = near.ancestors().find_map(settings) {
        command.arg("--config-path").arg(settings);
    }
    let done = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if done.success() {
        for (at, text) in texts.into_iter().enumerate() {
            *text = std::fs::read_to_string(path(at))?;
        }
    }
    Ok(())
}

/// The stubs of some methods as they were added, without the line break at the end of each.
fn texts<'a>(merge: Option<&Merge>, added: impl Iterator<Item = &'a str>) -> Vec<String> {
    let Some(Merge::Handlers { methods, .. }) = merge else { return Vec::new() };
    let text = |name: &str| methods.iter().find(|(it, _)| it == name).map(|(_, text)| text.trim_end().to_owned());
    added.filter_map(text).collect()
}

/// The text in which the stubs, which stand in it one after another, are laid out.
fn with_tidy_stubs(text: &str, stubs: &[String], near: &Path) -> Option<String> {
    if stubs.is_empty() {
        return None;
    }
    let joined = stubs.join("\n\n");
    let tidy = rustfmt(&format!("impl X {{\n{joined}\n}}\n"), near)?;
    let tidy = tidy.strip_prefix("impl X {\n")?.strip_suffix("\n}\n")?;
    let breaks = if text.contains("\r\n") { "\r\n" } else { "\n" };
    Some(text.replacen(&joined.replace('\n', breaks), &tidy.replace('\n', breaks), 1))
}

/// Whether a path is that of a Rust file.
pub(crate) fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|it| it == "rs")
}

fn rustfmt(text: &str, near: &Path) -> Option<String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--quiet"])
        .current_dir(near)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let text = text.to_owned();
    // From a thread: both pipes may be full at once.
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_stubs_change_in_a_file_that_is_there() {
        let text = "impl A for B {\r\n    fn mine( ) {}\r\n\r\n    fn a( ) {}\r\n\r\n    fn b( ) {}\r\n}\r\n";
        let stubs = ["    fn a( ) {}".to_owned(), "    fn b( ) {}".to_owned()];
        let Some(tidy) = with_tidy_stubs(text, &stubs, Path::new(".")) else { return };
        assert_eq!(tidy, "impl A for B {\r\n    fn mine( ) {}\r\n\r\n    fn a() {}\r\n\r\n    fn b() {}\r\n}\r\n");
    }
}

//! New code of the user's, as rustfmt would leave it: what is theirs must pass their `cargo fmt --check`.
//!
//! Generated code is laid out by the generator and skipped by rustfmt, so that it is the same on every machine.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use zephyrix_generator::Layout;

/// rustfmt, where it is installed, with the settings that hold in a folder.
pub(crate) struct Rustfmt {
    near: PathBuf,
}

impl Rustfmt {
    /// With the settings of a folder, or of the nearest that there is above it.
    pub(crate) fn near(folder: &Path) -> Self {
        Self { near: folder.ancestors().find(|it| it.is_dir()).unwrap_or(folder).to_owned() }
    }
}

impl Layout for Rustfmt {
    fn lay_out(&self, files: &mut [String]) {
        // rustfmt would look for the files of a file's modules, unless it has the text from its standard input.
        let has_modules = |text: &str| text.lines().any(|it| it.trim_start_matches("pub ").starts_with("mod "));
        let (rooted, alone): (Vec<_>, Vec<_>) = files.iter_mut().partition(|it| has_modules(it));
        let one_by_one = |texts: Vec<&mut String>| {
            for text in texts {
                if let Some(tidy) = rustfmt(text, &self.near) {
                    *text = tidy;
                }
            }
        };
        one_by_one(rooted);
        match alone.len() {
            1 => one_by_one(alone),
            // Where that fails, they stay as the generator laid them out.
            _ => drop(all_at_once(alone, &self.near)),
        }
    }
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

//! Files as they were at a revision of a repository.

use super::loader::MAX;
use crate::paths::plain;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use zephyrix_generator::Loader;

/// The files of a revision, by their path from a folder of the repository.
#[derive(Debug)]
pub(crate) struct Revision {
    root: PathBuf,
    commit: String,
    /// From the root; paths are from here.
    base: PathBuf,
    /// What was asked for before: imports are looked for again and again.
    known: RefCell<BTreeMap<String, Result<String, String>>>,
}

impl Revision {
    /// A revision that the repository at `root` has: a branch, a tag, a commit.
    ///
    /// # Errors
    /// In words, where it has none of that name, or there is no git.
    pub(crate) fn of(root: &Path, name: &str) -> Result<Self, String> {
        let ask = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
        let output = git(root).args(ask).arg(format!("{name}^{{commit}}")).output();
        let output = output.map_err(|error| format!("git cannot be run: {error}"))?;
        let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if output.status.success() && !commit.is_empty() {
            Ok(Self { root: root.to_owned(), commit, base: PathBuf::new(), known: RefCell::default() })
        } else {
            Err(format!("the repository has no revision `{name}`"))
        }
    }

    /// The same, by paths from a folder.
    pub(crate) fn below_folder(self, base: &str) -> Self {
        Self { base: PathBuf::from(base), known: RefCell::default(), ..self }
    }

    /// Where a path is, from the root of the repository.
    pub(crate) fn in_repository(&self, path: &str) -> String {
        plain(&self.base.join(path)).to_string_lossy().replace('\\', "/")
    }

    /// Every file below a folder, in order; none where there is no such folder.
    ///
    /// # Errors
    /// In words, where git cannot be run.
    pub(crate) fn below(&self, folder: &str) -> Result<Vec<String>, String> {
        let place = self.in_repository(folder);
        let inside = if place.is_empty() { self.commit.clone() } else { format!("{}:{place}", self.commit) };
        let output = git(&self.root).args(["ls-tree", "-r", "-z", "--name-only", "--full-tree"]).arg(inside).output();
        let output = output.map_err(|error| format!("git cannot be run: {error}"))?;
        // Where it is a file, or is not there, git says so by failing.
        let names = if output.status.success() { String::from_utf8_lossy(&output.stdout) } else { "".into() };
        let path = |it: &str| if folder.is_empty() { it.to_owned() } else { format!("{folder}/{it}") };
        Ok(names.split('\0').filter(|it| !it.is_empty()).map(path).collect())
    }

    /// The text at a path from the root, if it has at most so many bytes.
    fn text(&self, path: &str, most: u64) -> Result<String, String> {
        let mut git = git(&self.root);
        git.args(["cat-file", "blob"])
            .arg(format!("{}:{path}", self.commit))
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = git.spawn().map_err(|error| format!("git cannot be run: {error}"))?;
        let bytes = read(&mut child, most);
        if !bytes.as_ref().is_ok_and(|it| it.len() as u64 <= most) {
            // Whoever is not read to the end would wait for ever.
            let _ = child.kill();
        }
        let status = child.wait().map_err(|error| error.to_string())?;
        let bytes = bytes?;
        if bytes.len() as u64 > most {
            return Err("it is larger than 256 MiB".to_owned());
        }
        if bytes.is_empty() && !status.success() {
            return Err("there is no such file at that revision".to_owned());
        }
        String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
    }
}

impl Loader for Revision {
    fn load(&self, path: &str) -> Result<String, String> {
        let path = self.in_repository(path);
        if let Some(known) = self.known.borrow().get(&path) {
            return known.clone();
        }
        let found = self.text(&path, MAX);
        self.known.borrow_mut().insert(path, found.clone());
        found
    }
}

/// What a program says, up to a byte more than so many.
fn read(child: &mut Child, most: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let Some(from) = child.stdout.take() else { return Ok(bytes) };
    from.take(most + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    // Neither a pager nor a question.
    git.arg("--no-pager").arg("-C").arg(root).env("GIT_TERMINAL_PROMPT", "0").stdin(Stdio::null());
    git
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let run = |arguments: &[&str]| {
            let output =
                git(folder.path()).args(["-c", "user.name=a", "-c", "user.email=a@b"]).args(arguments).output();
            assert!(output.unwrap().status.success(), "{arguments:?}");
        };
        run(&["init", "--quiet", "--initial-branch=main"]);
        std::fs::create_dir(folder.path().join("api")).unwrap();
        std::fs::write(folder.path().join("api/large"), "x".repeat(1 << 20)).unwrap();
        run(&["add", "--all"]);
        run(&["commit", "--quiet", "--message", "first"]);
        let revision = Revision::of(folder.path(), "main").unwrap();
        assert_eq!(revision.text("api/large", 1 << 20).unwrap().len(), 1 << 20);
        assert!(revision.text("api/large", (1 << 20) - 1).unwrap_err().contains("larger"));
        assert!(revision.load("api").unwrap_err().contains("no such file"));
        assert_eq!(revision.below("").unwrap(), ["api/large"]);
        assert_eq!(revision.below("api").unwrap(), ["api/large"]);
        assert_eq!(revision.below("api/large").unwrap(), [""; 0]);
        let inside = revision.below_folder("api");
        assert_eq!(inside.load("../api/large").unwrap().len(), 1 << 20);
        assert_eq!(inside.below("").unwrap(), ["large"]);
    }
}

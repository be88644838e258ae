//! Files as they were at a revision of a repository.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use zephyrix_generator::Loader;

/// The files of a revision, by their path from the root of the repository.
#[derive(Debug)]
pub(crate) struct Revision {
    root: PathBuf,
    commit: String,
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
            Ok(Self { root: root.to_owned(), commit })
        } else {
            Err(format!("the repository has no revision `{name}`"))
        }
    }
}

impl Loader for Revision {
    fn load(&self, path: &str) -> Result<String, String> {
        let output = git(&self.root).arg("show").arg(format!("{}:{path}", self.commit)).output();
        let output = output.map_err(|error| format!("git cannot be run: {error}"))?;
        if !output.status.success() {
            return Err("there is no such file at that revision".to_owned());
        }
        String::from_utf8(output.stdout).map_err(|_| "it is not UTF-8".to_owned())
    }
}

fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    // Neither a pager nor a question.
    git.arg("--no-pager").arg("-C").arg(root).env("GIT_TERMINAL_PROMPT", "0").stdin(Stdio::null());
    git
}

//! Clients that are not ours: packages of Python and Node, installed once below the target folder, and scripts that use them.

use crate::cargo::finish;
use crate::folder;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// What runs the scripts of a language.
#[derive(Debug)]
pub struct Scripts {
    program: PathBuf,
    folder: PathBuf,
}

impl Scripts {
    /// A script's command.
    pub fn run(&self, script: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(self.folder.join(script)).current_dir(&self.folder).env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }
}

/// A language's packages are installed by one at a time.
static ONE: Mutex<()> = Mutex::new(());

/// Python with the packages of `tests/foreign/python`; `None`, said aloud, where they cannot be had.
///
/// # Panics
/// Instead of `None` where `ZEPHYRIX_REQUIRE_SERVERS=1`.
pub fn python(temporary: &str) -> Option<Scripts> {
    let (folder, cache) = (folder::of_repository("tests/foreign/python"), cache(temporary, "python"));
    let environment = cache.join("environment");
    let made = once(&cache, &folder.join("requirements.txt"), || {
        finish(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
        finish(Command::new(environment.join("bin/python")).args(pip).arg(folder.join("requirements.txt")))
    });
    installed("Python's grpcio", made)?;
    Some(Scripts { program: environment.join("bin/python"), folder })
}

/// Node with the packages of `tests/foreign/node`; `None`, said aloud, where they cannot be had.
///
/// # Panics
/// Instead of `None` where `ZEPHYRIX_REQUIRE_SERVERS=1`.
pub fn node(temporary: &str) -> Option<Scripts> {
    let (folder, cache) = (folder::of_repository("tests/foreign/node"), cache(temporary, "node"));
    let made = once(&cache, &folder.join("package-lock.json"), || {
        // Node looks for packages beside a script: it runs where they are.
        for it in ["package.json", "package-lock.json"] {
            fs::copy(folder.join(it), cache.join(it)).map_err(|error| error.to_string())?;
        }
        finish(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&cache))
    });
    installed("Node's clients", made)?;
    for (name, text) in folder::read(&folder) {
        fs::write(cache.join(name), text).unwrap();
    }
    Some(Scripts { program: PathBuf::from("node"), folder: cache })
}

/// A browser; `None`, said aloud, where there is none.
///
/// # Panics
/// Instead of `None` where `ZEPHYRIX_REQUIRE_SERVERS=1`.
pub fn chromium() -> Option<&'static str> {
    let all = ["chromium-headless-shell", "chromium", "google-chrome"];
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = all.into_iter().find(|it| std::env::split_paths(&path).any(|folder| folder.join(it).is_file()));
    installed("Chromium", found.ok_or_else(|| "it is not on the path".to_owned()))
}

fn cache(temporary: &str, language: &str) -> PathBuf {
    Path::new(temporary).with_file_name("foreign").join(language)
}

/// Installs what a list names, unless that was done for the very same list.
fn once(cache: &Path, list: &Path, install: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let wanted = fs::read_to_string(list).map_err(|error| error.to_string())?;
    let note = cache.join("installed");
    if fs::read_to_string(&note).is_ok_and(|it| it == wanted) {
        return Ok(());
    }
    fs::create_dir_all(cache).map_err(|error| error.to_string())?;
    install()?;
    fs::write(note, wanted).map_err(|error| error.to_string())
}

#[allow(clippy::print_stderr, reason = "what was not tested must be seen")]
fn installed<T>(what: &str, made: Result<T, String>) -> Option<T> {
    let why = match made {
        Ok(it) => return Some(it),
        Err(why) => why,
    };
    let required = std::env::var_os("ZEPHYRIX_REQUIRE_SERVERS").is_some_and(|it| it == "1");
    assert!(!required, "{what} cannot be had: {why}");
    eprintln!("NOT RUN: {what} cannot be had; ZEPHYRIX_REQUIRE_SERVERS=1 makes this an error: {why}");
    None
}

//! A folder to run the command in, and what there is to look at afterwards.
#![allow(dead_code, clippy::unwrap_used, reason = "tests take what they need, and may fail")]

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::TempDir;

/// An API with an entity, and an operation that is left to the user.
pub(crate) const API: &str = include_str!("api.yaml");

/// A folder of its own.
pub(crate) struct Place(TempDir);

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with `api.yaml`, and `shop` made from it with the runtime from the registry, to be small.
    pub(crate) fn with_shop() -> Self {
        let place = Self::empty();
        place.write("api.yaml", API);
        place.ok(&["new", "shop", "--from", "api.yaml", "--runtime", "registry", "--no-client"]);
        place
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Replaces text that must be there.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from:?}:\n{text}");
        self.write(path, &text.replace(from, to));
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("zephyrix").unwrap();
        command.current_dir(self.0.path()).args(arguments).env_remove("NO_COLOR").env_remove("ZEPHYRIX_FAILPOINT");
        command.env("XDG_CACHE_HOME", Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache"));
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).output().unwrap();
        Ended {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs what must go well.
    pub(crate) fn ok(&self, arguments: &[&str]) -> Ended {
        self.ends(arguments, 0)
    }

    /// Runs what must end with a code.
    pub(crate) fn ends(&self, arguments: &[&str], code: i32) -> Ended {
        let ended = self.run(arguments);
        assert_eq!(ended.code, Some(code), "{arguments:?}: {ended:#?}");
        ended
    }

    /// Every file below a folder with its bytes and its time, but for the lock and what is git's.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
        let mut found = BTreeMap::new();
        collect(&self.path(folder), "", &mut found);
        found.remove(".zephyrix/lock");
        found
    }

    /// Every file below a folder with its bytes.
    pub(crate) fn bytes(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        self.files(folder).into_iter().map(|(path, (bytes, _))| (path, bytes)).collect()
    }
}

fn collect(folder: &Path, path: &str, found: &mut BTreeMap<String, (Vec<u8>, SystemTime)>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        let path = if path.is_empty() { name } else { format!("{path}/{name}") };
        if path == ".git" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &path, found);
        } else {
            let time = entry.metadata().unwrap().modified().unwrap();
            found.insert(path, (fs::read(entry.path()).unwrap(), time));
        }
    }
}

//! Folders as maps from path to text.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Texts by path, `/` between folders.
pub type Texts = BTreeMap<String, String>;

/// A folder of this repository.
pub fn of_repository(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(name)
}

/// Where the corpus is, or should be.
pub fn of_corpus() -> PathBuf {
    std::env::var_os("ZEPHYRIX_CORPUS").map_or_else(|| of_repository("../shared/corpus"), PathBuf::from)
}

/// Where the corpus is; `None`, said aloud with what is not run, where there is none.
///
/// # Panics
/// Instead of `None` where `ZEPHYRIX_REQUIRE_CORPUS=1`.
#[allow(clippy::print_stderr, reason = "what was not tested must be seen")]
pub fn corpus_for(what: &str) -> Option<PathBuf> {
    let corpus = of_corpus();
    if corpus.is_dir() {
        return Some(corpus);
    }
    let required = std::env::var_os("ZEPHYRIX_REQUIRE_CORPUS").is_some_and(|it| it == "1");
    assert!(!required, "there is no corpus at {}", corpus.display());
    eprintln!("NOT RUN: {what}; set ZEPHYRIX_CORPUS");
    None
}

/// Every file under a folder, by its path below it; none where there is no folder.
pub fn read(folder: &Path) -> Texts {
    let mut found = Texts::new();
    for path in files(folder) {
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let below = path.strip_prefix(folder).unwrap().to_str().unwrap();
        found.insert(below.replace('\\', "/"), text);
    }
    found
}

/// Writes every file; one that has its text already is not touched, so that builds see what changed.
pub fn write(folder: &Path, texts: &Texts) {
    for (path, text) in texts {
        let path = folder.join(path);
        if fs::read_to_string(&path).is_ok_and(|there| there == *text) {
            continue;
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

/// Writes every file, and removes every other.
pub fn replace(folder: &Path, texts: &Texts) {
    for path in read(folder).keys().filter(|path| !texts.contains_key(*path)) {
        fs::remove_file(folder.join(path)).unwrap();
    }
    write(folder, texts);
}

/// The path of every file under a folder, in order; of a file, its own.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    if folder.is_file() {
        return vec![folder.to_owned()];
    }
    let entries = children(folder).into_iter();
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The names of the folders in a folder, in order.
pub fn folders(folder: &Path) -> Vec<String> {
    let folders = children(folder).into_iter().filter(|path| path.is_dir());
    folders.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

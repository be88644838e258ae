//! Reading inputs, and what they refer to.

use crate::paths::{plain, real, repository};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use zephyrix_generator::{Loader, did_you_mean};

/// No schema is larger, in bytes.
pub(super) const MAX: u64 = 256 << 20;

/// Files by their path from a folder, as far as they are near the inputs.
#[derive(Debug)]
pub(crate) struct Files {
    base: PathBuf,
    allowed: Vec<PathBuf>,
}

impl Files {
    /// Files from `base`. Those below it can be read, those below the current folder, and those below the folder of an
    /// input or of the repository that the input is in; a schema cannot make us read anything else.
    pub(crate) fn new<'a>(base: &Path, inputs: impl IntoIterator<Item = &'a String>) -> Self {
        let base = real(base).unwrap_or_else(|_| base.to_owned());
        let folder = |input: &String| {
            let place = real(&base.join(input)).ok()?;
            repository(&place).or(place.parent()).map(Path::to_owned)
        };
        let mut allowed: Vec<PathBuf> = inputs.into_iter().filter_map(folder).collect();
        allowed.push(base.clone());
        allowed.extend(std::env::current_dir().and_then(|it| it.canonicalize()));
        Self { base, allowed }
    }
}

impl Loader for Files {
    fn load(&self, path: &str) -> Result<String, String> {
        let place = real(&plain(&self.base.join(path))).map_err(|error| error.to_string())?;
        if !self.allowed.iter().any(|it| place.starts_with(it)) {
            return Err("it is not near the input: run from a folder that both are in".to_owned());
        }
        text_at(&place)
    }
}

/// The text of a file, or a sentence that says why there is none.
pub(crate) fn text_at(place: &Path) -> Result<String, String> {
    let found = fs::metadata(place).map_err(|error| why(&error))?;
    if found.is_dir() {
        return Err("it is a folder".to_owned());
    }
    if !found.is_file() {
        return Err("it is no file".to_owned());
    }
    // As large as it is: grown bit by bit, a large text costs twice its size.
    let mut text = String::with_capacity(usize::try_from(found.len().min(MAX)).unwrap_or(0) + 1);
    let read = File::open(place).and_then(|it| it.take(MAX + 1).read_to_string(&mut text));
    read.map_err(|error| why(&error))?;
    if text.len() as u64 > MAX { Err("it is larger than 256 MiB".to_owned()) } else { Ok(text) }
}

fn why(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => "there is no such file".to_owned(),
        ErrorKind::InvalidData => "it is not UTF-8".to_owned(),
        ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        _ => error.to_string(),
    }
}

/// A file beside a missing one, with nearly its name.
pub(crate) fn near(missing: &Path) -> Option<PathBuf> {
    let folder = missing.parent()?;
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut names: Vec<String> =
        fs::read_dir(here).ok()?.filter_map(|it| it.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    let found = did_you_mean(missing.file_name()?.to_str()?, names.iter().map(String::as_str))?;
    Some(folder.join(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("repo/.git")).unwrap();
        fs::create_dir_all(root.join("repo/api")).unwrap();
        fs::create_dir_all(root.join("shop")).unwrap();
        for (path, text) in [("repo/api/a.yaml", "a"), ("repo/b.yaml", "b"), ("secret", "s")] {
            fs::write(root.join(path), text).unwrap();
        }
        let files = Files::new(&root.join("shop"), &["../repo/api/a.yaml".to_owned()]);
        assert_eq!(files.load("../repo/api/a.yaml").as_deref(), Ok("a"));
        assert_eq!(files.load("../repo/b.yaml").as_deref(), Ok("b"));
        assert!(files.load("../secret").unwrap_err().contains("not near"));
        assert!(files.load("../repo/api").unwrap_err().contains("folder"));
        assert!(files.load("../repo/api/c.yaml").unwrap_err().contains("no such file"));
    }

    #[test]
    fn a_misspelled_name_is_found() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("api.yaml"), "").unwrap();
        assert_eq!(near(&folder.path().join("api.yml")), Some(folder.path().join("api.yaml")));
        assert_eq!(near(&folder.path().join("other")), None);
    }
}

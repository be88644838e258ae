//! Chains of migrations: a file in a folder of one version changes what the versions before it have made.

use super::documents;
use std::path::{Path, PathBuf};

/// The files that a database has read before this one, in their order; none when it stands alone.
pub(super) fn before(path: &Path) -> Vec<PathBuf> {
    let Some(chain) = path.ancestors().skip(1).find(|it| version(it).is_some()).and_then(Path::parent) else {
        return Vec::new();
    };
    let mut files: Vec<_> = documents(chain).into_iter().map(|it| (place(chain, &it), it)).collect();
    files.sort();
    files.into_iter().map(|(_, it)| it).take_while(|it| it != path).collect()
}

/// Where in a chain a file is: its version, then its name.
fn place(chain: &Path, file: &Path) -> Option<Vec<u32>> {
    let folder = file.strip_prefix(chain).ok()?.iter().next()?;
    version(Path::new(folder))
}

/// The numbers of a folder's name as `v1.14`.
fn version(folder: &Path) -> Option<Vec<u32>> {
    folder
        .file_name()?
        .to_str()?
        .strip_prefix('v')?
        .split('.')
        .map(|it| it.parse().ok())
        .collect::<Option<Vec<u32>>>()
        .filter(|it| it.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_come_in_the_order_of_their_numbers() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["v1.0/schema.sql", "v1.2/a.sql", "v1.10/a.sql", "v1.10/b.sql"] {
            let file = folder.path().join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, "").unwrap();
        }
        let names = |path: &str| -> Vec<String> {
            let found = before(&folder.path().join(path));
            found.iter().map(|it| it.strip_prefix(folder.path()).unwrap().display().to_string()).collect()
        };
        assert_eq!(names("v1.10/b.sql"), ["v1.0/schema.sql", "v1.2/a.sql", "v1.10/a.sql"]);
        assert_eq!(names("v1.2/a.sql"), ["v1.0/schema.sql"]);
        assert!(names("v1.0/schema.sql").is_empty());
    }
}

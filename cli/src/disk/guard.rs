//! Which paths of a project may be written to.

use anyhow::{Context, bail};
use std::path::{Component, Path, PathBuf};

/// Where a path of a project is on the disk.
///
/// # Errors
///
/// When it is not a plain path below `root` (which is canonical), or a symbolic link leads elsewhere.
pub(crate) fn place(root: &Path, path: &str) -> anyhow::Result<PathBuf> {
    let plain = Path::new(path).components().all(|it| matches!(it, Component::Normal(_)));
    if path.is_empty() || !plain || path.contains(['\\', '\0', ':']) {
        bail!("`{}` is not a path inside the project", path.escape_debug());
    }
    let place = root.join(path);
    if place.is_symlink() {
        bail!("`{path}` is a symbolic link: it is not written through");
    }
    let folder = place.ancestors().skip(1).find(|it| it.symlink_metadata().is_ok()).unwrap_or(root);
    let real = folder.canonicalize().with_context(|| format!("cannot follow {}", folder.display()))?;
    if !real.starts_with(root) {
        bail!("`{path}` leads out of the project, to {}", real.display());
    }
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn nothing_outside_is_a_place() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        assert_eq!(place(&root, "src/a.rs").unwrap(), root.join("src/a.rs"));
        for path in ["", "/etc/passwd", "../a", "a/../../b", "./a", "a\0", "c:\\a"] {
            assert!(place(&root, path).is_err(), "{path:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed_out_nor_written_through() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = folder.path().canonicalize().unwrap();
        std::os::unix::fs::symlink(other.path(), root.join("out")).unwrap();
        std::fs::create_dir(root.join("real")).unwrap();
        std::os::unix::fs::symlink(root.join("real"), root.join("in")).unwrap();
        std::os::unix::fs::symlink("nowhere", root.join("file")).unwrap();
        assert!(place(&root, "out/a").is_err());
        assert!(place(&root, "out/deep/a").is_err());
        assert!(place(&root, "file").is_err());
        assert!(place(&root, "in/a").is_ok());
    }
}

//! Paths as text: what leads where, and how it is shown.

use std::path::{Component, Path, PathBuf};

/// The path with `.` and `..` worked out, without a look at the disk.
pub(crate) fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            Component::ParentDir if plain.has_root() => {}
            part => plain.push(part),
        }
    }
    plain
}

/// The path from the root of the disk, with the links of the part that exists followed.
pub(crate) fn real(path: &Path) -> std::io::Result<PathBuf> {
    let whole = plain(&std::path::absolute(path)?);
    let mut rest = Vec::new();
    let mut there = whole.as_path();
    loop {
        if let Ok(found) = there.canonicalize() {
            return Ok(rest.iter().rev().fold(found, |path, part| path.join(part)));
        }
        let (Some(parent), Some(name)) = (there.parent(), there.file_name()) else { return Ok(whole) };
        rest.push(name.to_owned());
        there = parent;
    }
}

/// The folder of the repository that a path is in.
pub(crate) fn repository(path: &Path) -> Option<&Path> {
    path.ancestors().skip(1).find(|it| it.join(".git").exists())
}

/// How to get from one folder to a path, both from [`real`]; `/` between folders on every system.
pub(crate) fn relative(from: &Path, to: &Path) -> String {
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[shared..].iter().map(|_| "..".to_owned());
    let down = to[shared..].iter().map(|it| it.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The path as a person in the current folder would write it.
pub(crate) fn shown(path: &Path) -> String {
    let path = plain(path);
    let here = std::env::current_dir().and_then(|it| it.canonicalize());
    match here {
        Ok(here) if path.is_absolute() => {
            let near = relative(&here, &path);
            let far = path.to_string_lossy().replace('\\', "/");
            let short = if near.len() <= far.len() { near } else { far };
            if short.is_empty() { ".".to_owned() } else { short }
        }
        _ => path.to_string_lossy().replace('\\', "/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_worked_out() {
        for (path, is) in [("/a/./b/../c", "/a/c"), ("../a/../b", "../b"), ("/../a", "/a"), ("./a", "a")] {
            assert_eq!(plain(Path::new(path)), Path::new(is), "{path}");
        }
    }

    #[test]
    fn ways_lead_up_then_down() {
        for (from, to, is) in [("/a/b", "/a/c/d", "../c/d"), ("/a", "/a/b", "b"), ("/a", "/a", "")] {
            assert_eq!(relative(Path::new(from), Path::new(to)), is, "{from} to {to}");
        }
    }
}

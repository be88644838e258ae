//! The source of this crate as data, so that the generator can put it into a service.

use include_dir::{Dir, include_dir};

static SRC: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src");

static MANIFEST: &str = include_str!("../Cargo.toml");

/// Where the manifest goes on with what only this crate's own tests need.
const FOR_TESTS: &str = "\n[dev-dependencies]";

/// Every file that it takes to build this crate: its path from the crate's root with `/`, and its bytes; in order of path.
pub fn files() -> impl Iterator<Item = (String, &'static [u8])> {
    let manifest = MANIFEST.split_once(FOR_TESTS).map_or(MANIFEST, |it| it.0);
    let mut files = vec![("Cargo.toml".to_owned(), manifest.as_bytes())];
    let mut open = vec![&SRC];
    while let Some(folder) = open.pop() {
        open.extend(folder.dirs());
        files.extend(folder.files().map(|it| (portable(it.path()), it.contents())));
    }
    files.sort();
    files.into_iter()
}

fn portable(path: &std::path::Path) -> String {
    let parts = path.iter().map(|it| it.to_string_lossy());
    parts.fold("src".to_owned(), |path, part| format!("{path}/{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_all_that_cargo_needs_in_order() {
        let paths: Vec<_> = files().map(|it| it.0).collect();
        assert!(paths.is_sorted() && paths.iter().all(|it| !it.contains('\\')));
        for path in ["Cargo.toml", "src/lib.rs", "src/source.rs"] {
            assert!(paths.iter().any(|it| it == path), "{path}");
        }
    }

    #[test]
    fn names_no_file_that_it_does_not_hold() {
        let (_, manifest) = files().find(|it| it.0 == "Cargo.toml").unwrap();
        let manifest = std::str::from_utf8(manifest).unwrap();
        assert!(manifest.contains("[dependencies]") && !manifest.contains("[[test]]"));
    }
}

//! The source of this crate as data, so that the generator can put it into a service.

use include_dir::{Dir, include_dir};

static SRC: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src");

/// Every file that it takes to build this crate: its path from the crate's root with `/`, and its bytes; in order of path.
pub fn files() -> impl Iterator<Item = (String, &'static [u8])> {
    let mut files = vec![("Cargo.toml".to_owned(), include_bytes!("../Cargo.toml").as_slice())];
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
}

//! The runtime crate as files of the project, for services that build from nothing but themselves.

use zephyrix_generator::{FileSet, Owner};

/// Where the copy is.
pub(crate) const FOLDER: &str = "vendor/zephyrix";

/// How the copy is laid out, so that `cargo fmt --all` of the project leaves it alone.
const LAYOUT: &str = "max_width = 120\nuse_small_heuristics = \"Max\"\n";

/// Adds the runtime crate.
pub(crate) fn add(files: &mut FileSet) {
    for (path, bytes) in zephyrix::source::files() {
        files.add(format!("{FOLDER}/{path}"), Owner::Generated, String::from_utf8_lossy(bytes).into_owned());
    }
    files.add(format!("{FOLDER}/rustfmt.toml"), Owner::Generated, LAYOUT.to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_text_and_whole() {
        let mut files = FileSet::default();
        add(&mut files);
        for (path, bytes) in zephyrix::source::files() {
            let file = files.get(&format!("{FOLDER}/{path}")).unwrap();
            assert_eq!(file.text.as_bytes(), bytes, "{path}");
        }
    }
}

//! What others put among our files: templates and plugins of the user's.

use super::{File, FileSet, Merge, Owner};
use zephyrix_ir::{Code, Diagnostic};

/// A file of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// Its path, relative to the project, `/` between folders.
    pub path: String,
    /// All of it.
    pub text: String,
    /// Who may change it; a file that takes the place of one of ours is whose that was.
    pub owner: Owner,
}

impl FileSet {
    /// Puts a file of others among ours; `replaces`: also in the place of one.
    ///
    /// # Errors
    ///
    /// When that may not be; who asks knows what to say it is about.
    pub fn lay(&mut self, it: Addition, replaces: bool) -> Result<(), Box<Diagnostic>> {
        let path = it.path.escape_debug().to_string();
        let bad = |why: &str| {
            let found = Diagnostic::new(Code::BAD_OUTPUT, None, format!("`{path}` is no path to write to: {why}"));
            Box::new(found.help("a path is one of a file in the project, with `/` between folders"))
        };
        if let Some(why) = wrong(&it.path) {
            return Err(bad(why));
        }
        match self.files.get_mut(&it.path) {
            Some(ours) if replaces => replace(ours, it),
            Some(_) => Err(taken(&path, "another file has it")),
            None => {
                if let Some(other) = self.files.keys().find(|other| clash(other, &it.path)) {
                    return Err(bad(&format!("`{other}` is in the way where case does not matter, or as a folder")));
                }
                self.put(it.path, File { owner: it.owner, text: it.text, merge: None });
                Ok(())
            }
        }
    }
}

/// What we keep up to date in a file of the user's needs our text of it, but where all of the text is what is kept up to date.
fn replace(ours: &mut File, it: Addition) -> Result<(), Box<Diagnostic>> {
    if !matches!(ours.merge, None | Some(Merge::Text | Merge::Whole)) {
        return Err(taken(&it.path, "zephyrix keeps parts of it up to date; the file itself is yours to edit"));
    }
    ours.text = it.text;
    Ok(())
}

fn taken(path: &str, why: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::NOT_REPLACEABLE, None, format!("`{path}` cannot be replaced: {why}")))
}

/// Why a path is none that others may write to, by itself.
fn wrong(path: &str) -> Option<&'static str> {
    if path.is_empty() || path.len() > 1024 {
        return Some("it is empty, or too long");
    }
    if path.chars().any(|c| c.is_control() || "\\:*?\"<>|".contains(c)) {
        return Some("it has a character that not every system takes");
    }
    if path.starts_with('/') {
        return Some("it is absolute");
    }
    let segments: Vec<String> = path.split('/').map(str::to_lowercase).collect();
    if segments.iter().any(|it| it.is_empty() || it == "." || it == "..") {
        return Some("it has a segment that names no file or folder in the one before");
    }
    if segments.iter().any(|it| it.ends_with(['.', ' ']) || it.starts_with(' ')) {
        return Some("a name that begins or ends with a space, or ends with a dot, is another one on some systems");
    }
    if segments.iter().any(|it| it == ".git") {
        return Some("it is version control's");
    }
    if segments[0] == ".zephyrix" || path.eq_ignore_ascii_case("zephyrix.toml") {
        return Some("it is zephyrix's own");
    }
    None
}

/// Whether two paths cannot both be files, on a system that does not tell case.
fn clash(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let same = long[..short.len()].eq_ignore_ascii_case(short);
    if same || one.is_ascii() && other.is_ascii() {
        return same && long.get(short.len()).is_none_or(|it| *it == b'/');
    }
    let lower = |it: &[u8]| String::from_utf8_lossy(it).to_lowercase();
    let (one, other) = (lower(one), lower(other));
    one == other || one.starts_with(&format!("{other}/")) || other.starts_with(&format!("{one}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lay(path: &str, replaces: bool) -> Result<FileSet, String> {
        let mut files = FileSet::default();
        files.add("src/main.rs", Owner::Generated, "fn main() {}".to_owned());
        files.add("README.md", Owner::Yours, "ours".to_owned());
        files.merged("Cargo.toml", String::new(), super::super::Merge::CargoToml);
        files.add("docs/größe.md", Owner::Generated, String::new());
        let it = Addition { path: path.to_owned(), text: "theirs".to_owned(), owner: Owner::Generated };
        files.lay(it, replaces).map_err(|it| format!("{} {}", it.code.id, it.message))?;
        Ok(files)
    }

    #[test]
    fn what_is_new_is_added_and_what_is_ours_is_replaced_where_that_may_be() {
        assert_eq!(lay("docs/a.md", false).unwrap().get("docs/a.md").unwrap().owner, Owner::Generated);
        let readme = lay("README.md", true).unwrap();
        assert_eq!(readme.get("README.md").map(|it| (it.owner, it.text.as_str())), Some((Owner::Yours, "theirs")));
        assert!(lay("README.md", false).unwrap_err().starts_with(Code::NOT_REPLACEABLE.id));
        assert!(lay("Cargo.toml", true).unwrap_err().contains("keeps parts of it"));
    }

    #[test]
    fn paths_that_lead_elsewhere_are_refused() {
        for path in [
            "",
            "/etc/passwd",
            "../a",
            "a/../../b",
            "a/./b",
            "a//b",
            "a/",
            "c:a",
            "a\\b",
            "a\nb",
            ".git/config",
            "sub/.GIT/hooks/post-checkout",
            ".zephyrix/manifest.json",
            ".Zephyrix/x",
            "zephyrix.toml",
            "a./b",
            "a /b",
            "src",
            "SRC/main.rs",
            "src/main.rs/x",
            "docs/GRÖSSE.md/../x",
            "docs/GRÖßE.md",
        ] {
            let refused = lay(path, true).err().unwrap_or_else(|| panic!("{path:?} is taken"));
            assert!(refused.starts_with(Code::BAD_OUTPUT.id), "{path:?}: {refused}");
        }
    }
}

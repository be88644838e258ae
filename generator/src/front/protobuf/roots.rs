//! Where imports are looked for: what buf's files say, and what makes the imports of a file lead somewhere.

use super::words::{unquoted, words};
use crate::source::{Loader, Source};
use crate::tree;
use zephyrix_ir::{Diagnostics, SourceId};

/// Where imports are looked for.
#[derive(Debug)]
pub(super) struct Roots {
    /// Folders whose paths end in `/`, or are empty, the likeliest first.
    folders: Vec<String>,
    /// The file of buf's that names some of them.
    pub(super) stated: Option<Source>,
}

impl Roots {
    /// Those of a file.
    pub(super) fn of(path: &str, text: &str, loader: &dyn Loader) -> Self {
        let folders = folders(path);
        let (stated, mut roots) =
            stated(&folders, loader).map_or((None, Vec::new()), |(file, roots)| (Some(file), roots));
        let own = roots.iter().position(|it| path.starts_with(it.as_str()));
        let first = match own {
            Some(at) => roots.remove(at),
            None => likely(path, text, &folders, loader),
        };
        roots.insert(0, first);
        for it in folders {
            if !roots.contains(&it) {
                roots.push(it);
            }
        }
        Self { folders: roots, stated }
    }

    /// What a file that is in one of them is imported as.
    pub(super) fn name<'p>(&self, path: &'p str) -> &'p str {
        self.folders.first().and_then(|it| path.strip_prefix(it.as_str())).unwrap_or(path)
    }

    /// The path and text of what is imported by a name.
    pub(super) fn find(&self, name: &str, loader: &dyn Loader) -> Option<(String, String)> {
        self.folders.iter().find_map(|root| {
            let path = format!("{root}{name}");
            loader.load(&path).ok().map(|text| (path, text))
        })
    }
}

/// Every folder that a path is in, the innermost first.
fn folders(path: &str) -> Vec<String> {
    let slashes = path.rmatch_indices('/').filter_map(|(at, _)| path.get(..=at)).map(str::to_owned);
    let absolute = path.starts_with('/');
    slashes.chain((!absolute).then(String::new)).collect()
}

/// The nearest `buf.work.yaml` or `buf.yaml`, and the folders that it names.
fn stated(folders: &[String], loader: &dyn Loader) -> Option<(Source, Vec<String>)> {
    let read = |folder: &String, name: &str| {
        let path = format!("{folder}{name}");
        let text = loader.load(&path).ok()?;
        let node = tree::parse(SourceId::default(), &path, &text, &mut Diagnostics::default())?;
        let inside = |it: &str| match it.trim_start_matches("./").trim_matches('/') {
            "" | "." => folder.clone(),
            it => format!("{folder}{it}/"),
        };
        let listed = |key: &str| node.get(key).and_then(|it| it.as_list()).unwrap_or_default().to_vec();
        let directories: Vec<String> = listed("directories").iter().filter_map(|it| it.as_text()).map(inside).collect();
        let modules = listed("modules");
        let modules = modules.iter().map(|it| inside(it.get("path").and_then(|it| it.as_text()).unwrap_or(".")));
        let all: Vec<String> = directories.into_iter().chain(modules).collect();
        let all = if all.is_empty() { vec![folder.clone()] } else { all };
        Some((Source { path, text }, all))
    };
    let find = |name: &str| folders.iter().find_map(|folder| read(folder, name));
    find("buf.work.yaml").or_else(|| find("buf.yaml"))
}

/// The folder from which most imports of a file lead somewhere; of equals, the one that its package speaks of, or else
/// its own.
fn likely(path: &str, text: &str, folders: &[String], loader: &dyn Loader) -> String {
    let imports = imports(text);
    let package = package(text).map(|it| it.replace('.', "/") + "/");
    let by_package = |folder: &String| {
        let inner = folders.first().and_then(|it| it.strip_prefix(folder.as_str()));
        package.as_deref().is_some_and(|it| inner == Some(it))
    };
    let score = |folder: &String| {
        let found = imports.iter().filter(|it| loader.load(&format!("{folder}{it}")).is_ok()).count();
        (found, by_package(folder))
    };
    let best = folders.iter().map(|it| (score(it), it)).reduce(|best, it| if it.0 > best.0 { it } else { best });
    best.map_or_else(|| path.to_owned(), |it| it.1.clone())
}

/// What a text imports.
fn imports(text: &str) -> Vec<String> {
    let all: Vec<&str> = words(text).map(|it| it.text).collect();
    let import = |it: &[&str]| match it {
        ["import", "public" | "weak" | "option", name] | ["import", name, _] => unquoted(name).map(str::to_owned),
        _ => None,
    };
    all.windows(3).filter_map(import).collect()
}

/// The package of a text.
fn package(text: &str) -> Option<String> {
    let mut all = words(text).map(|it| it.text).skip_while(|it| *it != "package").skip(1);
    let package: String = all.by_ref().take_while(|it| *it != ";").collect();
    (!package.is_empty() && package.len() < 256).then_some(package)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn tree(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn the_folder_from_which_imports_lead_somewhere() {
        let text = "package a.v1; import \"a/v1/b.proto\";";
        let found = Roots::of("x/a/v1/a.proto", text, &tree(&[("x/a/v1/b.proto", "")]));
        assert_eq!(found.name("x/a/v1/a.proto"), "a/v1/a.proto");
        // Without imports, the package says.
        assert_eq!(Roots::of("x/a/v1/a.proto", "package a.v1;", &tree(&[])).name("x/a/v1/a.proto"), "a/v1/a.proto");
        assert_eq!(Roots::of("x/a.proto", "", &tree(&[])).name("x/a.proto"), "a.proto");
    }

    #[test]
    fn the_folders_that_buf_names() {
        let files = tree(&[
            ("x/buf.yaml", "version: v2\nmodules:\n  - path: proto\n  - path: vendor\n"),
            ("x/vendor/b.proto", "b"),
        ]);
        let found = Roots::of("x/proto/a/a.proto", "import \"b.proto\";", &files);
        assert_eq!(found.name("x/proto/a/a.proto"), "a/a.proto");
        assert_eq!(found.find("b.proto", &files), Some(("x/vendor/b.proto".to_owned(), "b".to_owned())));
        let work = tree(&[("buf.work.yaml", "version: v1\ndirectories: [p]\n")]);
        assert_eq!(Roots::of("p/a/a.proto", "", &work).name("p/a/a.proto"), "a/a.proto");
    }
}

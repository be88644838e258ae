//! A project on the disk: where it is, what it wants, what is in it.

use crate::disk::{self, text_at};
use crate::failure::Failure;
use crate::format::is_rust;
use crate::paths::real;
use crate::report::Terminal;
use anyhow::Context;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use zephyrix_generator::{BASE, Config, Diagnostics, FileSet, Manifest, NUMBERS, Previous, Source, Sources};

/// The name of the file that makes a folder a project.
pub(crate) const FILE: &str = "zephyrix.toml";

/// A project.
#[derive(Debug)]
pub(crate) struct Project {
    /// Its folder, canonical.
    pub(crate) root: PathBuf,
    /// Its `zephyrix.toml`.
    pub(crate) text: String,
    /// What that says.
    pub(crate) config: Config,
}

/// Goes to a folder, for `-C`.
pub(crate) fn enter(folder: &Path) -> Result<(), Failure> {
    std::env::set_current_dir(folder)
        .map_err(|error| Failure::input(format!("`-C {}` leads nowhere: {error}", folder.display())))
}

/// The folder of the project that the current folder is in.
pub(crate) fn find() -> Option<PathBuf> {
    let here = std::env::current_dir().and_then(|it| it.canonicalize()).ok()?;
    here.ancestors().find(|it| it.join(FILE).is_file()).map(Path::to_owned)
}

/// The project that the current folder is in.
///
/// # Errors
///
/// When there is none.
pub(crate) fn here(terminal: Terminal) -> Result<Project, Failure> {
    let none = || {
        Failure::input(format!("there is no `{FILE}` in this folder or above"))
            .help("begin with `zephyrix new NAME --from FILE`, or name a schema")
    };
    Project::open(&find().ok_or_else(none)?, terminal)
}

/// Every `queries/*.sql` is an input, named or not; `files` are those below that folder.
pub(crate) fn add_queries(config: &mut Config, mut files: Vec<String>) {
    files.retain(|it| Path::new(it).extension().is_some_and(|it| it == "sql") && !config.inputs.contains(it));
    files.sort_unstable();
    config.inputs.extend(files);
}

impl Project {
    /// Opens the project in a folder; whatever is wrong with its configuration is printed.
    pub(crate) fn open(root: &Path, terminal: Terminal) -> Result<Self, Failure> {
        let root = root.canonicalize().with_context(|| format!("cannot open {}", root.display()))?;
        let place = root.join(FILE);
        let text =
            text_at(&place).map_err(|why| Failure::input(format!("`{}` cannot be read: {why}", place.display())))?;
        let mut sources = Sources::default();
        let id = sources.add(Source { path: crate::paths::shown(&place), text: text.clone() });
        let mut log = Diagnostics::default();
        if let Some(config) = Config::parse(id, &text, &mut log) {
            let mut project = Self { root, text, config };
            let queries = project.below("queries")?;
            add_queries(&mut project.config, queries);
            project.find_templates()?;
            return Ok(project);
        }
        terminal.findings(&log, &sources);
        Err(Failure::input(format!("`{FILE}` cannot be used"))
            .help("docs/configuration.md lists every key; `zephyrix explain ZX0003` says more"))
    }

    /// Finds every file below the folder of templates.
    fn find_templates(&mut self) -> Result<(), Failure> {
        let Some(templates) = &mut self.config.templates else { return Ok(()) };
        let place = disk::place(&self.root, &templates.dir).map_err(Failure::input)?;
        if !place.is_dir() {
            return Err(Failure::input(format!("`{}` of `[templates]` is no folder", templates.dir))
                .help(format!("make it, or take `[templates]` out of `{FILE}`")));
        }
        templates.files = below(&self.root, templates.dir.trim_end_matches('/'))?;
        Ok(())
    }

    /// Whether a file, from the current folder, is among its inputs.
    pub(crate) fn reads(&self, file: &Path) -> bool {
        let same = |wanted: &Path, input: &str| real(&self.root.join(input)).is_ok_and(|it| it == wanted);
        real(file).is_ok_and(|wanted| self.config.inputs.iter().any(|it| same(&wanted, it)))
    }

    /// What is on the disk, as far as generation depends on it.
    pub(crate) fn previous(&self) -> Result<Previous, Failure> {
        let mut previous = Previous::default();
        self.read(Manifest::PATH, &mut previous)?;
        let manifest = previous.files.get(Manifest::PATH).and_then(|text| Manifest::parse(text).ok());
        for path in manifest.iter().flat_map(Manifest::paths).chain(["Cargo.toml", NUMBERS]) {
            self.read(path, &mut previous)?;
        }
        let is_theirs = |path: &&String| is_rust(path) && !path.starts_with("src/generated/");
        for path in self.below("src")?.iter().filter(is_theirs).chain(&self.below(BASE.trim_end_matches('/'))?) {
            self.read(path, &mut previous)?;
        }
        let migrations = self.below("migrations")?.into_iter();
        previous.migrations = migrations.filter_map(|it| Some(it.strip_prefix("migrations/")?.to_owned())).collect();
        Ok(previous)
    }

    /// Adds what is at the places that are to be written.
    pub(crate) fn add_taken(&self, files: &FileSet, previous: &mut Previous) -> Result<(), Failure> {
        files.iter().try_for_each(|(path, _)| self.read(path, previous))
    }

    fn read(&self, path: &str, previous: &mut Previous) -> Result<(), Failure> {
        // What is not a path of a project is not read either; writing it will be refused by name.
        let Ok(place) = disk::place(&self.root, path) else { return Ok(()) };
        if previous.files.contains_key(path) {
            return Ok(());
        }
        match fs::read(&place) {
            Ok(bytes) => {
                let text = String::from_utf8(bytes).map_err(|_| Failure::input(format!("`{path}` is not UTF-8")))?;
                previous.files.insert(path.to_owned(), text);
                Ok(())
            }
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(()),
            Err(error) if error.kind() == ErrorKind::IsADirectory => Ok(()),
            Err(error) => Err(anyhow::Error::new(error).context(format!("cannot read {}", place.display())).into()),
        }
    }

    /// The paths of all files below a folder, in order; links are not followed.
    pub(crate) fn below(&self, folder: &str) -> Result<Vec<String>, Failure> {
        below(&self.root, folder)
    }
}

/// The paths from `root` of all files below a folder in it, in order; links are not followed.
pub(crate) fn below(root: &Path, folder: &str) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = match fs::read_dir(root.join(&folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(anyhow::Error::new(error).context(format!("cannot read {folder}")).into()),
        };
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot read {folder}"))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            let kind = entry.file_type().with_context(|| format!("cannot read {path}"))?;
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

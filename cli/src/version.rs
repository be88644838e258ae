//! A version of schemas that is to be compared: files on the disk, or as they were at a revision.

use crate::disk::{Files, Revision};
use crate::failure::Failure;
use crate::paths::{plain, real, relative, repository, shown};
use crate::project::{self, FILE};
use crate::work;
use std::path::{Path, PathBuf};
use zephyrix_generator::{Config, Diagnostics, Job, Loader, Previous, Source, Sources};

/// A version: its texts, and where others that they name are.
pub(crate) struct Version {
    config: Config,
    origin: Origin,
    pub(crate) sources: Sources,
    pub(crate) log: Diagnostics,
}

/// Where a version is.
enum Origin {
    Disk { base: PathBuf, files: Files },
    Git { name: String, revision: Revision },
}

impl Version {
    /// What was typed: a file or a folder, or `git:REVISION:` before one.
    pub(crate) fn of(typed: &str) -> Result<Self, Failure> {
        match typed.strip_prefix("git:") {
            None => Self::on_disk(Path::new(typed)),
            Some(rest) => {
                let parts = rest.split_once(':').filter(|it| !it.0.is_empty() && !it.1.is_empty());
                let (name, path) = parts.ok_or_else(|| {
                    Failure::input(format!("`{typed}` is no version"))
                        .help("write `git:REVISION:PATH`, as `git:main:api.yaml`")
                })?;
                Self::at_revision(name, Path::new(path))
            }
        }
    }

    fn on_disk(path: &Path) -> Result<Self, Failure> {
        let place = real(path).map_err(Failure::environment)?;
        if place.join(FILE).is_file() {
            let files = Files::new(&place, []);
            let (config, sources, log) = configured(&files);
            let origin = Origin::Disk { files: Files::new(&place, config.files()), base: place };
            return Self { config, origin, sources, log }.with_queries();
        }
        // From where modules of protobuf may begin, which lie above their files.
        let here = std::env::current_dir().and_then(|it| it.canonicalize()).map_err(Failure::environment)?;
        let above = repository(&place).or_else(|| place.ancestors().skip(1).find(|it| *it == here));
        let base = above.or(place.parent()).unwrap_or(Path::new("/")).to_owned();
        let input = relative(&base, &place);
        let inputs = if place.is_dir() { schemas(&input, project::below(&base, &input)?)? } else { vec![input] };
        let origin = Origin::Disk { files: Files::new(&base, &inputs), base };
        Ok(Self::read(Config { inputs, ..Config::default() }, origin))
    }

    fn at_revision(name: &str, path: &Path) -> Result<Self, Failure> {
        let place = real(path).map_err(Failure::environment)?;
        let inside = place.join(FILE);
        let root = repository(&inside)
            .ok_or_else(|| Failure::input(format!("`{}` is in no git repository", shown(&place))))?;
        let path = relative(root, &place);
        let revision = Revision::of(root, name).map_err(Failure::input)?;
        let name = name.to_owned();
        if revision.load(&relative(root, &inside)).is_ok() {
            let revision = revision.below_folder(&path);
            let (config, sources, log) = configured(&revision);
            return Self { config, origin: Origin::Git { name, revision }, sources, log }.with_queries();
        }
        let files = revision.below(&path).map_err(Failure::environment)?;
        let inputs = if files.is_empty() { vec![path] } else { schemas(&path, files)? };
        Ok(Self::read(Config { inputs, ..Config::default() }, Origin::Git { name, revision }))
    }

    /// The version of a project, whose configuration was read.
    fn with_queries(mut self) -> Result<Self, Failure> {
        if self.log.has_errors() {
            return Ok(self);
        }
        let queries = match &self.origin {
            Origin::Disk { base, .. } => project::below(base, "queries")?,
            Origin::Git { revision, .. } => revision.below("queries").map_err(Failure::environment)?,
        };
        project::add_queries(&mut self.config, queries);
        Ok(Self::read(self.config, self.origin))
    }

    fn read(config: Config, origin: Origin) -> Self {
        let mut log = Diagnostics::default();
        let base = if let Origin::Disk { base, .. } = &origin { base.as_path() } else { Path::new("") };
        let sources = work::read(base, &config.inputs, origin.loader(), &mut log);
        Self { config, origin, sources, log }
    }

    /// What it is made from.
    pub(crate) fn job<'a>(&'a self, previous: &'a Previous) -> Job<'a> {
        Job { loader: self.origin.loader(), config: &self.config, previous }
    }

    /// A text under the path that people know it by from here; or `for_programs`, which look from the root of a repository.
    pub(crate) fn named(&self, source: &Source, for_programs: bool) -> Source {
        let path = match &self.origin {
            Origin::Disk { base, .. } => {
                let place = plain(&base.join(&source.path));
                match repository(&place).filter(|_| for_programs) {
                    Some(root) => relative(root, &place),
                    None => shown(&place),
                }
            }
            Origin::Git { revision, .. } if for_programs => revision.in_repository(&source.path),
            Origin::Git { name, revision } => format!("git:{name}:{}", revision.in_repository(&source.path)),
        };
        Source { path, text: source.text.clone() }
    }
}

impl Origin {
    fn loader(&self) -> &dyn Loader {
        match self {
            Self::Disk { files, .. } => files,
            Self::Git { revision, .. } => revision,
        }
    }
}

/// What the `zephyrix.toml` of a project says.
fn configured(loader: &dyn Loader) -> (Config, Sources, Diagnostics) {
    let (mut sources, mut log) = (Sources::default(), Diagnostics::default());
    let text = loader.load(FILE).unwrap_or_default();
    let id = sources.add(Source { path: FILE.to_owned(), text: text.clone() });
    let config = Config::parse(id, &text, &mut log).unwrap_or_default();
    (config, sources, log)
}

/// The schemas of a folder that is no project: those of protobuf.
fn schemas(folder: &str, mut files: Vec<String>) -> Result<Vec<String>, Failure> {
    files.retain(|it| Path::new(it).extension().is_some_and(|it| it == "proto"));
    if files.is_empty() {
        let message = format!("the folder `{folder}` has neither a `{FILE}` nor a `.proto`");
        return Err(Failure::input(message).help("name a schema in it"));
    }
    files.sort_unstable();
    Ok(files)
}

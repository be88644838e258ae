//! The schemas that a command which only looks is about.

use crate::args::Schemas;
use crate::disk::{Disk, Files};
use crate::failure::Failure;
use crate::mended::{Mended, Reader};
use crate::paths::{real, relative};
use crate::project::{self, Project};
use crate::report::{Terminal, seen_from_here};
use crate::work;
use std::path::{Path, PathBuf};
use zephyrix_generator::{Config, Diagnostics, Job, Lint, Loader, Previous, Sources};

/// Schemas, and the configuration they are read with.
#[derive(Debug)]
pub(crate) struct Subject {
    /// The folder that paths are relative to.
    base: PathBuf,
    /// What is wanted of them.
    pub(crate) config: Config,
}

/// Schemas that were read, and what is to be said about them.
pub(crate) struct Reading {
    /// Every text by its path from the base.
    pub(crate) sources: Sources,
    /// Every finding.
    pub(crate) log: Diagnostics,
    /// Whether a schema could not be read at all.
    pub(crate) is_unreadable: bool,
    loader: Reader,
}

impl Subject {
    /// The schemas that were named, or else those of the project here, with overlays beside the project's own. The
    /// project's settings hold for both.
    pub(crate) fn of(files: &[PathBuf], schemas: &Schemas, terminal: Terminal) -> Result<Self, Failure> {
        let mut subject = Self::schemas(files, terminal)?;
        subject.config.generate.overlays.extend(schemas.overlays_from(&subject.base)?);
        if let Some(dialect) = schemas.other_dialect(subject.config.generate.dialect) {
            subject.config.generate.dialect = Some(dialect);
        }
        Ok(subject)
    }

    fn schemas(files: &[PathBuf], terminal: Terminal) -> Result<Self, Failure> {
        let project = match (project::find(), files) {
            (None, []) => project::here(terminal)?,
            (None, files) => return Self::named(Path::new("."), Config::default(), files),
            (Some(root), _) => {
                let _recovered = Disk::look(&root)?;
                Project::open(&root, terminal)?
            }
        };
        match files {
            [] => Ok(Self { base: project.root, config: project.config }),
            files => Self::named(&project.root, project.config, files),
        }
    }

    fn named(base: &Path, config: Config, files: &[PathBuf]) -> Result<Self, Failure> {
        let base = real(base).map_err(Failure::environment)?;
        let input = |it: &PathBuf| Ok(relative(&base, &real(it)?));
        let inputs: Result<Vec<String>, std::io::Error> = files.iter().map(input).collect();
        Ok(Self { config: Config { inputs: inputs.map_err(Failure::environment)?, ..config }, base })
    }

    /// Reads the schemas; what cannot be read is in the log.
    pub(crate) fn read(&self) -> Reading {
        self.read_as(Mended::default())
    }

    /// The same, with some texts as they will be.
    pub(crate) fn read_as(&self, mended: Mended) -> Reading {
        let loader = Reader { files: Files::new(&self.base, self.config.files()), mended };
        let mut log = Diagnostics::default();
        let sources = work::read(&self.base, &self.config.inputs, &loader, &mut log);
        Reading { sources, is_unreadable: log.has_errors(), log, loader }
    }

    /// The folder that paths are relative to.
    pub(crate) fn base(&self) -> &Path {
        &self.base
    }

    /// What the project here asks of contracts; what is usual, where there is none.
    pub(crate) fn settings(terminal: Terminal) -> Result<Lint, Failure> {
        match project::find() {
            Some(root) => Ok(Project::open(&root, terminal)?.config.lint),
            None => Ok(Lint::default()),
        }
    }

    /// Asks the generator something about the schemas, if they could be read.
    pub(crate) fn ask<T>(
        &self,
        reading: &mut Reading,
        question: impl FnOnce(&mut Sources, Job<'_>, &mut Diagnostics) -> Option<T>,
    ) -> Option<T> {
        if reading.log.has_errors() {
            return None;
        }
        let loader: &dyn Loader = &reading.loader;
        let job = Job { loader, config: &self.config, previous: &Previous::default() };
        question(&mut reading.sources, job, &mut reading.log)
    }

    /// Prints what was found.
    pub(crate) fn report(&self, reading: &Reading, terminal: Terminal) {
        terminal.findings(&reading.log, &seen_from_here(&reading.sources, &self.base));
    }
}

//! One run of the generator over a project: what there is to be done, before any of it is.

use crate::disk;
use crate::failure::Failure;
use crate::format::Rustfmt;
use crate::plugins::{self, Turn};
use crate::project::{FILE, Project};
use crate::vendor;
use std::path::Path;
use zephyrix_generator::{
    Change, Code, Config, Diagnostic, Diagnostics, FileSet, Job, Loader, Manner, Owner, Previous, Reconciled, Runtime,
    Source, Sources, fill, reconcile, refuse_later, service, tell_earlier,
};

/// Flags of a run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Flags {
    /// Whether edited generated files are written all the same.
    pub(crate) force: bool,
    /// Whether warnings are errors.
    pub(crate) strict: bool,
    /// Whether plugins are left out, and what they wrote is left alone.
    pub(crate) no_plugins: bool,
    /// Whether the project is brought from the version that made it to this one.
    pub(crate) upgrade: bool,
}

/// What a run found, and what it would do.
#[derive(Debug)]
pub(crate) struct Work {
    /// Every text that was read, by its path from the project.
    pub(crate) sources: Sources,
    /// Every finding.
    pub(crate) log: Diagnostics,
    /// Every file of the service, as it would be made new.
    pub(crate) files: FileSet,
    /// What there is to be done. When there are errors, none of it may be.
    pub(crate) todo: Reconciled,
    /// Whether an error is about the schemas, and not about what is on the disk.
    pub(crate) is_input_wrong: bool,
}

impl Work {
    /// What is left of a run that went no further than its input.
    pub(crate) fn of_nothing(sources: Sources, log: Diagnostics) -> Self {
        let (files, todo) = (FileSet::default(), Reconciled::default());
        Self { sources, log, files, todo, is_input_wrong: true }
    }
}

/// Runs the generator over a project that is there. `text`: what `zephyrix.toml` is to say.
pub(crate) fn again(project: &Project, text: &str, flags: Flags) -> Result<Work, Failure> {
    let mut work = with(project, project.previous()?, flags)?;
    if text != project.text && !work.log.has_errors() {
        let change = Change::Update { before: project.text.clone(), after: text.to_owned() };
        work.todo.changes.insert(FILE.to_owned(), change);
        // Where no service is made, the file is none of those that are looked at.
        work.todo.unchanged = work.todo.unchanged.saturating_sub(1);
    }
    Ok(work)
}

/// Runs the generator over a project in which this is there.
pub(crate) fn with(project: &Project, mut previous: Previous, flags: Flags) -> Result<Work, Failure> {
    let loader = disk::Files::new(&project.root, project.config.files());
    let mut run = Run::new(&project.root, &project.config, &loader);
    refuse_later(&previous, &mut run.log);
    if !flags.upgrade {
        tell_earlier(&previous, &mut run.log);
    }
    let Some(files) = run.files(&previous, flags) else { return Ok(run.stopped(flags)) };
    project.add_taken(&files, &mut previous)?;
    Ok(run.work(files, &previous, flags))
}

/// Runs the generator for a project that is not there yet.
pub(crate) fn first(root: &Path, config: &Config, loader: &dyn Loader, flags: Flags) -> Work {
    let previous = Previous::default();
    let mut run = Run::new(root, config, loader);
    match run.files(&previous, flags) {
        Some(files) => run.work(files, &previous, flags),
        None => run.stopped(flags),
    }
}

struct Run<'a> {
    root: &'a Path,
    config: &'a Config,
    loader: &'a dyn Loader,
    sources: Sources,
    log: Diagnostics,
}

impl<'a> Run<'a> {
    fn new(root: &'a Path, config: &'a Config, loader: &'a dyn Loader) -> Self {
        let mut log = Diagnostics::default();
        let sources = read(root, &config.inputs, loader, &mut log);
        Self { root, config, loader, sources, log }
    }

    /// Every file of the service; `None` when there are errors.
    fn files(&mut self, previous: &Previous, flags: Flags) -> Option<FileSet> {
        if self.log.has_errors() {
            return None;
        }
        let job = Job { loader: self.loader, config: self.config, previous };
        let mut made = service(&mut self.sources, job, &mut self.log)?;
        if self.config.runtime == Runtime::Vendored {
            vendor::add(&mut made.files);
        }
        made.files.add(".zephyrix/.gitignore", Owner::Generated, disk::IGNORED.to_owned());
        fill(&mut made.files, &made.model, job, &mut self.sources, &mut self.log);
        let Self { root, config, ref sources, .. } = *self;
        let turn = &Turn { root, config, previous, sources, force: flags.force };
        match (self.log.has_errors(), flags.no_plugins) {
            (true, _) => {}
            (false, true) => plugins::skip(turn, &mut made, &mut self.log),
            (false, false) => plugins::run(turn, &mut made, &mut self.log),
        }
        (!self.log.has_errors()).then_some(made.files)
    }

    fn work(mut self, files: FileSet, previous: &Previous, flags: Flags) -> Work {
        for (_, source) in self.sources.iter().filter(|(_, it)| files.get(&it.path).is_some()) {
            let message = format!("`{}` is an input, and a file that the service is to have", source.path);
            self.log.push(Diagnostic::new(Code::FOREIGN_FILE, None, message).help("move the input to another folder"));
        }
        let manner = Manner { force: flags.force, upgrade: flags.upgrade, layout: &Rustfmt::near(self.root) };
        let todo = reconcile(&files, previous, manner, &mut self.log);
        settle(&mut self.log, self.config, flags);
        // It is for the user to settle, whatever else is an error.
        for path in &todo.conflicts {
            let message = format!("`{path}` has lines that both you and zephyrix have changed");
            let help = "both are in it, between markers: edit it to what it should be, and take the markers out";
            self.log.push(Diagnostic::new(Code::CONFLICT, None, message).help(help));
        }
        Work { sources: self.sources, log: self.log, files, todo, is_input_wrong: false }
    }

    fn stopped(mut self, flags: Flags) -> Work {
        settle(&mut self.log, self.config, flags);
        Work::of_nothing(self.sources, self.log)
    }
}

/// Reads every input; what cannot be read is reported.
pub(crate) fn read(root: &Path, inputs: &[String], loader: &dyn Loader, log: &mut Diagnostics) -> Sources {
    let mut sources = Sources::default();
    if inputs.is_empty() {
        log.push(
            Diagnostic::new(Code::NO_SOURCES, None, "there is nothing to generate from")
                .help(format!("name the schemas in `{FILE}`: `inputs = [\"api.yaml\"]`")),
        );
    }
    for input in inputs {
        match loader.load(input) {
            Ok(text) => {
                sources.add(Source { path: input.clone(), text });
            }
            Err(why) => {
                let place = crate::paths::plain(&root.join(input));
                let found = Diagnostic::new(
                    Code::UNREADABLE,
                    None,
                    format!("`{}` cannot be read: {why}", crate::paths::shown(&place)),
                );
                log.push(match disk::near(&place).filter(|it| *it != place) {
                    Some(near) => found.help(format!("did you mean `{}`?", crate::paths::shown(&near))),
                    None => found,
                });
            }
        }
    }
    sources
}

/// Lets what is allowed pass, and makes the rest as bad as is wanted.
pub(crate) fn settle(log: &mut Diagnostics, config: &Config, flags: Flags) {
    let unused = log.allow(&config.generate.allow);
    // A run that stopped early has not met everything that there is to allow.
    for code in unused.into_iter().filter(|_| !log.has_errors()).collect::<Vec<_>>() {
        let message = format!("`{FILE}` allows `{code}`, which nothing needs");
        log.push(Diagnostic::new(Code::UNUSED_ALLOW, None, message).help("take it out of `[generate] allow`"));
    }
    if flags.strict || config.generate.strict {
        log.deny_warnings();
    }
}

//! A project that is not there yet.

mod gather;

use crate::args::{Choices, RuntimeArg};
use crate::disk::{Disk, Files};
use crate::failure::Failure;
use crate::paths::{real, relative, shown};
use crate::project::FILE;
use crate::work::{self, Flags, Work};
use anyhow::Context;
use gather::{Copies, Gathered, gather};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use toml_edit::{Array, DocumentMut, Item, Table, Value, value};
use zephyrix_generator::{
    Change, Config, Database, Diagnostics, Generate, Reconciled, Runtime, Source, Sources, draft, package_name,
};

/// What is wanted.
pub(crate) struct Wish<'a> {
    /// The folder, from [`real`].
    pub(crate) root: PathBuf,
    /// The package's name; by default the contract's title.
    pub(crate) name: Option<String>,
    /// The schemas, from the current folder.
    pub(crate) inputs: &'a [PathBuf],
    /// Whether the schemas become part of the project.
    pub(crate) copied: bool,
    /// Whose SQL the schemas are written in, where that is known.
    pub(crate) dialect: Option<Database>,
    /// What else was typed.
    pub(crate) choices: &'a Choices,
    /// Whether there is to be a client crate.
    pub(crate) client: bool,
}

/// A project that is ready to be written.
pub(crate) struct Birth {
    /// Its folder.
    pub(crate) root: PathBuf,
    /// What was found, and what there is to write.
    pub(crate) work: Work,
    /// The texts that were read, by the paths at which the user knows them.
    pub(crate) shown: Sources,
}

/// Works out everything; writes nothing.
pub(crate) fn create(wish: &Wish<'_>, flags: Flags) -> Result<Birth, Failure> {
    refuse_taken(&wish.root)?;
    let dialect = wish.dialect.or(wish.choices.schemas.dialect.map(Into::into));
    let mut config = Config {
        name: wish.name.clone(),
        inputs: Vec::new(),
        database: wish.choices.database.map(Into::into).unwrap_or_default(),
        runtime: runtime(&wish.root, wish.choices.runtime.as_ref())?,
        grpc: wish.choices.grpc,
        graphql: wish.choices.graphql,
        generate: Generate { client: wish.client, mock: wish.choices.mock, dialect, ..Generate::default() },
        ..Config::default()
    };
    let (mut work, origins) = if wish.copied {
        let gathered = gather(wish.inputs, &wish.choices.schemas.overlays)?;
        copied(&wish.root, &mut config, gathered, flags)
    } else {
        let input = |it: &PathBuf| Ok::<_, std::io::Error>(relative(&wish.root, &real(it)?));
        config.inputs = wish.inputs.iter().map(input).collect::<Result<_, _>>().map_err(Failure::environment)?;
        config.generate.overlays = wish.choices.schemas.overlays_from(&wish.root)?;
        let loader = Files::new(&wish.root, config.files());
        (work::first(&wish.root, &config, &loader, flags), BTreeMap::new())
    };
    if !wish.client {
        say(&mut work.todo, "client", false);
    }
    if wish.choices.mock {
        say(&mut work.todo, "mock", true);
    }
    if let Some(dialect) = dialect {
        say(&mut work.todo, "dialect", dialect.word());
    }
    if !config.generate.overlays.is_empty() {
        say(&mut work.todo, "overlays", Array::from_iter(&config.generate.overlays));
    }
    let mut seen = Sources::default();
    for (_, Source { path, text }) in work.sources.iter() {
        let place = origins.get(path).cloned().unwrap_or_else(|| wish.root.join(path));
        seen.add(Source { path: shown(&place), text: text.clone() });
    }
    Ok(Birth { root: wish.root.clone(), work, shown: seen })
}

/// The folder that `generate FILE` makes when none is named: the package, by the contract's title.
pub(crate) fn default_root(inputs: &[PathBuf]) -> Result<PathBuf, Failure> {
    real(Path::new(&package(inputs))).map_err(Failure::environment)
}

/// The package that would be made from schemas, by the contract's title.
pub(crate) fn package(inputs: &[PathBuf]) -> String {
    let all: Vec<String> = inputs.iter().map(|it| it.to_string_lossy().replace('\\', "/")).collect();
    let loader = Files::new(Path::new("."), &all);
    let mut log = Diagnostics::default();
    let mut sources = work::read(Path::new("."), &all, &loader, &mut log);
    package_name(&draft(&mut sources, &loader, &mut log).info.title)
}

impl Birth {
    /// Writes the whole project, or nothing.
    ///
    /// # Errors
    ///
    /// When the disk fails.
    pub(crate) fn write(&self) -> Result<(), Failure> {
        if self.root.exists() {
            return Ok(Disk::open(&self.root)?.apply(&self.work.todo.changes)?);
        }
        let parent = self.root.parent().unwrap_or(&self.root);
        fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".zephyrix-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let aside = builder.tempdir_in(parent).with_context(|| format!("cannot write to {}", parent.display()))?;
        let aside_root = aside.path().canonicalize().context("cannot open the folder just made")?;
        for (path, change) in &self.work.todo.changes {
            let Change::Create(text) = change else { continue };
            let place = crate::disk::place(&aside_root, path)?;
            let folder = place.parent().unwrap_or(&aside_root);
            let written = fs::create_dir_all(folder).and_then(|()| fs::write(&place, text));
            written.with_context(|| format!("cannot write {path}"))?;
        }
        fs::rename(aside.path(), &self.root).with_context(|| format!("cannot create {}", self.root.display()))?;
        // It has moved: there is nothing left to clean up.
        let _ = aside.keep();
        Ok(())
    }
}

/// A project is made where nothing is, or in an empty folder or repository.
fn refuse_taken(root: &Path) -> Result<(), Failure> {
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(_) if !root.exists() => return Ok(()),
        Err(_) => return Err(Failure::input(format!("`{}` is there, and no folder", shown(root)))),
    };
    if entries.filter_map(Result::ok).any(|it| it.file_name() != ".git") {
        return Err(Failure::input(format!("`{}` is not empty", shown(root)))
            .help("name a new folder; in a project, `zephyrix generate` is the command"));
    }
    Ok(())
}

/// Where the runtime crate comes from, as a project in `root` says it.
pub(crate) fn runtime(root: &Path, typed: Option<&RuntimeArg>) -> Result<Runtime, Failure> {
    let path = match typed {
        None | Some(RuntimeArg::Vendored) => return Ok(Runtime::Vendored),
        Some(RuntimeArg::Registry) => return Ok(Runtime::Registry),
        Some(RuntimeArg::Path(path)) => path,
    };
    let place = real(path).map_err(Failure::environment)?;
    if !place.join("Cargo.toml").is_file() {
        return Err(Failure::input(format!("`{}` holds no crate", path.display()))
            .help("`--runtime` is `vendored`, `registry`, or the folder of the crate `zephyrix`"));
    }
    let as_typed = path.is_absolute().then(|| place.to_string_lossy().replace('\\', "/"));
    Ok(Runtime::Path(as_typed.unwrap_or_else(|| relative(root, &place))))
}

/// A run over the copies; and where each copy comes from.
fn copied(root: &Path, config: &mut Config, gathered: Gathered, flags: Flags) -> (Work, BTreeMap<String, PathBuf>) {
    let Gathered { inputs, overlays, files, missing, unreadable } = gathered;
    if let Some((sources, log)) = unreadable {
        let work = Work { sources, log, todo: Reconciled::default(), is_input_wrong: true };
        return (work, BTreeMap::new());
    }
    let mut run = |folder: &str| {
        let within = |all: &[String]| all.iter().map(|it| format!("{folder}{it}")).collect();
        (config.inputs, config.generate.overlays) = (within(&inputs), within(&overlays));
        let texts = files.iter().map(|(path, (text, _))| (format!("{folder}{path}"), text.clone()));
        let texts: BTreeMap<String, String> = texts.collect();
        let loader = Copies { texts: &texts, missing: &missing };
        (work::first(root, config, &loader, flags), texts, folder.to_owned())
    };
    let mut done = run("");
    // An input that is called like a file of the service stands aside.
    if done.1.keys().any(|it| done.0.todo.changes.contains_key(it)) {
        done = run("schemas/");
    }
    let (mut work, texts, folder) = done;
    work.todo.changes.extend(texts.into_iter().map(|(path, text)| (path, Change::Create(text))));
    let origins = files.into_iter().map(|(path, (_, from))| (format!("{folder}{path}"), from));
    (work, origins.collect())
}

/// Says in the new `zephyrix.toml` how a detail of generation is wanted.
fn say(todo: &mut Reconciled, key: &str, wanted: impl Into<Value>) {
    let Some(Change::Create(text)) = todo.changes.get_mut(FILE) else { return };
    let Ok(mut document) = text.parse::<DocumentMut>() else { return };
    set_detail(&mut document, key, wanted);
    *text = document.to_string();
}

/// Says in a `zephyrix.toml` how a detail of generation is wanted.
pub(crate) fn set_detail(document: &mut DocumentMut, key: &str, wanted: impl Into<Value>) {
    let generate = document.entry("generate").or_insert_with(|| Item::Table(Table::new()));
    if let Some(table) = generate.as_table_like_mut() {
        table.insert(key, value(wanted));
    }
}

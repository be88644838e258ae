//! The project that is served.

use crate::args::{Choices, RuntimeArg, Schemas};
use crate::create::{self, Wish, create};
use crate::failure::{Exit, Failure};
use crate::paths::{real, shown};
use crate::project::{self, FILE, Project};
use crate::report::Terminal;
use crate::work::Flags;
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};

/// Where it is, or why there is none.
pub(super) enum Place {
    /// In this folder.
    Project(PathBuf),
    /// The schema is wrong, which has been said.
    Refused(Exit),
}

/// The project here, or one for a schema, which is made when it is not there yet.
pub(super) fn project(file: Option<&Path>, schemas: &Schemas, terminal: Terminal) -> Result<Place, Failure> {
    let Some(file) = file else { return there(project::here(terminal)?, schemas) };
    if let Some(root) = project::find() {
        let project = Project::open(&root, terminal)?;
        if project.reads(file) {
            return there(project, schemas);
        }
    }
    let inputs = [file.to_owned()];
    let home = home()?;
    let root = home.join(create::package(&inputs));
    if root.join(FILE).is_file() {
        let project = Project::open(&root, terminal)?;
        if project.reads(file) {
            return there(project, schemas);
        }
        return Err(Failure::input(format!("`{}` was made from another schema", shown(&root)))
            .help("delete it: it will be made again from this one"));
    }
    let wish = Wish {
        root,
        name: None,
        inputs: &inputs,
        copied: false,
        dialect: None,
        choices: &Choices {
            database: None,
            runtime: Some(runtime()),
            mock: false,
            grpc: false,
            graphql: false,
            schemas: schemas.clone(),
        },
        client: false,
    };
    let birth = create(&wish, Flags::default())?;
    if birth.work.log.has_errors() {
        terminal.findings(&birth.work.log, &birth.shown);
        return Ok(Place::Refused(Exit::Input));
    }
    ignore(&home)?;
    birth.write()?;
    Ok(Place::Project(birth.root))
}

/// A project that is there, if it has the overlays.
fn there(project: Project, schemas: &Schemas) -> Result<Place, Failure> {
    if let Some(other) = schemas.other_dialect(project.config.generate.dialect) {
        let place = shown(&project.root.join(FILE));
        let word = other.word();
        return Err(Failure::input(format!("`{place}` does not say that its SQL is that of {word}"))
            .help(format!("`zephyrix generate --dialect {word}` says it")));
    }
    let known = &project.config.generate.overlays;
    match schemas.overlays_from(&project.root)?.into_iter().find(|it| !known.contains(it)) {
        Some(other) => {
            let place = shown(&project.root.join(FILE));
            Err(Failure::input(format!("`{other}` is not among the overlays of `{place}`"))
                .help(format!("`zephyrix generate --overlay {other}` adds it")))
        }
        None => Ok(Place::Project(project.root)),
    }
}

/// The folder of projects that are made to be served only: beside what cargo builds, where cargo builds here.
fn home() -> Result<PathBuf, Failure> {
    let here = real(Path::new(".")).map_err(Failure::environment)?;
    Ok(here.join(if here.join("Cargo.toml").is_file() { "target/zephyrix-dev" } else { ".zephyrix/dev" }))
}

/// Keeps projects that are made to be served only out of version control.
fn ignore(home: &Path) -> anyhow::Result<()> {
    let kept = fs::create_dir_all(home).and_then(|()| fs::write(home.join(".gitignore"), "*\n"));
    kept.with_context(|| format!("cannot write to {}", home.display()))
}

/// The runtime of the checkout that this binary was built in, so that it can be worked on; else a copy.
fn runtime() -> RuntimeArg {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    match checkout.canonicalize() {
        Ok(folder) if folder.join("Cargo.toml").is_file() => RuntimeArg::Path(folder),
        _ => RuntimeArg::Vendored,
    }
}

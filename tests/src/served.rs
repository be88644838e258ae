//! Services that are generated, built and run beside a test.

use crate::cargo::Workspace;
use crate::folder::{self, Texts};
use crate::process::Process;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use zephyrix_generator::{Config, Database, Diagnostics, Generate, Job, Previous, Runtime, Source, Sources, generate};

/// The project that is made of schemas, among the texts of a folder.
///
/// # Panics
/// When it is not made.
pub fn project(name: &str, texts: &Texts, inputs: &[&str], adapt: impl FnOnce(&mut Config)) -> Texts {
    let mut config = Config {
        name: Some(name.to_owned()),
        inputs: inputs.iter().map(|it| (*it).to_owned()).collect(),
        runtime: Runtime::Path(folder::of_repository("runtime").to_string_lossy().into_owned()),
        generate: Generate { client: false, ..Generate::default() },
        ..Config::default()
    };
    adapt(&mut config);
    let (mut sources, mut log) = (Sources::default(), Diagnostics::default());
    for path in inputs {
        sources.add(Source { path: (*path).to_owned(), text: texts[*path].clone() });
    }
    let job = Job { loader: texts, config: &config, previous: &Previous::default() };
    let files = generate(&mut sources, job, &mut log).unwrap_or_else(|| panic!("{:?}", log.all()));
    files.iter().map(|(path, file)| (path.to_owned(), file.text.clone())).collect()
}

/// The service of a case in each database, built: [`named`] after both.
///
/// # Panics
/// When one is not made, or does not compile.
pub fn in_each_database(temporary: &str, case: &str, input: &str) -> Workspace {
    let workspace = Workspace::new(temporary, case);
    let schemas = folder::read(&folder::of_repository(&format!("tests/cases/{case}")));
    let made = [Database::Sqlite, Database::Postgres, Database::Mysql].map(|database| {
        let name = named(case, database);
        let texts = project(&name, &schemas, &[input], |config| config.database = database);
        (name, texts)
    });
    workspace.fill_with(made.iter().map(|(name, texts)| (name.as_str(), texts.clone())));
    workspace.cargo(&["build", "--quiet", "--workspace"]).unwrap_or_else(|said| panic!("{said}"));
    workspace
}

/// What the service of a case in a database is called.
pub fn named(case: &str, database: Database) -> String {
    format!("{}-{}", case.replace('_', "-"), database.word())
}

/// A service, as it runs.
#[derive(Debug)]
pub struct Service {
    /// Where it listens: `127.0.0.1:1234`.
    pub address: String,
    /// The program.
    pub process: Process,
    _folder: TempDir,
}

impl Service {
    /// Starts a program in a folder of its own, with settings.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start(program: &Path, settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let mut program = Command::new(program);
        program.current_dir(folder.path()).env("APP__SERVER__ADDR", "127.0.0.1:0").env("APP__LOG__FORMAT", "json");
        program.envs(settings.iter().copied());
        let process = Process::start(&mut program);
        let rest = process.line_after("listens on http://");
        let address = rest.chars().take_while(|it| it.is_ascii_digit() || ".:".contains(*it)).collect();
        Self { address, process, _folder: folder }
    }
}

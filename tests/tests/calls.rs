//! A generated service of protobuf, as clients that are not ours meet it: all on one port, all by the same handlers.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;
use toml_edit::{DocumentMut, value};
use zephyrix_generator::{Config, Diagnostics, Generate, Job, Previous, Runtime, Source, Sources, generate};
use zephyrix_tests::cargo::{Workspace, finish};
use zephyrix_tests::folder::{self, Texts};
use zephyrix_tests::foreign;
use zephyrix_tests::process::Process;

/// The protobuf of the service, by path.
const SCHEMAS: [&str; 2] = ["library.proto", "grpc/testing/test.proto"];

/// What the service does, and where that is in a project.
const HANDLERS: [(&str, &str); 3] = [
    ("app.rs", "src/app.rs"),
    ("library.rs", "src/handlers/library.rs"),
    ("test_service.rs", "src/handlers/test_service.rs"),
];

#[test]
fn grpc_by_python() {
    let Some(python) = foreign::python(env!("CARGO_TARGET_TMPDIR")) else { return };
    let service = Service::start();
    said(python.run("library.py").arg(&service.address));
}

#[test]
fn health_until_the_end() {
    let Some(python) = foreign::python(env!("CARGO_TARGET_TMPDIR")) else { return };
    let settings = [("APP__SERVER__SHUTDOWN__DELAY", "2s"), ("APP__REFLECTION__ENABLED", "false")];
    let service = Service::with(&settings);
    said(python.run("stopping.py").arg(&service.address).arg(service.process.id().to_string()));
}

/// Runs a script; what it says is seen when the test fails, or shows what it prints.
fn said(script: &mut Command) {
    if let Err(why) = finish(script) {
        panic!("{why}");
    }
}

/// The service, as it runs.
struct Service {
    address: String,
    process: Process,
    _folder: TempDir,
}

impl Service {
    fn start() -> Self {
        Self::with(&[])
    }

    /// With settings.
    fn with(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut program = Command::new(workspace().program(NAME));
        program.current_dir(folder.path()).env("APP__SERVER__ADDR", "127.0.0.1:0").env("APP__LOG__FORMAT", "json");
        program.envs(settings.iter().copied());
        let process = Process::start(&mut program);
        let rest = process.line_after("listens on http://");
        let address = rest.chars().take_while(|it| it.is_ascii_digit() || ".:".contains(*it)).collect();
        Self { address, process, _folder: folder }
    }
}

const NAME: &str = "foreign";

/// The project, built once.
fn workspace() -> &'static Workspace {
    static BUILT: OnceLock<Workspace> = OnceLock::new();
    BUILT.get_or_init(|| {
        let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "calls");
        workspace.fill_with([(NAME, project())]);
        workspace.cargo(&["build", "--quiet"]).unwrap();
        workspace
    })
}

fn project() -> Texts {
    let schemas = folder::read(&folder::of_repository("tests/foreign/service"));
    let config = Config {
        name: Some(NAME.to_owned()),
        inputs: SCHEMAS.map(str::to_owned).to_vec(),
        runtime: Runtime::Path(folder::of_repository("runtime").to_str().unwrap().to_owned()),
        generate: Generate { client: false, ..Generate::default() },
        ..Config::default()
    };
    let (mut sources, mut log) = (Sources::default(), Diagnostics::default());
    for path in SCHEMAS {
        sources.add(Source { path: path.to_owned(), text: schemas[path].clone() });
    }
    let job = Job { loader: &schemas, config: &config, previous: &Previous::default() };
    let files = generate(&mut sources, job, &mut log).unwrap();
    let mut texts: Texts = files.iter().map(|(path, file)| (path.to_owned(), file.text.clone())).collect();
    for (from, to) in HANDLERS {
        texts.insert(to.to_owned(), schemas[&format!("handlers/{from}")].clone());
    }
    // Handlers that wait do so by tokio.
    let mut manifest: DocumentMut = texts["Cargo.toml"].parse().unwrap();
    manifest["dependencies"]["tokio"]["version"] = value("1");
    manifest["dependencies"]["tokio"]["features"] = value(["time"].into_iter().collect::<toml_edit::Array>());
    texts.insert("Cargo.toml".to_owned(), manifest.to_string());
    texts
}

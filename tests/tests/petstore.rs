//! The petstore as its users meet it: generated, built, run as a program, and asked over sockets.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod story;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;
use zephyrix_generator::{
    Config, Database, Diagnostics, FileSet, Format, Job, NoLoader, Previous, Runtime, Source, Sources, generate, render,
};
use zephyrix_tests::cargo::{Workspace, finish};
use zephyrix_tests::client::Client;
use zephyrix_tests::process::Process;
use zephyrix_tests::{folder, servers};

#[test]
fn sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("pets.db").display());
    Petstore::new(Database::Sqlite, &url).lives();
}

#[test]
fn postgres() {
    let Some(server) = servers::postgres() else { return };
    Petstore::new(Database::Postgres, &server.url).lives();
}

#[test]
fn mariadb() {
    let Some(server) = servers::mariadb() else { return };
    Petstore::new(Database::Mysql, &server.url).lives();
}

/// A petstore and where its data is.
struct Petstore {
    name: String,
    url: String,
    /// Where it runs: its configuration, and nothing else of the project.
    folder: TempDir,
}

impl Petstore {
    fn new(database: Database, url: &str) -> Self {
        let name = name(database);
        let folder = tempfile::tempdir().unwrap();
        let config = folder::read(&workspace().member(&name).join("config"));
        folder::write(&folder.path().join("config"), &config);
        Self { name, url: url.to_owned(), folder }
    }

    /// All that is to be seen of it, from its first start.
    fn lives(&self) {
        for step in ["status", "up", "up"] {
            finish(&mut self.program(&["migrate", step])).unwrap();
        }
        let (mut process, client) = self.start();
        story::operation(&client, &served(&self.name));
        let kept = story::pets(&client);
        story::owners(&client);
        story::refusals(&client);
        assert_eq!(process.end("-TERM"), Some(0), "SIGTERM ends it as it should");
        let (mut process, client) = self.start();
        assert_eq!(client.get(&kept.path).expect(200).json(), kept.body, "data outlives the process");
        assert_eq!(process.end("-INT"), Some(0));
        self.contract();
    }

    fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(workspace().program(&self.name));
        command.args(arguments).current_dir(self.folder.path());
        command.env("APP__DATABASE__URL", &self.url).env("APP__SERVER__ADDR", "127.0.0.1:0");
        command
    }

    fn start(&self) -> (Process, Client) {
        let process = Process::start(&mut self.program(&[]));
        let rest = process.line_after("listens on http://");
        let addr: String = rest.chars().take_while(|it| it.is_ascii_digit() || ".:".contains(*it)).collect();
        let client = Client::new(addr.parse().unwrap_or_else(|error| panic!("{addr}: {error}")));
        (process, client)
    }

    /// The project's own contract tests, against the same server.
    fn contract(&self) {
        let tests = ["test", "--quiet", "--package", &self.name];
        workspace().cargo_with(&tests, &[("APP__DATABASE__URL", &self.url)]).unwrap();
    }
}

/// The contract as it was generated.
fn served(name: &str) -> String {
    fs::read_to_string(workspace().member(name).join("openapi.json")).unwrap()
}

fn name(database: Database) -> String {
    format!("petstore-{}", database.word())
}

/// The projects of all databases, built once.
fn workspace() -> &'static Workspace {
    static BUILT: OnceLock<Workspace> = OnceLock::new();
    BUILT.get_or_init(|| {
        let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "petstore");
        let databases = [Database::Sqlite, Database::Postgres, Database::Mysql];
        let made: BTreeMap<String, FileSet> = databases.map(|it| (name(it), petstore(it))).into();
        workspace.fill(made.iter().map(|(name, files)| (name.as_str(), files)));
        workspace.cargo(&["build", "--quiet", "--workspace"]).unwrap();
        workspace
    })
}

/// The project for one database.
fn petstore(database: Database) -> FileSet {
    let text = fs::read_to_string(folder::of_repository("schemas/petstore.yaml")).unwrap();
    let runtime = folder::of_repository("runtime");
    let config = Config {
        name: Some(name(database)),
        inputs: vec!["petstore.yaml".to_owned()],
        database,
        runtime: Runtime::Path(runtime.to_str().unwrap().to_owned()),
        ..Config::default()
    };
    let (mut sources, mut log) = (Sources::default(), Diagnostics::default());
    sources.add(Source { path: "petstore.yaml".to_owned(), text });
    let job = Job { loader: &NoLoader, config: &config, previous: &Previous::default() };
    let files = generate(&mut sources, job, &mut log);
    let findings = render(&log, &sources, Format::Human { color: false });
    assert_eq!(findings, "", "the example of all examples has no findings");
    files.unwrap()
}

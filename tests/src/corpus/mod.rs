//! Real documents, and what becomes of them.

mod count;
pub mod measure;
mod row;

pub use row::{Row, Totals};

use crate::folder;
use serde_json::json;
use std::path::{Path, PathBuf};
use zephyrix_generator::{
    Config, Database, Diagnostics, FileSet, Generate, Job, Loader, Previous, Runtime, Severity, Source, Sources,
    generate,
};

/// Every file under a folder that says it is OpenAPI or Swagger.
pub fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = folder::files(folder);
    found.retain(|path| {
        let kind = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        ["yaml", "yml", "json"].contains(&kind) && std::fs::read_to_string(path).is_ok_and(|it| count::is_openapi(&it))
    });
    found
}

/// What the generator made of a document.
#[derive(Debug)]
pub struct Made {
    /// The project, where there is one.
    pub files: Option<FileSet>,
    /// How many operations the document has, by a parser that is not ours.
    pub written: usize,
    /// How many the service has.
    pub served: usize,
    /// The codes of what was found, errors first.
    pub codes: [Vec<&'static str>; 2],
    /// The first error, and where it is.
    pub first: Option<String>,
}

/// Generates the service of a document, in memory.
pub fn make(document: &Path, name: &str, client: bool) -> Made {
    let text = std::fs::read_to_string(document).unwrap();
    let path = document.to_string_lossy().into_owned();
    let runtime = folder::of_repository("runtime").to_string_lossy().into_owned();
    let config = Config {
        name: Some(name.to_owned()),
        inputs: vec![path.clone()],
        runtime: Runtime::Path(runtime),
        generate: Generate { client, ..Generate::default() },
        database: database(),
        grpc: std::env::var_os("GRPC").is_some(),
        graphql: std::env::var_os("GRAPHQL").is_some(),
        ..Config::default()
    };
    let written = count::operations(&text);
    let mut sources = Sources::default();
    sources.add(Source { path, text });
    let mut log = Diagnostics::default();
    let job = Job { loader: &Disk, config: &config, previous: &Previous::default() };
    let files = generate(&mut sources, job, &mut log);
    let codes = |worst: Severity| log.all().iter().filter(|it| it.severity == worst).map(|it| it.code.id).collect();
    let first = log.all().iter().find(|it| it.severity == Severity::Error).map(|it| {
        let place = it.span.map_or((0, 0), |span| sources.position(span));
        format!("{}:{} {}", place.0, place.1, it.message)
    });
    let served = files.as_ref().and_then(|it| it.get("src/generated/mod.rs")).map_or(0, |it| operations_in(&it.text));
    Made { served, files, written, codes: [codes(Severity::Error), codes(Severity::Warning)], first }
}

fn operations_in(text: &str) -> usize {
    text.matches("OperationInfo {").count()
}

/// Generates the service of a document into a folder; what was found, as JSON.
pub fn generate_here(document: &Path, to: &Path) -> String {
    let Made { files, written, served, codes: [errors, warnings], first } = make(document, "service", false);
    let mut lines = 0;
    for (path, file) in files.iter().flat_map(FileSet::iter) {
        lines += if is_rust(path) { file.text.lines().count() } else { 0 };
        let path = to.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.text).unwrap();
    }
    json!({ "generated": files.is_some(), "written": written, "served": served, "lines": lines, "errors": errors,
        "warnings": warnings, "first": first })
    .to_string()
}

/// The database that the variable `DATABASE` names, else SQLite.
fn database() -> Database {
    match std::env::var("DATABASE").as_deref() {
        Ok("postgres") => Database::Postgres,
        Ok("mysql") => Database::Mysql,
        _ => Database::Sqlite,
    }
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|it| it == "rs")
}

/// The files of this machine.
pub(crate) struct Disk;

impl Loader for Disk {
    fn load(&self, path: &str) -> Result<String, String> {
        std::fs::read_to_string(path).map_err(|error| error.to_string())
    }
}

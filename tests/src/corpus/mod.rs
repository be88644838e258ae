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

/// Generates the service of a document into a folder; what was found, as JSON.
pub fn generate_here(document: &Path, to: &Path) -> String {
    let text = std::fs::read_to_string(document).unwrap();
    let path = document.to_string_lossy().into_owned();
    let runtime = folder::of_repository("runtime").to_string_lossy().into_owned();
    let config = Config {
        name: Some("service".to_owned()),
        inputs: vec![path.clone()],
        runtime: Runtime::Path(runtime),
        generate: Generate { client: false, ..Generate::default() },
        database: database(),
    };
    let written = count::operations(&text);
    let mut sources = Sources::default();
    sources.add(Source { path, text });
    let mut log = Diagnostics::default();
    let job = Job { loader: &Disk, config: &config, previous: &Previous::default() };
    let files = generate(&mut sources, job, &mut log);
    let codes = |worst: Severity| -> Vec<&str> {
        log.all().iter().filter(|it| it.severity == worst).map(|it| it.code.id).collect()
    };
    let first = log.all().iter().find(|it| it.severity == Severity::Error).map(|it| {
        let place = it.span.map_or((0, 0), |span| sources.position(span));
        format!("{}:{} {}", place.0, place.1, it.message)
    });
    let (mut lines, mut served) = (0, 0);
    for (path, file) in files.iter().flat_map(FileSet::iter) {
        lines += if is_rust(path) { file.text.lines().count() } else { 0 };
        served += if path == "src/generated/mod.rs" { file.text.matches("OperationInfo {").count() } else { 0 };
        let path = to.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.text).unwrap();
    }
    let (errors, warnings) = (codes(Severity::Error), codes(Severity::Warning));
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

struct Disk;

impl Loader for Disk {
    fn load(&self, path: &str) -> Result<String, String> {
        std::fs::read_to_string(path).map_err(|error| error.to_string())
    }
}

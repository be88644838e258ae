//! A service that only migrates: its migrations are those of the folder `MIGRATIONS`, read when it starts.

use std::path::Path;
use std::process::ExitCode;
use zephyrix::{Migration, Router, Service, Start};

fn main() -> ExitCode {
    let folder = std::env::var("MIGRATIONS").unwrap_or_else(|_| "migrations".to_owned());
    let migrations = Box::leak(read(Path::new(&folder)).into_boxed_slice());
    let service =
        Service { name: "migrating", title: "Migrating", version: "1", openapi: "{}", operations: &[], migrations };
    zephyrix::run(Box::leak(Box::new(service)), build)
}

async fn build(_: Start) -> Result<Router, zephyrix::BoxError> {
    Ok(Router::default())
}

/// In order of version.
fn read(folder: &Path) -> Vec<Migration> {
    let keep = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).ok().map(keep);
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        let Some(stem) = file.strip_suffix(".sql").filter(|it| !it.contains('.')) else { continue };
        let Some((version, name)) = stem[1..].split_once("__") else { continue };
        all.push(Migration {
            version: version.parse().unwrap_or_default(),
            name: keep(name.to_owned()),
            up: text(&file).unwrap_or_default(),
            down: text(&format!("{stem}.down.sql")),
        });
    }
    all.sort_by_key(|it| it.version);
    all
}

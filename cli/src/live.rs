//! Live databases: where they are, and what is in them.

use crate::args::DatabaseArg;
use crate::disk::text_at;
use crate::failure::Failure;
use crate::project::Project;
use anyhow::Context;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use toml_edit::DocumentMut;
use zephyrix::db::describe;
use zephyrix_generator::relational::Schema;
use zephyrix_generator::{Database, Diagnostics, SourceId, sql};

/// Beginnings of URLs.
const SCHEMES: &[(&str, Database)] = &[
    ("sqlite:", Database::Sqlite),
    ("postgres://", Database::Postgres),
    ("postgresql://", Database::Postgres),
    ("mysql://", Database::Mysql),
    ("mariadb://", Database::Mysql),
];

/// The database of a URL.
///
/// # Errors
///
/// When it is none.
pub(crate) fn database(url: &str) -> Result<Database, Failure> {
    let found = SCHEMES.iter().find(|(scheme, _)| url.starts_with(scheme)).map(|(_, it)| *it);
    found.ok_or_else(|| {
        Failure::input("the URL is of no database that is known").help("`postgres://…`, `mysql://…` or `sqlite:FILE`")
    })
}

/// The URL in the project's configuration: the last file that says it wins, as it does in the service.
pub(crate) fn configured(project: &Project) -> Result<String, Failure> {
    let environment = std::env::var("APP_ENV").unwrap_or_else(|_| "development".to_owned());
    let mut url = None;
    for file in ["default", &environment, "local"] {
        let Ok(text) = text_at(&project.root.join(format!("config/{file}.toml"))) else { continue };
        let Ok(document) = text.parse::<DocumentMut>() else { continue };
        let said = document.get("database").and_then(|it| it.get("url")).and_then(|it| it.as_str());
        url = said.map(str::to_owned).or(url);
    }
    let url = url.ok_or_else(|| Failure::input("no database is configured").help("say which with `--url`"))?;
    Ok(match url.strip_prefix("sqlite://") {
        Some(path) if !path.starts_with('/') => format!("sqlite://{}", project.root.join(path).display()),
        _ => url,
    })
}

/// What is defined in a database, by its own description.
///
/// # Errors
///
/// When the description cannot be read.
pub(crate) fn schema(described: &str, database: Database) -> Result<Schema, Failure> {
    let (mut schema, mut log) = (Schema::new(database), Diagnostics::default());
    sql::read(described, SourceId::default(), database, &mut schema, &mut log);
    match log.all().iter().find(|_| log.has_errors()) {
        Some(wrong) => Err(Failure::environment(format!("the description cannot be read: {}", wrong.message))),
        None => Ok(schema),
    }
}

/// Waits for what asks a database.
pub(crate) fn block_on<T>(asked: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.context("cannot wait for a database")?.block_on(asked)
}

/// Inputs of a new project, with live databases described in files.
pub(crate) struct Inputs {
    /// All of them as files.
    pub(crate) files: Vec<PathBuf>,
    /// The kind of the live one.
    pub(crate) database: Option<DatabaseArg>,
    /// Where the descriptions are, for as long as this lives.
    folder: TempDir,
}

/// Describes those of the inputs that are live databases.
pub(crate) fn inputs(all: &[PathBuf]) -> Result<Inputs, Failure> {
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let mut inputs = Inputs { files: Vec::new(), database: None, folder };
    for input in all {
        let url = input.to_string_lossy();
        if !SCHEMES.iter().any(|(scheme, _)| url.starts_with(scheme)) {
            inputs.files.push(input.clone());
            continue;
        }
        let database = database(&url)?;
        let url = url
            .strip_prefix("sqlite:")
            .filter(|it| !it.starts_with("//"))
            .map_or_else(|| url.to_string(), |path| format!("sqlite://{path}"));
        let text = block_on(async { describe(&url).await.map_err(Failure::environment) })?;
        let place = inputs.folder.path().join(file(&url));
        std::fs::write(&place, text).context("cannot write a temporary file")?;
        inputs.files.push(place);
        inputs.database = Some(match database {
            Database::Sqlite => DatabaseArg::Sqlite,
            Database::Postgres => DatabaseArg::Postgres,
            Database::Mysql => DatabaseArg::Mysql,
        });
    }
    Ok(inputs)
}

/// `postgres://me@db/shop?x` is described in `shop.sql`.
fn file(url: &str) -> String {
    let path = url.split('?').next().unwrap_or_default();
    let stem = Path::new(path).file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let plain: String = stem.chars().filter(|it| it.is_ascii_alphanumeric() || "_-".contains(*it)).collect();
    if plain.is_empty() || path.matches('/').count() < 3 && path.contains("://") {
        "schema.sql".to_owned()
    } else {
        format!("{plain}.sql")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_called_like_its_database() {
        for (url, name) in [
            ("postgres://me@db:5432/shop?sslmode=disable", "shop.sql"),
            ("sqlite:data/shop.db", "shop.sql"),
            ("mysql://root@db", "schema.sql"),
        ] {
            assert_eq!(file(url), name);
        }
    }
}

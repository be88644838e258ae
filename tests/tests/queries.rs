//! Types of named queries are those that the database itself reports when it prepares them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::fs;
use zephyrix::db::{PreparedColumn, describe, prepare};
use zephyrix_generator::queries::Query;
use zephyrix_generator::relational::Schema;
use zephyrix_generator::verify::{Said, SaidColumn, verify};
use zephyrix_generator::{
    Code, Config, Database, Diagnostic, Diagnostics, Format, Generate, Job, NoLoader, Previous, Source, SourceId,
    Sources, queries_of, render, sql,
};
use zephyrix_tests::{folder, queries, servers};

/// A case.
struct Read {
    queries: Vec<Query>,
    sources: Sources,
    /// What makes the database.
    scripts: Vec<String>,
}

/// The queries of a case, and the scripts that make the database they are about.
fn read(database: Database) -> Read {
    let folder = folder::of_repository("tests/cases").join(format!("queries_{}", database.word()));
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let sources = [("input.sql", text("input.sql")), ("films.sql", text("films.sql"))];
    let mut read = Sources::default();
    for (path, text) in sources {
        read.add(Source { path: path.to_owned(), text });
    }
    let mut sources = read;
    let generate = Generate { dialect: Some(database), ..Generate::default() };
    let config = Config { database, generate, ..Config::default() };
    let mut log = Diagnostics::default();
    let job = Job { loader: &NoLoader, config: &config, previous: &Previous::default() };
    let queries = queries_of(&mut sources, job, &mut log);
    assert!(!log.has_errors(), "{}", render(&log, &sources, Format::Human { color: false }));
    Read { queries, sources, scripts: vec![text("input.sql"), text("rows.sql")] }
}

/// Asks the server about every query; what it says otherwise, a line each.
async fn differences(url: &str, database: Database) -> String {
    let Read { queries, sources, scripts } = read(database);
    assert!(queries.len() >= 40, "{} queries", queries.len());
    queries::make(url, &scripts).await.unwrap();
    let statements: Vec<String> = queries.iter().map(Query::numbered).collect();
    let said = prepare(url, &statements).await.unwrap();
    let (mut live, mut log) = (Schema::new(database), Diagnostics::default());
    sql::read(&describe(url).await.unwrap(), SourceId::default(), database, &mut live, &mut log);
    let nulls = queries::nulls(url, &queries).await.unwrap();
    for ((query, said), nulls) in queries.iter().zip(said).zip(nulls) {
        let column = |it: PreparedColumn| SaidColumn { name: it.name, ty: it.ty, origin: it.origin };
        let said =
            said.map(|it| Said { parameters: it.parameters, columns: it.columns.into_iter().map(column).collect() });
        verify(query, &said, &live, &mut log);
        for (column, _) in query.columns.iter().zip(nulls).filter(|(it, null)| *null && !it.nullable) {
            let message = format!("{}: the column {} is NULL", query.name, column.name);
            log.push(Diagnostic::new(Code::QUERY_DISAGREES, column.span, message));
        }
    }
    render(&log, &sources, Format::Human { color: false })
}

fn agrees(url: &str, database: Database) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let wrong = runtime.block_on(differences(url, database));
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn sqlite_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    agrees(&format!("sqlite://{}/films.db?mode=rwc", folder.path().display()), Database::Sqlite);
}

#[test]
fn postgres_says_the_same() {
    if let Some(server) = servers::postgres() {
        agrees(&server.url, Database::Postgres);
    }
}

#[test]
fn mariadb_says_the_same() {
    if let Some(server) = servers::mariadb() {
        agrees(&server.url, Database::Mysql);
    }
}

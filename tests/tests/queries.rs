//! Types of named queries are those that the database itself reports when it prepares them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::fs;
use zephyrix_generator::queries::Query;
use zephyrix_generator::{
    Config, Database, Diagnostics, Format, Generate, Job, NoLoader, Previous, Source, Sources, queries_of, render,
};
use zephyrix_tests::{folder, queries, servers};

/// The queries of a case, and the scripts that make the database they are about.
fn read(database: Database) -> (Vec<Query>, Vec<String>) {
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
    (queries, vec![text("input.sql"), text("rows.sql")])
}

/// Asks the server about every query; what it says otherwise, a line each.
async fn differences(url: &str, database: Database) -> Vec<String> {
    let (queries, scripts) = read(database);
    assert!(queries.len() >= 40, "{} queries", queries.len());
    let said = queries::ask(url, &scripts, &queries).await.unwrap();
    let mut wrong = Vec::new();
    for (query, said) in queries.iter().zip(said) {
        let name = &query.name;
        for (found, said) in query.parameters.iter().zip(said.parameters.into_iter().flatten()) {
            if !queries::agree(&found.ty.kind, &said, database) {
                wrong.push(format!("{name}: the parameter {} is {said}, not {:?}", found.name, found.ty.kind));
            }
        }
        if query.columns.len() != said.columns.len() {
            wrong.push(format!("{name} has {} columns, not {}", said.columns.len(), query.columns.len()));
        }
        for ((found, (label, said)), null) in query.columns.iter().zip(said.columns).zip(said.nulls) {
            if !queries::agree(&found.ty.kind, &said, database) {
                wrong.push(format!("{name}: the column {label} is {said}, not {:?}", found.ty.kind));
            }
            if null && !found.nullable {
                wrong.push(format!("{name}: the column {label} is NULL"));
            }
        }
    }
    wrong
}

fn agrees(url: &str, database: Database) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let wrong = runtime.block_on(differences(url, database));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sqlite_says_the_same() {
    agrees("sqlite::memory:", Database::Sqlite);
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

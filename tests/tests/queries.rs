//! Types of named queries are those that the database itself reports when it prepares them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::fs;
use zephyrix::db::{Planned, PreparedColumn, QueryPlan, describe, prepare, query_plans};
use zephyrix_generator::advise::{Found, advise, asked};
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

/// What a database finds to lack of indexes, in a case whose schema ends in more statements.
async fn lacks(url: &str, case: &str, files: &[&str], more: &str, database: Database) -> Vec<Diagnostic> {
    let folder = folder::of_repository("tests/cases").join(case);
    let mut sources = Sources::default();
    for path in files {
        let text = fs::read_to_string(folder.join(path)).unwrap();
        let more = if *path == "input.sql" { more } else { "" };
        sources.add(Source { path: (*path).to_owned(), text: text + more });
    }
    let generate = Generate { dialect: Some(database), ..Generate::default() };
    let config = Config { database, generate, ..Config::default() };
    let mut log = Diagnostics::default();
    let job = Job { loader: &NoLoader, config: &config, previous: &Previous::default() };
    let asked = asked(&mut sources, job, &mut log).unwrap();
    let statements = asked.statements.iter();
    let planned: Vec<Planned> =
        statements.map(|it| Planned { sql: it.sql.clone(), parameters: it.parameters }).collect();
    let said = query_plans(url, &asked.setup, &planned).await.unwrap();
    assert!(said.refused.is_empty(), "{case}: {:?}", said.refused);
    let refused: Vec<&String> = said.plans.iter().filter_map(|it| it.as_ref().err()).collect();
    assert!(refused.is_empty(), "{case}: {refused:?}");
    let found = |it: QueryPlan| Found { whole: it.whole, sorts: it.sorts };
    let found: Vec<Option<Found>> = said.plans.into_iter().map(|it| it.ok().map(found)).collect();
    let mut log = Diagnostics::default();
    advise(&asked, &found, &mut log);
    log.all().to_vec()
}

/// Indexes that are said to lack do lack: once they are there, nothing is left to say but what no index helps.
fn mends(url: &str, database: Database) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for (case, files) in [("rest", &["input.sql"][..]), ("queries", &["input.sql", "films.sql"])] {
        let case = format!("{case}_{}", database.word());
        let found = runtime.block_on(lacks(url, &case, files, "", database));
        let indexes = found.iter().filter_map(|it| it.help.as_ref()).filter(|it| it.starts_with("CREATE INDEX"));
        let indexes: String = indexes.flat_map(|it| [";\n".to_owned(), it.clone()]).collect::<String>() + ";\n";
        assert!(indexes.len() > 20, "{case}: {found:?}");
        let left = runtime.block_on(lacks(url, &case, files, &indexes, database));
        let left: Vec<&String> =
            left.iter().filter(|it| !it.message.contains("no plain index")).map(|it| &it.message).collect();
        assert!(left.is_empty(), "{case}{indexes}{left:#?}");
    }
}

#[test]
fn indexes_that_lack_are_found_in_sqlite() {
    mends("sqlite::memory:", Database::Sqlite);
}

#[test]
fn indexes_that_lack_are_found_in_postgres() {
    if let Some(server) = servers::postgres() {
        mends(&server.url, Database::Postgres);
    }
}

#[test]
fn indexes_that_lack_are_found_in_mariadb() {
    if let Some(server) = servers::mariadb() {
        mends(&server.url, Database::Mysql);
    }
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

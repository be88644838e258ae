//! What was read from DDL makes, once exported, the same database as the DDL itself: asked of real servers.

use crate::cargo::finish;
use crate::migrations::live::Live;
use crate::migrations::{described, read, same, scratch};
use std::process::Command;
use zephyrix_generator::{Database, ddl, sql};

/// Loads a text into one new database and its export into another beside `url`, and compares what the server says of
/// the two: tables, columns, keys, checks, indexes, comments, views.
///
/// # Errors
/// What only one of them has, or what a server refuses.
pub fn same_again(text: &str, database: Database, url: &str) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (one, other) = (scratch(url).await?, scratch(url).await?);
        let text = silent(&homeless(text, database));
        load(one.url(), &text, database).await.map_err(|it| format!("the original: {it}"))?;
        let first = if database == Database::Postgres { functions(&text) } else { String::new() };
        let exported = first + &ddl::script(&read(&text, database)?);
        load(other.url(), &exported, database).await.map_err(|it| format!("what is exported: {it}"))?;
        let (original, again) = (described(one.url(), database).await?, described(other.url(), database).await?);
        if original.is_empty() {
            return Err("there is nothing to compare".to_owned());
        }
        same(&checks_apart(original), &checks_apart(again))
    })
}

/// Without the lines that make a database of their own and go there, and without its name: the test has its own. MySQL
/// calls a database a schema.
fn homeless(text: &str, database: Database) -> String {
    const STARTS: &[&str] =
        &["\\c", "\\i", "grant ", "create schema public", "create database", "drop database", "use "];
    const OF_MYSQL: &[&str] = &["create schema", "drop schema"];
    let starts = || STARTS.iter().chain(OF_MYSQL.iter().filter(|_| database == Database::Mysql));
    let goes = |line: &str| starts().any(|it| line.to_ascii_lowercase().starts_with(it));
    let home =
        text.lines().find_map(|it| it.strip_prefix("USE ")).map(|it| format!("{}.", it.trim_matches([';', ' '])));
    let kept = text.lines().filter(|line| !goes(line)).fold(String::new(), |text, line| text + line + "\n");
    home.map_or(kept.clone(), |it| kept.replace(&it, ""))
}

/// What its author wrote for the server alone: functions and aggregates, which are skipped with a note when the DDL is
/// read, and what they are written in. Tables may call them, so they are put in first.
fn functions(text: &str) -> String {
    // What takes or returns a row of a table has to wait for it: no table calls that.
    const LENIENT: &str = "\\set ON_ERROR_STOP off\nSET check_function_bodies = off;\n";
    const STARTS: &[&str] = &[
        "create schema",
        "create function",
        "create or replace function",
        "create aggregate",
        "create extension",
        "do ",
    ];
    let is_theirs = |it: &&str| STARTS.iter().any(|start| it.to_ascii_lowercase().starts_with(start));
    let found = sql::statements(text, Database::Postgres).into_iter().filter(is_theirs);
    let found = found.fold(String::new(), |all, it| all + it + ";\n");
    if found.is_empty() { found } else { format!("{LENIENT}{found}\\set ON_ERROR_STOP on\n") }
}

/// Without `--` comments, which become comments of the database once they are read.
fn silent(text: &str) -> String {
    let line = |line: &str| match line.find("--") {
        Some(at) if !line[at..].contains(['\'', '"']) => format!("{}\n", &line[..at]),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

/// MariaDB keeps a check where it is said, at its column or at its table: it is the same check. It remembers, too,
/// whether NO ACTION was said, which it treats as what it is without.
fn checks_apart(lines: Vec<String>) -> Vec<String> {
    let apart = |line: String| match (line.split_once(" ( "), line.split_once(" CHECK (")) {
        (Some((table, part)), Some((column, check))) if part.starts_with('`') => {
            vec![column.to_owned(), format!("{table} ( CHECK ({check}")]
        }
        _ => vec![line],
    };
    let plain = |it: String| it.replace(" ON DELETE NO ACTION", "").replace(" ON UPDATE NO ACTION", "");
    lines.into_iter().map(plain).flat_map(apart).collect()
}

/// As people load a dump: with the database's own client, which knows `DELIMITER` and `COPY`.
async fn load(url: &str, text: &str, database: Database) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("script.sql");
    std::fs::write(&file, text).unwrap();
    let mut client = match database {
        Database::Sqlite => {
            let file = std::path::Path::new(url.trim_start_matches("sqlite://"));
            std::fs::create_dir_all(file.parent().unwrap_or(file)).unwrap();
            return Live::of(&format!("{url}?mode=rwc")).run(text).await;
        }
        Database::Postgres => {
            let mut client = Command::new("psql");
            client.args([url, "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--output=/dev/null", "--file"]);
            client.arg(&file);
            client
        }
        Database::Mysql => {
            let (user, rest) = url.trim_start_matches("mysql://").split_once('@').unwrap_or_default();
            let (address, name) = rest.split_once('/').unwrap_or_default();
            let (host, port) = address.split_once(':').unwrap_or((address, "3306"));
            let mut client = Command::new("mariadb");
            client.args(["--no-defaults", "--protocol=tcp", "--user", user, "--host", host, "--port", port, name]);
            client.stdin(std::fs::File::open(&file).unwrap());
            client
        }
    };
    finish(&mut client).map(drop)
}

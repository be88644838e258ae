//! Migrations on real databases: between any two schemas, and by processes that run at once, fail, and are killed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use zephyrix_generator::Database;
use zephyrix_tests::migrations::{self, with_server};

/// So many pairs of each database; `--bin migrations` takes more.
const PAIRS: u64 = 20;

#[test]
fn any_schema_of_sqlite_becomes_any_other() {
    any_becomes_any(Database::Sqlite);
}

#[test]
fn any_schema_of_postgres_becomes_any_other() {
    any_becomes_any(Database::Postgres);
}

#[test]
fn any_schema_of_mysql_becomes_any_other() {
    any_becomes_any(Database::Mysql);
}

fn any_becomes_any(database: Database) {
    if let Some(Err(wrong)) = with_server(database, |url| migrations::check(database, url, 0..PAIRS)) {
        panic!("{wrong}");
    }
}

#[test]
fn processes_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("a.db").display());
    lives(&Place::new(&url), true);
}

#[test]
fn processes_on_postgres() {
    with_server(Database::Postgres, |url| {
        let place = Place::new(url);
        lives(&place, true);
        alone(&place);
    });
}

#[test]
fn processes_on_mysql() {
    with_server(Database::Mysql, |url| lives(&Place::new(url), false));
}

/// A folder of migrations, and a database.
struct Place {
    folder: TempDir,
    url: String,
}

impl Place {
    fn new(url: &str) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), url: url.to_owned() }
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.path().join(file), text).unwrap();
    }

    fn start(&self, words: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_migrating"));
        command.arg("migrate").args(words).current_dir(self.folder.path());
        command.env("MIGRATIONS", self.folder.path()).env("APP__DATABASE__URL", &self.url);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn run(&self, words: &[&str]) -> Output {
        self.start(words).wait_with_output().unwrap()
    }

    /// What it prints when it does what it should.
    fn ok(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// What it says when it ends with 1.
    fn fails(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert_eq!(output.status.code(), Some(1), "{words:?}: {}", text(&output.stdout));
        text(&output.stderr)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// `transactional`: whether a definition is taken back with its transaction.
fn lives(place: &Place, transactional: bool) {
    place.write("V1__init.sql", "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY);\nINSERT INTO a VALUES (1);\n");
    place.write("V1__init.down.sql", "DROP TABLE a;\n");
    at_once(place);
    edited(place);
    failing(place, transactional);
    killed(place);
    assert!(place.ok(&["down", "4"]).contains("taken back V1__init"));
}

/// One applies, the others wait and find nothing to do.
fn at_once(place: &Place) {
    let five: Vec<Child> = (0..5).map(|_| place.start(&["up"])).collect();
    let outputs: Vec<Output> = five.into_iter().map(|it| it.wait_with_output().unwrap()).collect();
    let said = |it: &Output| format!("{}{}", text(&it.stdout), text(&it.stderr));
    assert!(outputs.iter().all(|it| it.status.success()), "{:?}", outputs.iter().map(said).collect::<Vec<_>>());
    let count = |words: &str| outputs.iter().filter(|it| text(&it.stdout).contains(words)).count();
    assert_eq!((count("applied V1__init"), count("nothing to do")), (1, 4));
}

/// An applied file that is edited stops everything, until it is as it was, or repaired.
fn edited(place: &Place) {
    let before = fs::read_to_string(place.folder.path().join("V1__init.sql")).unwrap();
    place.write("V1__init.sql", &format!("{before}-- edited\n"));
    let said = place.fails(&["up"]);
    assert!(
        said.contains("V1__init.sql was changed after it was applied") && said.contains("migrate repair"),
        "{said}"
    );
    assert!(place.ok(&["status"]).contains("changed since it was applied"));
    assert!(place.ok(&["repair"]).contains("V1__init"));
    assert_eq!(place.ok(&["up"]), "nothing to do\n");
}

/// A statement that fails is named; once it is mended, `up` finishes.
fn failing(place: &Place, transactional: bool) {
    let statements = ["CREATE TABLE b (id INTEGER)", "INSERT INTO a VALUES (2)", "INSERT INTO nowhere VALUES (1)"];
    place.write("V2__more.down.sql", "DROP TABLE b;\nDELETE FROM a WHERE id = 2;\n");
    place.write("V2__more.sql", &(statements.join(";\n") + ";\n"));
    let said = place.fails(&["up"]);
    assert!(said.contains("V2__more.sql:3: statement 3 of 3 failed"), "{said}");
    assert!(
        said.contains(if transactional { "nothing of it is applied" } else { "the 2 before it are applied" }),
        "{said}"
    );
    let status = place.ok(&["status"]);
    assert!(status.contains(if transactional { "V2__more  pending" } else { "half applied: 2" }), "{status}");
    if !transactional {
        place.write("V2__more.sql", "CREATE TABLE c (id INTEGER);\nINSERT INTO a VALUES (2);\n");
        assert!(place.fails(&["up"]).contains("first 2 statements of V2__more were changed"));
    }
    place.write("V2__more.sql", &format!("{};\n{};\nINSERT INTO b VALUES (1);\n", statements[0], statements[1]));
    assert!(place.ok(&["up"]).contains("applied V2__more"));
}

/// A process that is killed in the middle leaves what the next one finishes.
fn killed(place: &Place) {
    let slow = slow(&place.url);
    place.write("V3__slow.down.sql", "DROP TABLE d;\n");
    place.write("V3__slow.sql", &format!("CREATE TABLE d (id INTEGER);\n{slow};\nINSERT INTO d VALUES (1);\n"));
    let mut child = place.start(&["up"]);
    std::thread::sleep(Duration::from_millis(1500));
    assert!(child.try_wait().unwrap().is_none(), "it is in the middle of it");
    child.kill().unwrap();
    child.wait().unwrap();
    let said = place.ok(&["up"]);
    assert!(said.contains("applied V3__slow"), "{said}");
    assert!(place.ok(&["status"]).contains("V3__slow  applied"));
}

/// A statement that takes some seconds.
fn slow(url: &str) -> &'static str {
    match url.split(':').next() {
        Some("sqlite") => {
            "INSERT INTO d WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000000) SELECT max(i) FROM n"
        }
        Some("postgres") => "SELECT pg_sleep(4)",
        _ => "SELECT SLEEP(4)",
    }
}

/// Statements that cannot be in a transaction are remembered one by one, and an index that failed is made anew.
fn alone(place: &Place) {
    place.write("V1__init.sql", "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY);\nINSERT INTO a VALUES (1);\n");
    place.write("V4__index.sql", "INSERT INTO a VALUES (4);\nCREATE UNIQUE INDEX CONCURRENTLY a_b ON b (id);\n");
    place.write("V4__index.down.sql", "DROP INDEX a_b;\nDELETE FROM a WHERE id = 4;\n");
    place.write("V2__more.sql", "CREATE TABLE b (id INTEGER);\nINSERT INTO b VALUES (1), (1);\n");
    let said = place.fails(&["up"]);
    assert!(said.contains("V4__index.sql:2: statement 2 of 2 failed"), "{said}");
    assert!(place.ok(&["status"]).contains("half applied: 1"));
    migrations::run(&place.url, "DELETE FROM b WHERE ctid <> (SELECT min(ctid) FROM b)").unwrap();
    assert!(place.ok(&["up"]).contains("applied V4__index"));
}

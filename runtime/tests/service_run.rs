//! A service as a process: its arguments, exit codes and signals. Runs itself as the service.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, ExitCode, Output, Stdio};
use std::time::Duration;
use zephyrix::{Call, FromCall, Migration, OperationInfo, Routes, Service};

static SERVICE: Service = Service {
    name: "shop",
    title: "Shop",
    version: "1.2.3",
    openapi: "{}",
    operations: &[OperationInfo { name: "wait", method: "GET", path: "/wait" }],
    migrations: &[Migration {
        version: 1,
        name: "init",
        up: "CREATE TABLE t (id INTEGER)",
        down: Some("DROP TABLE t"),
    }],
};

struct Wait;

impl FromCall for Wait {
    fn from_call(_: &mut Call<'_>) -> Option<Self> {
        Some(Self)
    }
}

/// Takes a while.
const LONG: &str =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600000) SELECT count(*) FROM n";

/// Set where this program is to be the service.
const ROLE: &str = "ZEPHYRIX_TEST_ROLE";

fn main() -> ExitCode {
    if std::env::var_os(ROLE).is_some() {
        return zephyrix::run(&SERVICE, async |start| {
            let pool = start.sqlite().await?;
            let wait = async |(), _, _: Wait| {
                tokio::time::sleep(Duration::from_millis(700)).await;
                "waited"
            };
            let each = async |pool: sqlx::SqlitePool, _, _: Wait| {
                for _ in 0..12 {
                    sqlx::query("SELECT\n  id FROM t WHERE id = ?1").bind(1).fetch_all(&pool).await.unwrap();
                }
                "each"
            };
            let long = async |pool: sqlx::SqlitePool, _, _: Wait| {
                sqlx::query(LONG).fetch_all(&pool).await.unwrap();
                "long"
            };
            let asking = Routes::of(pool).get("/each", each).get("/long", long).router();
            Ok(Routes::of(()).get("/wait", wait).router().merge(asking))
        });
    }
    // cargo's own questions to test programs
    if std::env::args().any(|it| it == "--list") {
        return ExitCode::SUCCESS;
    }
    prints_what_it_knows();
    tells_what_is_wrong_by_its_exit_code();
    migrates();
    serves_until_told_to_stop();
    warns_of_statements_in_development();
    println!("service_run: ok");
    ExitCode::SUCCESS
}

fn service(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(arguments).current_dir(folder).env(ROLE, "1").env("APP__SERVER__ADDR", "127.0.0.1:0");
    command.envs(variables.iter().copied());
    command
}

fn run(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = service(folder, arguments, variables).output().unwrap();
    (status.code().unwrap_or(-1), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn prints_what_it_knows() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| run(folder.path(), arguments, &[("APP__DATABASE__URL", "sqlite://u:pw@x")]);
    for (arguments, words) in [
        (&["--version"][..], "shop 1.2.3"),
        (&["--help"], "migrate status"),
        (&["routes"], "GET     /wait  wait"),
        (&["routes", "--json"], "\"path\": \"/wait\""),
        (&["config", "show"], "database.url = \"sqlite://u:***@x\"  # APP__DATABASE__URL"),
    ] {
        let (code, out, _) = run(arguments);
        assert_eq!(code, 0);
        assert!(out.contains(words), "{arguments:?}: {out}");
    }
}

fn tells_what_is_wrong_by_its_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "").unwrap();
    let blocked = format!("sqlite://{}/x.db", blocked.display());
    for (arguments, variables, code, words) in [
        (&["sevre"][..], &[][..], 64, "no command `sevre`"),
        (&["serve"], &[("APP__LOG__FORMAT", "xml")], 78, "log.format"),
        (&["serve"], &[("APP__LOG__LEVEL", "a=b=c")], 78, "log.level"),
        (&["serve"], &[("APP__DATABASE__URL", "oracle://a:hunter2@b/c")], 78, "oracle://a:***@b/c"),
        (&["serve"], &[("APP__DATABASE__URL", blocked.as_str())], 78, "database.url"),
        (&["serve"], &[("APP__SERVER__ADDR", "192.0.2.1:1")], 1, "cannot listen"),
        (&["health"], &[("APP__SERVER__ADDR", "127.0.0.1:1")], 69, "does not answer"),
    ] {
        let (actual, _, err) = run(folder.path(), arguments, variables);
        assert_eq!(actual, code, "{arguments:?} {variables:?}: {err}");
        assert!(err.contains(words) && !err.contains("hunter2"), "{arguments:?}: {err}");
    }
}

fn migrates() {
    let folder = tempfile::tempdir().unwrap();
    for (word, says) in [
        ("status", "V1__init  pending"),
        ("up", "applied V1__init"),
        ("up", "nothing to do"),
        ("status", "V1__init  applied 2"),
        ("down", "taken back V1__init"),
        ("down", "nothing to do"),
    ] {
        let (code, out, err) = run(folder.path(), &["migrate", word], &[]);
        assert_eq!(code, 0, "{err}");
        assert!(out.contains(says), "{word}: {out}");
    }
    assert!(folder.path().join("data/shop.db").exists());
}

fn warns_of_statements_in_development() {
    let told = |variables: &[(&str, &str)]| {
        let folder = tempfile::tempdir().unwrap();
        let mut process = service(folder.path(), &[], variables).stderr(Stdio::piped()).spawn().unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let addr = listens(&mut log);
        for path in ["/each", "/long", "/each"] {
            let mut to = TcpStream::connect(&addr).unwrap();
            write!(to, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
            let mut answer = String::new();
            to.read_to_string(&mut answer).unwrap();
            assert!(answer.ends_with(&path[1..]), "{answer}");
        }
        assert!(Command::new("kill").args(["-TERM", &process.id().to_string()]).status().unwrap().success());
        let mut rest = String::new();
        log.read_to_string(&mut rest).unwrap();
        process.wait().unwrap();
        assert!(!rest.contains("sqlx::query"), "what is looked at is not written: {rest}");
        let events = rest.lines().filter(|it| it.contains("zephyrix::statements"));
        events.map(|it| serde_json::from_str(it).unwrap()).collect::<Vec<serde_json::Value>>()
    };
    let soon = ("APP__DATABASE__STATEMENTS__SLOW", "20ms");
    let events = told(&[soon]);
    let of = |route: &str| events.iter().filter(|it| it["http.route"] == route).collect::<Vec<_>>();
    let (each, long) = (of("/each"), of("/long"));
    assert_eq!((each.len(), long.len(), events.len()), (1, 1, 2), "each once: {events:?}");
    assert_eq!((&each[0]["times"], &each[0]["statement"]), (&12.into(), &"SELECT id FROM t WHERE id = ?1".into()));
    assert!(long[0]["duration_ms"].as_f64().unwrap() >= 20.0 && long[0]["statement"] == LONG, "{long:?}");
    assert_eq!(told(&[soon, ("APP__DATABASE__STATEMENTS__REPEATED", "12")]).len(), 1);
    let production = ("APP_ENV", "production");
    assert!(told(&[soon, production, ("APP__DATABASE__MIGRATE", "on_start")]).is_empty());
    assert_eq!(told(&[soon, production, ("APP__DATABASE__STATEMENTS__WARN", "on")]).len(), 2);
    assert!(told(&[soon, ("APP__DATABASE__STATEMENTS__WARN", "off")]).is_empty());
}

/// The address that a service says it listens on.
fn listens(log: &mut impl BufRead) -> String {
    let mut line = String::new();
    loop {
        line.clear();
        assert_ne!(log.read_line(&mut line).unwrap(), 0, "it ended");
        serde_json::from_str::<serde_json::Value>(&line).unwrap_or_else(|_| panic!("not JSON: {line}"));
        if let Some((_, rest)) = line.split_once("listens on http://") {
            return rest.split('"').next().unwrap().to_owned();
        }
    }
}

fn serves_until_told_to_stop() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = service(folder.path(), &[], &[]).stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(process.stderr.take().unwrap());
    let addr = listens(&mut log);
    let (code, _, err) = run(folder.path(), &["health"], &[("APP__SERVER__ADDR", &addr)]);
    assert_eq!(code, 0, "{err}");
    let mut busy = TcpStream::connect(&addr).unwrap();
    busy.write_all(b"GET /wait?secret=1 HTTP/1.1\r\nhost: x\r\nx-request-id: me\r\n\r\n").unwrap();
    std::thread::sleep(Duration::from_millis(200));
    assert!(Command::new("kill").args(["-TERM", &process.id().to_string()]).status().unwrap().success());
    let mut answer = String::new();
    busy.read_to_string(&mut answer).unwrap();
    assert!(answer.ends_with("waited"), "{answer}");
    assert_eq!(process.wait().unwrap().code(), Some(0));
    let mut rest = String::new();
    log.read_to_string(&mut rest).unwrap();
    let access: Vec<_> = rest.lines().filter(|it| it.contains("zephyrix::access")).collect();
    assert_eq!(access.len(), 1, "{rest}");
    let event: serde_json::Value = serde_json::from_str(access[0]).unwrap();
    assert_eq!(
        (&event["http.route"], &event["url.path"], &event["request_id"]),
        (&"/wait".into(), &"/wait".into(), &"me".into())
    );
    assert_eq!(event["http.response.status_code"], 200);
    assert!(!rest.contains("secret"));
}

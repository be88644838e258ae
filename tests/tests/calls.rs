//! A generated service of protobuf, as clients that are not ours meet it: all on one port, all by the same handlers.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use toml_edit::{DocumentMut, value};
use zephyrix_tests::cargo::{Workspace, finish};
use zephyrix_tests::client::Client;
use zephyrix_tests::folder::{self, Texts};
use zephyrix_tests::foreign;
use zephyrix_tests::process::free_address;
use zephyrix_tests::served::{self, Service};

/// The protobuf of the service, by path.
const SCHEMAS: [&str; 2] = ["library.proto", "grpc/testing/test.proto"];

/// What the service does, and where that is in a project.
const HANDLERS: [(&str, &str); 3] = [
    ("app.rs", "src/app.rs"),
    ("library.rs", "src/handlers/library.rs"),
    ("test_service.rs", "src/handlers/test_service.rs"),
];

#[test]
fn grpc_by_python() {
    let Some(python) = foreign::python(env!("CARGO_TARGET_TMPDIR")) else { return };
    let service = start();
    said(python.run("library.py").arg(&service.address));
}

#[test]
fn interoperability_by_python() {
    let Some(python) = foreign::python(env!("CARGO_TARGET_TMPDIR")) else { return };
    let service = start();
    said(python.run("interop.py").arg(&service.address));
}

#[test]
fn connect_grpc_and_grpc_web_by_node() {
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    let service = start();
    for script in ["connect.js", "grpc_web.js"] {
        said(node.run(script).arg(&service.address).arg(descriptors()));
    }
}

#[test]
fn reflection_by_buf() {
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    let service = start();
    said(node.run("buf.js").arg(&service.address));
}

#[test]
fn pages_of_another_origin_by_chromium() {
    let (Some(node), Some(chromium)) = (foreign::node(env!("CARGO_TARGET_TMPDIR")), foreign::chromium()) else {
        return;
    };
    let page = free_address();
    let service = start_with(&[("APP__SERVER__CORS__ORIGINS", &format!("http://{page}"))]);
    let mut script = node.run("browser.js");
    said(script.arg(&service.address).arg(descriptors()).arg(page.port().to_string()).arg(chromium));
}

#[test]
fn http_and_json() {
    let service = start();
    let client = Client::new(service.address.parse().unwrap());
    let book = client.get("/v1/shelves/1/books/2").expect(200).json();
    assert_eq!((&book["name"], &book["pages"]), (&json!("shelves/1/books/2"), &json!("9007199254740993")));
    assert_eq!(client.get("/v1/books/2").expect(200).json()["name"], "2", "a further binding");
    let status = client.get("/v1/shelves/1/books/0").expect(404).json();
    let why = json!({ "@type": "type.googleapis.com/library.v1.NoSuchBook", "name": "shelves/1/books/0" });
    assert_eq!(status, json!({ "code": 5, "message": "no such book: größer als alles", "details": [why] }));
    let sent = json!({ "displayTitle": "T", "pages": "7", "notes": { "1": "a" }, "published": "2024-02-29T12:00:00Z" });
    let kept = client.json("PATCH", "/v1/shelves/1/books/3?updateMask=displayTitle", &[], &sent).expect(200).json();
    assert_eq!((&kept["name"], &kept["published"]), (&json!("shelves/1/books/3"), &sent["published"]));
    let watched = client.get("/v1/shelves/1/books:watch?count=3&code=10").expect(200);
    let lines: Vec<Value> = watched.text.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!((watched.header("content-type"), lines.len()), ("application/jsonl", 4));
    assert_eq!((&lines[2]["name"], &lines[3]["error"]["code"]), (&json!("shelves/1/books/2"), &json!(10)));
    client.get("/v1/shelves/1").problem(404);
    // Asked as anybody asks, and as a probe does.
    let health = client.json("POST", "/grpc.health.v1.Health/Check", &[], &json!({})).expect(200).json();
    assert_eq!(health, json!({ "status": "SERVING" }));
}

#[test]
fn health_until_the_end() {
    let Some(python) = foreign::python(env!("CARGO_TARGET_TMPDIR")) else { return };
    let settings = [("APP__SERVER__SHUTDOWN__DELAY", "2s"), ("APP__REFLECTION__ENABLED", "false")];
    let service = start_with(&settings);
    said(python.run("stopping.py").arg(&service.address).arg(service.process.id().to_string()));
}

/// Where the project has its descriptors.
fn descriptors() -> PathBuf {
    workspace().member(NAME).join("src/generated/descriptors.binpb.base64")
}

/// Runs a script; what it says is seen when the test fails, or shows what it prints.
fn said(script: &mut Command) {
    if let Err(why) = finish(script) {
        panic!("{why}");
    }
}

/// The service, as it runs.
fn start() -> Service {
    start_with(&[])
}

/// The same with settings.
fn start_with(settings: &[(&str, &str)]) -> Service {
    Service::start(&workspace().program(NAME), settings)
}

const NAME: &str = "foreign";

/// The project, built once.
fn workspace() -> &'static Workspace {
    static BUILT: OnceLock<Workspace> = OnceLock::new();
    BUILT.get_or_init(|| {
        let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "calls");
        workspace.fill_with([(NAME, project())]);
        workspace.cargo(&["build", "--quiet"]).unwrap();
        workspace
    })
}

fn project() -> Texts {
    let schemas = folder::read(&folder::of_repository("tests/foreign/service"));
    let mut texts = served::project(NAME, &schemas, &SCHEMAS, |_| {});
    for (from, to) in HANDLERS {
        texts.insert(to.to_owned(), schemas[&format!("handlers/{from}")].clone());
    }
    // Handlers that wait do so by tokio.
    let mut manifest: DocumentMut = texts["Cargo.toml"].parse().unwrap();
    manifest["dependencies"]["tokio"]["version"] = value("1");
    manifest["dependencies"]["tokio"]["features"] = value(["time"].into_iter().collect::<toml_edit::Array>());
    texts.insert("Cargo.toml".to_owned(), manifest.to_string());
    texts
}

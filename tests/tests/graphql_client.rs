//! The generated client of GraphQL documents, against the generated service and against one that is not ours.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use toml_edit::{Array, DocumentMut, value};
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::folder::{self, Texts};
use zephyrix_tests::foreign;
use zephyrix_tests::process::Process;
use zephyrix_tests::served::{self, Service};

/// Defaults of a kind are written alike, whether they can be null or not.
const LINTS: [&str; 5] = [
    "-Dwarnings",
    "-Wclippy::pedantic",
    "-Aclippy::missing-errors-doc",
    "-Aclippy::must-use-candidate",
    "-Aclippy::unnecessary-wraps",
];

#[test]
fn a_service_that_is_not_ours() {
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    let schemas = folder::read(&folder::of_repository("tests/cases/graphql_client"));
    let inputs = ["schema.graphql", "reading.graphql", "changing.graphql"];
    let mut texts = served::project("graphql-library", &schemas, &inputs, |config| {
        (config.generate.client, config.generate.server) = (true, false);
    });
    tested(&mut texts, "graphql_library.rs");
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "graphql_callers");
    workspace.fill_with([("graphql-library", texts)]);
    workspace.cargo(&[&["clippy", "--quiet", "--"], &LINTS[..]].concat()).unwrap();
    let schema = folder::of_repository("tests/cases/graphql_client/schema.graphql");
    let service = Process::start(node.run("graphql_library.js").arg(schema));
    let address = service.line_after("listens on ");
    workspace.cargo_with(&["test", "--quiet"], &[("GRAPHQL_LIBRARY", address.trim())]).unwrap();
}

#[test]
fn a_service_that_is() {
    let mut schemas = folder::read(&folder::of_repository("tests/cases/graphql_store"));
    schemas.extend(folder::read(&folder::of_repository("tests/foreign/caller/shop")));
    let mut texts = served::project("shop", &schemas, &["input.graphql", "operations.graphql"], |config| {
        config.generate.client = true;
    });
    tested(&mut texts, "shop/client.rs");
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "graphql_shop");
    workspace.fill_with([("shop", texts)]);
    workspace.cargo(&["build", "--quiet"]).unwrap();
    let shop = started(&workspace, &[("APP__GRAPHQL__PERSISTED", "automatic")]);
    let documents = workspace.member("shop").join("client/documents.json");
    let known = [("APP__GRAPHQL__PERSISTED", "only"), ("APP__GRAPHQL__DOCUMENTS", documents.to_str().unwrap())];
    let known = started(&workspace, &known);
    let addresses = [("SHOP", shop.address.as_str()), ("SHOP_OF_KNOWN_DOCUMENTS", known.address.as_str())];
    workspace.cargo_with(&["test", "--quiet", "--package", "shop-client"], &addresses).unwrap();
}

fn started(workspace: &Workspace, settings: &[(&str, &str)]) -> Service {
    let database = [("APP__DATABASE__URL", "sqlite://shop.db"), ("APP__DATABASE__MIGRATE", "on_start")];
    Service::start(&workspace.program("shop"), &[&database, settings].concat())
}

/// The same with a test of the client, which is in the folder of callers.
fn tested(texts: &mut Texts, test: &str) {
    let written = fs::read_to_string(folder::of_repository("tests/foreign/caller").join(test)).unwrap();
    texts.insert("client/tests/asking.rs".to_owned(), written);
    let mut manifest: DocumentMut = texts["client/Cargo.toml"].parse().unwrap();
    let dependencies = &mut manifest["dev-dependencies"];
    dependencies["futures-util"] = value("0.3");
    dependencies["serde_json"] = value("1");
    dependencies["tokio"]["version"] = value("1");
    dependencies["tokio"]["features"] = value(["macros", "rt"].into_iter().collect::<Array>());
    texts.insert("client/Cargo.toml".to_owned(), manifest.to_string());
}

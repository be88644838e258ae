//! The generated client of gRPC, as a service that is not ours meets it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use toml_edit::{Array, DocumentMut, value};
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::folder::{self, Texts};
use zephyrix_tests::process::Process;
use zephyrix_tests::{foreign, served};

#[test]
fn grpc_of_python() {
    let Some(python) = foreign::python(env!("CARGO_TARGET_TMPDIR")) else { return };
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "callers");
    workspace.fill_with([("library", project())]);
    let lints = ["-Dwarnings", "-Wclippy::pedantic", "-Aclippy::missing-errors-doc", "-Aclippy::must-use-candidate"];
    workspace.cargo(&[&["clippy", "--quiet", "--all-targets", "--"], &lints[..]].concat()).unwrap();
    let service = Process::start(&mut python.run("serving.py"));
    let address = service.line_after("listens on ");
    workspace.cargo_with(&["test", "--quiet"], &[("LIBRARY", address.trim())]).unwrap();
}

/// The client without a service, and tests of its own.
fn project() -> Texts {
    let schemas = folder::read(&folder::of_repository("tests/foreign/service"));
    let mut texts = served::project("library", &schemas, &["library.proto"], |config| {
        (config.generate.client, config.generate.server) = (true, false);
    });
    let library = folder::of_repository("tests/foreign/caller/library.rs");
    texts.insert("client/tests/library.rs".to_owned(), fs::read_to_string(library).unwrap());
    let mut manifest: DocumentMut = texts["client/Cargo.toml"].parse().unwrap();
    let dependencies = &mut manifest["dev-dependencies"];
    dependencies["futures-util"] = value("0.3");
    dependencies["tokio"]["version"] = value("1");
    dependencies["tokio"]["features"] = value(["macros", "rt", "sync", "time"].into_iter().collect::<Array>());
    texts.insert("client/Cargo.toml".to_owned(), manifest.to_string());
    texts
}

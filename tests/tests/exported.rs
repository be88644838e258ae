//! Services that protobuf does not describe, with `grpc = true`: the schema that is written for them, and who calls them by it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::Command;
use std::sync::OnceLock;
use zephyrix_generator::{Config, FileSet};
use zephyrix_tests::cargo::{Workspace, finish};
use zephyrix_tests::folder::{self, Texts};
use zephyrix_tests::served::{self, Service};
use zephyrix_tests::{case, foreign};

const DESCRIPTORS: &str = "src/generated/descriptors.binpb.base64";

/// Every case that protobuf does not describe: the schema, read as any other is, gives the descriptors that were made without it.
#[test]
fn schemas_say_what_descriptors_say() {
    let mut seen = 0;
    for case in case::all() {
        let made = case.run(|config: &mut Config| config.grpc = true);
        let Some(files) = made.files else { continue };
        let Some(path) = schema(&files) else { continue };
        let text = files.get(&path).unwrap().text.clone();
        let name = path.strip_prefix("proto/").unwrap();
        let texts = Texts::from([(name.to_owned(), text)]);
        let read = served::project("read", &texts, &[name], |_| {});
        assert_eq!(read[DESCRIPTORS], files.get(DESCRIPTORS).unwrap().text, "{}: {}", case.name, texts[name]);
        seen += 1;
    }
    assert!(seen > 50, "{seen}");
}

/// `buf lint`, by its usual rules.
#[test]
fn schemas_are_as_buf_likes_them() {
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    let folder = tempfile::tempdir().unwrap();
    let texts: Texts = project().into_iter().filter(|(path, _)| path.starts_with("proto/")).collect();
    folder::replace(folder.path(), &texts);
    said(node.run("lint.js").arg(folder.path().join("proto")));
}

#[test]
fn calls_by_python() {
    let Some(python) = foreign::python(env!("CARGO_TARGET_TMPDIR")) else { return };
    let service = Service::start(&workspace().program(NAME), &[]);
    said(python.run("exported.py").arg(&service.address).arg(workspace().member(NAME).join("proto")));
}

fn schema(files: &FileSet) -> Option<String> {
    let is_schema =
        |it: &&str| it.starts_with("proto/") && std::path::Path::new(it).extension().is_some_and(|it| it == "proto");
    files.iter().map(|it| it.0).find(is_schema).map(str::to_owned)
}

fn said(script: &mut Command) {
    if let Err(why) = finish(script) {
        panic!("{why}");
    }
}

const NAME: &str = "shelter";

/// The project, built once.
fn workspace() -> &'static Workspace {
    static BUILT: OnceLock<Workspace> = OnceLock::new();
    BUILT.get_or_init(|| {
        let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "exported");
        workspace.fill_with([(NAME, project())]);
        workspace.cargo(&["build", "--quiet"]).unwrap();
        workspace
    })
}

/// The case `grpc`, with handlers that keep what they are given.
fn project() -> Texts {
    let schemas = folder::read(&folder::of_repository("tests/cases/grpc"));
    let mut texts = served::project(NAME, &schemas, &["input.yaml"], |config| {
        (config.grpc, config.generate.mock) = (true, true);
    });
    let ours = folder::read(&folder::of_repository("tests/foreign/shelter"));
    texts.insert("src/app.rs".to_owned(), ours["app.rs"].clone());
    texts.insert("src/handlers/pets.rs".to_owned(), ours["pets.rs"].clone());
    texts
}

//! The compliance suite of gapic-showcase, whose tree is a service here: every request of it, to every rpc that it is for.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use zephyrix_tests::cargo::{Workspace, finish};
use zephyrix_tests::folder::{self, Texts};
use zephyrix_tests::foreign;
use zephyrix_tests::served::{self, Service};

const NAME: &str = "showcase";

#[test]
fn what_is_sent_comes_back() {
    let Some(corpus) = folder::corpus_for("the compliance suite of gapic-showcase") else { return };
    let Some(python) = foreign::python(env!("CARGO_TARGET_TMPDIR")) else { return };
    let (schemas, suite) = (
        corpus.join("protobuf/gapic-showcase/schema"),
        corpus.join("protobuf/gapic-showcase/server/services/compliance_suite.json"),
    );
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), NAME);
    workspace.fill_with([(NAME, project(&folder::read(&schemas)))]);
    workspace.cargo(&["build", "--quiet"]).unwrap();
    let service = Service::start(&workspace.program(NAME), &[]);
    if let Err(why) = finish(python.run("showcase.py").arg(&service.address).arg(schemas).arg(suite)) {
        panic!("{why}");
    }
}

/// A service of the whole tree, whose compliance is ours.
fn project(schemas: &Texts) -> Texts {
    let inputs: Vec<&str> =
        schemas.keys().map(String::as_str).filter(|it| it.rsplit('.').next() == Some("proto")).collect();
    let mut texts = served::project(NAME, schemas, &inputs, |_| {});
    let handlers = folder::read(&folder::of_repository("tests/foreign/showcase"));
    texts.insert("src/handlers/compliance.rs".to_owned(), handlers["compliance.rs"].clone());
    texts
}

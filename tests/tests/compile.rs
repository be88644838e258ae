//! What every case makes is Rust that compiles without a warning, and that rustfmt would not touch.

use std::process::Command;
use zephyrix_generator::{Config, FileSet, Runtime};
use zephyrix_tests::cargo::{Workspace, finish};
use zephyrix_tests::{case, folder};

#[test]
fn every_case_compiles_without_a_warning() {
    let services = services();
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "cases");
    workspace.fill(services.iter().map(|(name, files)| (name.as_str(), files)));
    let unformatted: Vec<String> = services.iter().filter_map(|(name, _)| format(&workspace, name).err()).collect();
    let compiled =
        workspace.cargo(&["clippy", "--quiet", "--keep-going", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    assert!(services.len() > 35, "there are only {} services", services.len());
    if let Err(said) = compiled {
        panic!("{said}");
    }
    assert!(unformatted.is_empty(), "{}", unformatted.join("\n"));
}

/// Every case that makes a service, with clients and contract tests; named after the case, which nothing else is.
fn services() -> Vec<(String, FileSet)> {
    let runtime = folder::of_repository("runtime").to_str().unwrap().to_owned();
    let made = case::all().into_iter().filter_map(|case| {
        let outcome = case.run(|config: &mut Config| {
            config.name = Some(case.name.clone());
            config.runtime = Runtime::Path(runtime.clone());
            config.generate.client = true;
            config.generate.tests = true;
        });
        Some((case.name.replace('_', "-"), outcome.files?))
    });
    made.collect()
}

/// Holds the user's own files against rustfmt; generated ones are marked to be skipped.
fn format(workspace: &Workspace, name: &str) -> Result<(), String> {
    let source = workspace.member(name).join("src");
    let mut rustfmt = Command::new("rustfmt");
    finish(rustfmt.args(["--check", "--edition", "2024"]).args([source.join("main.rs"), source.join("lib.rs")]))
}

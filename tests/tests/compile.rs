//! What every case makes is Rust that compiles without a warning, together with its client and contract tests.

use zephyrix_generator::{Config, FileSet, Runtime};
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::{case, folder};

#[test]
fn every_case_compiles_without_a_warning() {
    let services = services();
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "cases");
    workspace.fill(services.iter().map(|(name, files)| (name.as_str(), files)));
    let compiled =
        workspace.cargo(&["clippy", "--quiet", "--keep-going", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    assert!(services.len() > 35, "there are only {} services", services.len());
    if let Err(said) = compiled {
        panic!("{said}");
    }
}

/// Every case that makes a service, with clients and contract tests; named after the case, which nothing else is.
fn services() -> Vec<(String, FileSet)> {
    let runtime = folder::of_repository("runtime").display().to_string();
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

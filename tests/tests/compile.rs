//! What every case makes is Rust that compiles without a warning, together with its client and contract tests.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use zephyrix_generator::{Config, FileSet, Owner, Runtime};
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::{case, folder};

#[test]
fn every_case_compiles_without_a_warning_and_keeps_its_contract() {
    let services = services();
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "cases");
    workspace.fill(services.iter().map(|(name, files)| (name.as_str(), files)));
    let compiled =
        workspace.cargo(&["clippy", "--quiet", "--keep-going", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    assert!(services.len() > 35, "there are only {} services", services.len());
    if let Err(said) = compiled {
        panic!("{said}");
    }
    for tests in [contracts(&services), own(&services)] {
        if let Err(said) = workspace.cargo(&tests) {
            panic!("{said}");
        }
    }
}

/// The tests that cases have of their own.
fn own(services: &[(String, FileSet)]) -> Vec<&str> {
    let written = |files: &FileSet| files.iter().any(|(path, _)| path.starts_with("tests/") && path.ends_with(OWN));
    let chosen = services.iter().filter(|(_, files)| written(files));
    let packages = chosen.flat_map(|(name, _)| ["--package", name.as_str()]);
    ["test", "--quiet", "--no-fail-fast", "--test", "*_own"].into_iter().chain(packages).collect()
}

/// How the tests of a case end, which no generated one does.
const OWN: &str = "_own.rs";

/// The contract tests of every case that keeps something in a database without a server, and of those that take
/// requests apart.
fn contracts(services: &[(String, FileSet)]) -> Vec<&str> {
    let keeps = |files: &FileSet| {
        let server = files.get("config/default.toml").is_some_and(|it| it.text.contains("@127.0.0.1"));
        files.get("src/generated/store/mod.rs").is_some() && !server
    };
    let asked = |name: &str| {
        ["parameters", "routes", "bod", "real", "security", "hostile", "streams", "proto-auth"]
            .iter()
            .any(|it| name.starts_with(it))
    };
    let chosen = services.iter().filter(|(name, files)| keeps(files) || asked(name));
    let packages = chosen.flat_map(|(name, _)| ["--package", name.as_str()]);
    ["test", "--quiet", "--no-fail-fast", "--test", "contract"].into_iter().chain(packages).collect()
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
        let mut files = outcome.files?;
        for (name, text) in case.tests() {
            files.add(format!("tests/{name}{OWN}"), Owner::Generated, text.to_owned());
        }
        Some((case.name.replace('_', "-"), files))
    });
    made.collect()
}

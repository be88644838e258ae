//! Sampled values through generated types and back; those that fail are named in `roundtrip/exceptions.txt`.
#![allow(clippy::print_stderr, reason = "the table is what one wants to see")]

use std::path::{Path, PathBuf};
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::corpus::documents;
use zephyrix_tests::folder::of_repository;
use zephyrix_tests::roundtrip::{Report, exceptions, run};

/// Of the corpus, these: of each kind of trouble one. The command `roundtrip` takes all.
const OF_CORPUS: &[&str] = &[
    "openapi/small",
    "openapi/medium/oas-examples/3.0/json/complex-nesting.json",
    "openapi/medium/oas-examples/3.0/json/discriminators.json",
    "openapi/medium/oas-examples/3.1/json/train-travel.json",
    "openapi/medium/progenitor/nexus.json",
    "openapi/nasty/openapi-generator/3_0/anyOf.yaml",
    "openapi/nasty/openapi-generator/3_0/anyOfDiscriminator.yaml",
    "openapi/nasty/openapi-generator/3_0/oneOf_reuseRef.yaml",
    "openapi/nasty/openapi-generator/3_0/oneof_polymorphism_and_inheritance.yaml",
    "openapi/nasty/openapi-generator/3_1/java/petstore.yaml",
];

#[test]
fn values_come_back_as_they_were_and_broken_ones_are_refused() {
    let cases = of_repository("tests/cases");
    let ours: Vec<PathBuf> = documents(&cases).into_iter().filter(|it| !is_bad(it)).collect();
    hold(&judged(&of_repository(""), &ours, "roundtrip_cases"));
    let corpus = std::env::var_os("ZEPHYRIX_CORPUS").map_or(of_repository("../shared/corpus"), PathBuf::from);
    if !corpus.is_dir() {
        let required = std::env::var_os("ZEPHYRIX_REQUIRE_CORPUS").is_some_and(|it| it == "1");
        assert!(!required, "there is no corpus");
        eprintln!("NOT RUN: the samples of real documents; set ZEPHYRIX_CORPUS");
        return;
    }
    let real: Vec<PathBuf> = OF_CORPUS.iter().flat_map(|it| documents(&corpus.join(it))).collect();
    hold(&judged(&corpus, &real, "roundtrip_corpus"));
}

/// Cases that are about findings.
fn is_bad(path: &Path) -> bool {
    path.components().any(|it| it.as_os_str().to_string_lossy().starts_with("bad_"))
}

fn judged(root: &Path, documents: &[PathBuf], name: &str) -> Report {
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), name);
    let report = run(root, documents, &workspace, &mut |row| eprintln!("{row}"));
    eprintln!("{}", report.total());
    report
}

fn hold(report: &Report) {
    let exceptions = exceptions();
    let (new, idle) = report.against(&exceptions);
    assert!(new.is_empty(), "these fail, and are no exception:\n{new:#?}");
    assert!(idle.is_empty(), "these are exceptions, and do not fail:\n{idle:#?}");
    let total = report.total();
    let permille = |(right, all): (usize, usize)| 1000 * right / all;
    assert!(permille(total.good) >= 990, "good samples: {total}");
    assert!(permille(total.broken) >= 980, "broken samples: {total}");
}

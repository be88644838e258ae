//! Every diagnostic code has a page, is given somewhere, and where the pipeline gives it a case shows it.

use std::collections::BTreeSet;
use zephyrix_generator::CODES;
use zephyrix_tests::{code, folder};

/// Codes that nothing gives yet, and what they are kept for.
const RESERVED: &[(&str, &str)] = &[("ZX0403", "answers of the store that a contract leaves out")];

/// Codes of the pipeline that no case can show, and why.
const NOT_SHOWN: &[(&str, &str)] = &[];

#[test]
fn every_code_has_a_page() {
    for code in CODES {
        let lines = code.page.lines().filter(|it| !it.trim().is_empty()).count();
        assert!(lines >= 3, "the page of {} has {lines} lines", code.id);
    }
}

#[test]
fn every_code_is_given_somewhere() {
    let places = ["cli/src", "generator/src", "generator/ir/src"];
    let codes = places.iter().flat_map(|place| code::under(place)).filter(|it| !it.path.ends_with("/codes.rs"));
    let text: String = codes.flat_map(|it| it.lines).collect::<Vec<_>>().join("\n");
    let table = code::under("generator/ir/src").into_iter().find(|it| it.path.ends_with("/codes.rs"));
    let table = table.map(|it| it.lines.join("\n")).unwrap_or_default();
    let idle = CODES.iter().map(|it| it.id).filter(|id| !text.contains(&format!("Code::{}", constant(&table, id))));
    agree(&idle.collect(), RESERVED);
}

#[test]
fn every_code_of_the_pipeline_is_shown_by_a_case() {
    let snapshots = folder::read(&folder::of_repository("snapshots"));
    let findings: String = snapshots.into_iter().filter(|it| it.0.ends_with("stderr.txt")).map(|it| it.1).collect();
    let pipeline = CODES.iter().map(|it| it.id).filter(|id| ("ZX0100".."ZX0500").contains(id));
    let reserved = |id: &str| RESERVED.iter().any(|it| it.0 == id);
    let hidden = pipeline.filter(|id| !findings.contains(&format!("[{id}]")) && !reserved(id));
    agree(&hidden.collect(), NOT_SHOWN);
}

/// The constant of an id in the table of codes.
fn constant<'a>(table: &'a str, id: &str) -> &'a str {
    let line = table.lines().find(|line| line.contains(&format!("\"{id}\""))).unwrap_or_default();
    line.split_whitespace().next().unwrap_or_default()
}

fn agree(found: &BTreeSet<&str>, listed: &[(&str, &str)]) {
    let listed: BTreeSet<&str> = listed.iter().map(|it| it.0).collect();
    assert_eq!(*found, listed, "left: what is so; right: what is listed");
}

//! The JSON Schema Test Suite through generated validators; cases that fail are named in `json_schema/exceptions.txt`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]
#![allow(clippy::print_stderr, reason = "the table is what one wants to see")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::folder::of_repository;
use zephyrix_tests::suite::{Group, PROGRAM, document, generated, groups};

#[test]
fn generated_validators_agree_with_the_suite() {
    let Some(groups) = groups() else {
        let required = std::env::var_os("ZEPHYRIX_REQUIRE_CORPUS").is_some_and(|it| it == "1");
        assert!(!required, "there is no corpus");
        eprintln!("NOT RUN: the JSON Schema Test Suite; set ZEPHYRIX_CORPUS");
        return;
    };
    let verdicts = verdicts(&groups);
    let mut rows: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut failing = BTreeSet::new();
    for ((group, case), verdict) in cases(&groups).zip(&verdicts) {
        let (passed, all) = rows.entry(&group.keyword).or_default();
        *all += 1;
        if *verdict == Some(case.valid) {
            *passed += 1;
        } else {
            failing.insert(group.title(case));
        }
    }
    print(&rows);
    let excepted = exceptions();
    let broken: Vec<&String> = failing.difference(&excepted).collect();
    let mended: Vec<&String> = excepted.difference(&failing).collect();
    assert!(broken.is_empty(), "these fail, and are no exception:\n{broken:#?}");
    assert!(mended.is_empty(), "these are exceptions, and pass:\n{mended:#?}");
}

fn cases(groups: &[Group]) -> impl Iterator<Item = (&Group, &zephyrix_tests::suite::Case)> {
    groups.iter().flat_map(|group| group.cases.iter().map(move |case| (group, case)))
}

/// What the service says of each case; `None` where no operation could be made of the group.
fn verdicts(groups: &[Group]) -> Vec<Option<bool>> {
    let alone = |(at, group): &(usize, &Group)| generated(&document([(*at, *group)])).is_some();
    let readable: Vec<(usize, &Group)> = groups.iter().enumerate().filter(alone).collect();
    let service = generated(&document(readable)).unwrap();
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "json_schema");
    workspace.fill([("json-schema", &service)]);
    let folder = workspace.member("json-schema");
    fs::write(folder.join("tests/suite.rs"), PROGRAM).unwrap();
    let bodies = (0..).zip(groups).flat_map(|(at, group): (usize, _)| group.cases.iter().map(move |it| (at, it)));
    let lines: Vec<String> = bodies.map(|(at, case)| format!("/{at}\t{}", case.instance)).collect();
    fs::write(folder.join("bodies"), lines.join("\n")).unwrap();
    let variable = [("ZEPHYRIX_SUITE", folder.join("bodies"))].map(|(name, it)| (name, it.display().to_string()));
    let variables = variable.each_ref().map(|(name, it)| (*name, it.as_str()));
    let asked = workspace.cargo_with(&["test", "--quiet", "--package", "json-schema", "--test", "suite"], &variables);
    if let Err(said) = asked {
        panic!("{said}");
    }
    fs::read_to_string(folder.join("statuses")).unwrap().lines().map(verdict).collect()
}

fn verdict(status: &str) -> Option<bool> {
    match status {
        "204" | "501" => Some(true),
        "400" | "422" => Some(false),
        "404" => None,
        other => panic!("a body is answered with {other}"),
    }
}

fn print(rows: &BTreeMap<&str, (usize, usize)>) {
    let (mut passed, mut all) = (0, 0);
    for (keyword, (here, of)) in rows {
        eprintln!("{keyword:24} {here:4} of {of:4}");
        (passed, all) = (passed + here, all + of);
    }
    let permille = 1000 * passed / all;
    eprintln!("{:24} {passed:4} of {all:4}: {}.{} %", "all", permille / 10, permille % 10);
}

/// The cases that are known to fail: lines `keyword / group / case` under the `#` line that says why.
fn exceptions() -> BTreeSet<String> {
    let text = fs::read_to_string(of_repository("tests/json_schema/exceptions.txt")).unwrap();
    text.lines().filter(|it| !it.is_empty() && !it.starts_with('#')).map(str::to_owned).collect()
}

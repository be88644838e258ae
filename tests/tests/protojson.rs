//! `ProtoJSON` of generated messages, beside that of a library that knows descriptors alone; more of it by the program `protojson`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::folder;
use zephyrix_tests::protojson::compare;

#[test]
fn messages_are_told_as_prost_reflect_tells_them() {
    let files = ["tests/cases/proto_kinds/input.proto", "tests/foreign/service/library.proto"];
    let paths: Vec<_> = files.iter().map(|it| folder::of_repository(it)).collect();
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "protojson");
    let report = compare(&paths, &workspace, (200, 1)).unwrap();
    assert!(report.differences.is_empty() && report.refused.is_empty(), "{report:#?}");
    let values: usize = report.rows.values().map(|it| it.values).sum();
    assert!(report.rows.len() == files.len() && values > 2000, "{report:#?}");
}

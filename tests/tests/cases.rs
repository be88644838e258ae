//! Every folder of `tests/cases` is a case; what it makes is `snapshots/<case>`. `UPDATE=1` rewrites the snapshots.

use std::fs;
use zephyrix_generator::{Config, Database, FileSet};
use zephyrix_tests::case::{self, Case};
use zephyrix_tests::folder::{self, Texts};
use zephyrix_tests::snapshot;

#[test]
fn cases_make_what_was_reviewed() {
    let snapshots = folder::of_repository("snapshots");
    let mut wrong = Vec::new();
    for case in case::all() {
        let made = made(&case);
        if made != self::made(&case) {
            wrong.push(format!("{}: not the same twice", case.name));
        }
        let snapshot = snapshots.join(&case.name);
        if snapshot::updates() {
            folder::replace(&snapshot, &made);
        }
        let difference = snapshot::difference(&snapshot, &made);
        if !difference.is_empty() {
            wrong.push(format!("{}:\n{difference}", case.name));
        }
    }
    assert!(wrong.is_empty(), "UPDATE=1 accepts what was made:\n{}", wrong.join("\n"));
}

#[test]
fn whatever_is_made_is_rust() {
    for case in case::all() {
        for database in [Database::Sqlite, Database::Postgres, Database::Mysql] {
            let everything = |config: &mut Config| {
                config.database = database;
                (config.generate.client, config.generate.tests) = (true, true);
            };
            for (path, file) in case.run(everything).files.iter().flat_map(FileSet::iter) {
                let is_rust = std::path::Path::new(path).extension().is_some_and(|it| it == "rs");
                let wrong = if is_rust { syn::parse_file(&file.text).err() } else { None };
                assert!(wrong.is_none(), "{} {path} {database:?}: {wrong:?}", case.name);
            }
        }
    }
}

#[test]
fn snapshots_have_a_case() {
    let snapshots = folder::of_repository("snapshots");
    let cases: Vec<String> = case::all().into_iter().map(|case| case.name).collect();
    for name in folder::folders(&snapshots).into_iter().filter(|name| !cases.contains(name)) {
        assert!(snapshot::updates(), "snapshots/{name} belongs to no case");
        fs::remove_dir_all(snapshots.join(name)).unwrap();
    }
}

/// What is reviewed of a case. Clients and contract tests are compiled for every case, and reviewed where a
/// case's configuration asks for them.
fn made(case: &Case) -> Texts {
    case.run(|_: &mut Config| {}).reviewed()
}

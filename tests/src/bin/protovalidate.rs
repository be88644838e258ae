//! Has generated validators judge values beside `@bufbuild/protovalidate`.
//!
//! ```text
//! cargo run -p zephyrix-tests --bin protovalidate -- [--count N] [--seed N] [--all] CASES
//! ```
//!
//! `CASES` is the folder that the imports of protovalidate's conformance cases begin at. Prints a row a file, the differences (with
//! `--all` also those of rules where both refuse), what was left out, and totals. Fails below 98 %.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a command for people, which ends where it cannot go on")]

use std::path::{Path, PathBuf};
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::foreign;
use zephyrix_tests::proto::documents;
use zephyrix_tests::validated::{Report, judge, make};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option =
        |name: &str, or: &str| arguments.windows(2).find(|it| it[0] == name).map_or(or.to_owned(), |it| it[1].clone());
    let root = PathBuf::from(arguments.last().unwrap());
    let named = |it: PathBuf| Some(it.strip_prefix(&root).ok()?.to_string_lossy().into_owned());
    let mut files: Vec<String> = documents(&root).into_iter().filter_map(named).collect();
    files.retain(|it| !it.contains("harness"));
    let made = make(&root, &files);
    for it in &made.refused {
        println!("refused: {it}");
    }
    let program = std::env::current_exe().unwrap();
    let temporary = program.parent().and_then(Path::parent).unwrap().join("tmp");
    std::fs::create_dir_all(&temporary).unwrap();
    let descriptors = temporary.join("protovalidate.binpb");
    std::fs::write(&descriptors, &made.descriptors).unwrap();
    let node = foreign::node(&temporary.to_string_lossy()).expect("node and its packages");
    let oracle = node
        .run("protovalidate.js")
        .args([descriptors.to_string_lossy().into_owned(), option("--count", "40"), option("--seed", "1")])
        .output()
        .unwrap();
    assert!(oracle.status.success(), "{}", String::from_utf8_lossy(&oracle.stderr));
    let values = String::from_utf8(oracle.stdout).unwrap();
    std::fs::write(temporary.join("protovalidate.tsv"), &values).unwrap();
    let workspace = Workspace::new(&temporary.to_string_lossy(), "protovalidate");
    let found = judge(&made, &workspace, &values).unwrap_or_else(|it| panic!("{it}"));
    let report = Report::of(&values, &found);
    print(&report, arguments.iter().any(|it| it == "--all"));
    let total = report.total();
    std::process::exit(i32::from(total.agree * 100 < total.values * 98));
}

fn print(report: &Report, all: bool) {
    for (file, row) in &report.rows {
        println!("{row}  {}", file.rsplit('/').next().unwrap_or(file));
    }
    for ((message, expected, found), (count, bytes)) in &report.differences {
        let differ = (expected == "valid") != (found == "valid");
        if all || differ {
            println!("{count:5} {message} {bytes}: expected {expected}, found {found}");
        }
    }
    for ((message, why), count) in &report.left_out {
        println!("left out {count:5} {message}: {why}");
    }
    let total = report.total();
    let percent =
        |part: usize| 100.0 * f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(total.values).unwrap());
    println!("{total}: {:.2} %, {:.2} % by the same rules", percent(total.agree), percent(total.alike));
}

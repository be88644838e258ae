//! Compares generated messages with `prost-reflect`'s: bytes to JSON, and JSON to bytes.
//!
//! ```text
//! cargo run -p zephyrix-tests --bin protojson -- [--count N] [--seed N] [--only WORD] CORPUS
//! ```
//!
//! Files that define the same as others, which the oracle cannot link, are compared one by one. `CORPUS` has `MANIFEST.tsv` and `protobuf/`. Prints a row a file, what is different, and totals; fails where anything is.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a command for people, which ends where it cannot go on")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::proto::documents;
use zephyrix_tests::protojson::{Report, Row, compare};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option =
        |name: &str, or: &str| arguments.windows(2).find(|it| it[0] == name).map_or(or.to_owned(), |it| it[1].clone());
    let (count, seed) = (option("--count", "8").parse().unwrap(), option("--seed", "1").parse().unwrap());
    let only = option("--only", "");
    let corpus = PathBuf::from(arguments.last().unwrap()).join("protobuf");
    let program = std::env::current_exe().unwrap();
    let temporary = program.parent().and_then(Path::parent).unwrap().join("tmp");
    std::fs::create_dir_all(&temporary).unwrap();
    let workspace = Workspace::new(&temporary.to_string_lossy(), "protojson");
    let mut total = Row::default();
    let mut files = documents(&corpus);
    files.retain(|it| it.to_string_lossy().contains(&only));
    files.sort();
    // So many files a program that it can be compiled.
    let mut waiting: Vec<&[PathBuf]> = files.chunks(40).rev().collect();
    while let Some(some) = waiting.pop() {
        // prost-reflect panics where it means to say what is wrong with a file that it does not take yet.
        match catch_unwind(AssertUnwindSafe(|| compare(some, &workspace, (count, seed)))) {
            Ok(Ok(report)) => print(&report, &mut total),
            _ if some.len() > 1 => waiting.extend(some.chunks(1).rev()),
            Ok(Err(why)) => println!("{}: {}", some[0].display(), why.lines().take(40).collect::<Vec<_>>().join("\n")),
            Err(_) => println!("{}: the oracle cannot link it", some[0].display()),
        }
    }
    println!("{} messages, {} values, {} alike", total.messages, total.values, total.agree);
    std::process::exit(i32::from(total.agree < total.values));
}

fn print(report: &Report, total: &mut Row) {
    for it in &report.refused {
        println!("refused: {it}");
    }
    for (file, row) in &report.rows {
        println!("{:5} messages {:6} values {:6} alike  {file}", row.messages, row.values, row.agree);
        total.messages += row.messages;
        total.values += row.values;
        total.agree += row.agree;
    }
    for ((message, way), what) in &report.differences {
        println!("{message} ({way}): {}", what.chars().take(4000).collect::<String>());
    }
}

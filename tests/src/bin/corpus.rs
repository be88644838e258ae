//! What becomes of real documents: a row each, and totals.
//!
//! ```text
//! cargo run -p zephyrix-tests --release --bin corpus -- [--check] [--only WORD] FOLDER-OR-FILE…
//! ```
//!
//! Each document is generated in a process of its own, so that time and memory are its own and a crash is a row. With
//! `--check` each service, without its client, is also checked by cargo.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a command for people, which ends where it cannot go on")]

use std::path::{Path, PathBuf};
use zephyrix_tests::corpus::{Row, Totals, documents, generate_here, measure};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        // What this program asks itself for.
        Some("generate") => return println!("{}", generate_here(Path::new(&arguments[1]), Path::new(&arguments[2]))),
        Some("measure") => return println!("{}", measure::here(&arguments[1..])),
        _ => {}
    }
    let check = arguments.iter().any(|it| it == "--check");
    let only = arguments.windows(2).find(|it| it[0] == "--only").map(|it| it[1].clone());
    let folders = arguments.iter().filter(|it| !it.starts_with("--") && Some(*it) != only.as_ref()).map(PathBuf::from);
    let mut totals = Totals::default();
    println!("{}", Row::HEAD);
    for document in folders.flat_map(|it| documents(&it)) {
        if only.as_ref().is_some_and(|word| !document.to_string_lossy().contains(word)) {
            continue;
        }
        let row = Row::of(&document, check);
        println!("{row}");
        totals.add(&row);
    }
    println!("{totals}");
    std::process::exit(i32::from(totals.has_failed()));
}

//! What becomes of real DDL: a row each, and totals.
//!
//! ```text
//! cargo run -p zephyrix-tests --release --bin corpus-sql -- [--only WORD] FOLDER-OR-FILE…
//! cargo run -p zephyrix-tests --release --bin corpus-sql -- --schema FILE
//! ```
//!
//! The second prints what was made of one file, as DDL.
#![allow(clippy::print_stdout, reason = "a command for people")]

use std::path::PathBuf;
use zephyrix_tests::sql::{Row, documents};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(["--schema", file]) = arguments.windows(2).next().map(|it| [it[0].as_str(), it[1].as_str()]) {
        return print!("{}", zephyrix_tests::sql::script(file.as_ref()));
    }
    let only = arguments.windows(2).find(|it| it[0] == "--only").map(|it| it[1].clone());
    let folders = arguments.iter().filter(|it| !it.starts_with("--") && Some(*it) != only.as_ref()).map(PathBuf::from);
    let (mut files, mut errors, mut total, mut understood, mut failed, mut time) = (0, 0, 0, 0, 0, 0.0);
    println!(
        "{:8} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>8}",
        "dialect", "in", "read", "skip", "failed", "errors", "tables", "ms"
    );
    for path in folders.flat_map(|it| documents(&it)) {
        if only.as_ref().is_some_and(|word| !path.to_string_lossy().contains(word)) {
            continue;
        }
        let row = Row::of(&path);
        println!("{row}");
        files += 1;
        errors += usize::from(!row.errors.is_empty());
        total += row.statements.total;
        understood += row.statements.understood;
        failed += row.statements.failed;
        time += row.milliseconds;
    }
    println!(
        "{files} files, {errors} with errors; {total} statements, {understood} understood, {failed} failed; {time:.0} ms"
    );
}

//! Our descriptors of real protobuf beside those of `protoc`.
//!
//! ```text
//! cargo run -p zephyrix-tests --bin corpus-descriptors -- FOLDER [KEPT]
//! ```
//!
//! What is compared stays in `KEPT`, if that is said: files as they are imported, and our descriptors of them.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a command for people")]

use std::path::{Path, PathBuf};
use zephyrix_tests::foreign;
use zephyrix_tests::proto::{documents, lay_out};

fn main() {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let Some(folder) = arguments.next() else {
        println!("corpus-descriptors FOLDER [KEPT]");
        std::process::exit(2);
    };
    let temporary = tempfile::tempdir().unwrap();
    let kept = arguments.next().unwrap_or_else(|| temporary.path().to_owned());
    let all = documents(&folder);
    let read = lay_out(&all, &kept).iter().filter(|it| **it).count();
    println!("{read} of {} files are read", all.len());
    // Where tests have what is not ours.
    let program = std::env::current_exe().unwrap();
    let tests = program.parent().and_then(Path::parent).unwrap().join("tmp");
    let Some(python) = foreign::python(&tests.to_string_lossy()) else { std::process::exit(2) };
    let status = python.run("descriptors.py").arg(std::path::absolute(kept).unwrap()).status().unwrap();
    drop(temporary);
    std::process::exit(status.code().unwrap_or(1));
}

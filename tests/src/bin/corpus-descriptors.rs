//! Our descriptors of real protobuf, laid out to be compared with those of `protoc` by `tests/foreign/python/descriptors.py`.
//!
//! ```text
//! cargo run -p zephyrix-tests --bin corpus-descriptors -- CORPUS FOLDER
//! ```
#![allow(clippy::print_stdout, reason = "a command for people")]

use std::path::PathBuf;
use zephyrix_tests::proto::{documents, lay_out};

fn main() {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let (Some(corpus), Some(folder)) = (arguments.next(), arguments.next()) else {
        println!("corpus-descriptors CORPUS FOLDER");
        std::process::exit(2);
    };
    let all = documents(&corpus.join("protobuf"));
    let read = (0..).zip(&all).filter(|(at, path)| lay_out(path, &folder.join(at.to_string()))).count();
    println!("{read} of {} files are read", all.len());
}

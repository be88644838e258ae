//! What becomes of real protobuf: a row a file, against what `protoc` says, and totals.
//!
//! ```text
//! cargo run -p zephyrix-tests --release --bin corpus-proto -- [--only WORD] [--wrong] CORPUS
//! ```
//!
//! `CORPUS` has `MANIFEST.tsv` and `protobuf/`. With `--wrong`, only rows on which the two disagree.
#![allow(clippy::print_stdout, reason = "a command for people")]

use std::path::PathBuf;
use zephyrix_tests::proto::{Row, documents, verdicts};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let only = arguments.windows(2).find(|it| it[0] == "--only").map(|it| it[1].clone());
    let wrong = arguments.iter().any(|it| it == "--wrong");
    let corpus = PathBuf::from(arguments.last().map_or("shared/corpus", String::as_str));
    let verdicts = verdicts(&corpus);
    let (mut total, mut ok, mut agree, mut sum, mut time) = (0, 0, 0, [0; 4], 0.0);
    println!("  protoc   ours    messages enums  svcs  rpcs      ms");
    for path in documents(&corpus.join("protobuf")) {
        let name = path.strip_prefix(&corpus).unwrap_or(&path).to_string_lossy().into_owned();
        if only.as_ref().is_some_and(|word| !name.contains(word.as_str())) {
            continue;
        }
        let row = Row::of(&path, &name, verdicts.get(&name).copied());
        if !(wrong && row.agrees()) {
            println!("{row}");
        }
        total += 1;
        agree += usize::from(row.agrees());
        time += row.milliseconds;
        if let Ok(found) = &row.found {
            ok += 1;
            sum = std::array::from_fn(|at| sum[at] + found[at]);
        }
    }
    let [messages, enums, services, rpcs] = sum;
    println!(
        "{total} files: {ok} lowered, {} refused; {agree} as protoc says; {messages} messages, {enums} enums, {services} \
         services, {rpcs} rpcs; {time:.0} ms",
        total - ok
    );
    std::process::exit(i32::from(agree < total));
}

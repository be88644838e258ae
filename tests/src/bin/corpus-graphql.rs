//! What schemas of GraphQL are made of real documents of OpenAPI: a row each, and totals.
//!
//! ```text
//! cargo run -p zephyrix-tests --release --bin corpus-graphql -- [--only WORD] FOLDER-OR-FILE…
//! ```
#![allow(clippy::print_stdout, reason = "a command for people")]

use std::path::PathBuf;
use std::time::Instant;
use zephyrix_tests::corpus::documents;
use zephyrix_tests::exposed::{Verdict, schema, verdict};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let only = arguments.windows(2).find(|it| it[0] == "--only").map(|it| it[1].clone());
    let folders = arguments.iter().filter(|it| !it.starts_with("--") && Some(*it) != only.as_ref()).map(PathBuf::from);
    let (mut none, mut valid, mut invalid, mut fields, mut notes) = (0, 0, 0, 0, 0);
    for document in folders.flat_map(|it| documents(&it)) {
        let name = document.to_string_lossy().into_owned();
        if only.as_ref().is_some_and(|word| !name.contains(word.as_str())) {
            continue;
        }
        let before = Instant::now();
        let made = schema(&document);
        let time = before.elapsed().as_millis();
        notes += made.untold;
        match made.sdl.map(verdict) {
            None if made.is_lost => {
                invalid += 1;
                println!("LOST    {name}");
            }
            None => none += 1,
            Some(Verdict { wrong: Some(why), .. }) => {
                invalid += 1;
                println!("INVALID {name}: {why}");
            }
            Some(it) => {
                valid += 1;
                fields += it.fields;
                println!("{:6} fields {:4} untold {time:6} ms  {name}", it.fields, made.untold);
            }
        }
    }
    println!(
        "{valid} valid schemas of {fields} root fields, {notes} operations untold; {invalid} invalid or lost; {none} documents that make no service"
    );
    std::process::exit(i32::from(invalid > 0));
}

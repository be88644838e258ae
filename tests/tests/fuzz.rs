//! A fixed sample of mutated documents; `cargo run -p zephyrix-tests --release --bin fuzz` takes as many as one likes.

use zephyrix_tests::folder::of_repository;
use zephyrix_tests::fuzz::{Seeds, survives};

#[test]
fn no_document_is_too_much() {
    let seeds = Seeds::under([of_repository("tests/cases").as_path(), of_repository("schemas").as_path()]);
    for number in 0..1500 {
        if let Err(failure) = survives(seeds.mutated(number)) {
            panic!("document {number}: {}\n{}", failure.what, failure.document);
        }
    }
}

//! A fixed sample of mutated documents; `cargo run -p zephyrix-tests --release --bin fuzz` takes as many as one likes.

use zephyrix_tests::folder::of_repository;
use zephyrix_tests::fuzz::{Language, Seeds, survives};

#[test]
fn no_contract_is_too_much() {
    none_is_too_much(Language::OpenApi, 1500);
}

#[test]
fn no_ddl_is_too_much() {
    none_is_too_much(Language::Sql, 1000);
}

#[test]
fn no_schema_of_graphql_is_too_much() {
    none_is_too_much(Language::GraphQl, 1000);
}

fn none_is_too_much(language: Language, count: u64) {
    let seeds = Seeds::under(language, [of_repository("tests/cases").as_path(), of_repository("schemas").as_path()]);
    for number in 0..count {
        if let Err(failure) = survives(language, seeds.mutated(number)) {
            panic!("document {number}: {}\n{}", failure.what, failure.document);
        }
    }
}

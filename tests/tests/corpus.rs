//! Some real documents, of each kind of trouble one: every operation is served, by Rust that compiles without a warning.
//!
//! All of them are for a person: `cargo run -p zephyrix-tests --release --bin corpus -- --check FOLDER`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use zephyrix_generator::FileSet;
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::corpus::make;
use zephyrix_tests::folder::corpus_for;

/// Under `openapi/` of the corpus; a client for each that is not marked as too large for that.
const SAMPLE: &[(&str, Client)] = &[
    ("small/swagger-petstore/openapi.yaml", Client::Too),
    ("medium/oas-examples/3.0/json/http-status-codes.json", Client::Too),
    ("medium/oas-examples/3.0/json/parameters-style.json", Client::Too),
    ("medium/oas-examples/3.0/json/star-trek.json", Client::Too),
    ("medium/oas-examples/3.1/json/train-travel.json", Client::Too),
    ("medium/progenitor/buildomat.json", Client::Too),
    ("medium/progenitor/nexus.json", Client::Without),
    ("medium/spotify/fixed-spotify-open-api.yml", Client::Too),
    ("nasty/oai-v3.2/pass/path-item-object-example.yaml", Client::Too),
    ("nasty/openapi-generator/3_0/spring/petstore-with-fake-endpoints-models-for-testing.yaml", Client::Too),
    (
        "nasty/openapi-generator/3_0/haskell-http-client/petstore-with-fake-endpoints-models-for-testing.yaml",
        Client::Too,
    ),
    ("nasty/openapi-generator/3_0/rust-server/ops-v3.yaml", Client::Too),
    ("nasty/openapi-generator/3_1/encode-decode.yaml", Client::Too),
    ("huge/adyen/CheckoutService-v71.json", Client::Without),
    ("huge/stripe/stripe.com.json", Client::Without),
];

/// Whether those who call are checked too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Client {
    Too,
    Without,
}

#[test]
fn real_documents_become_services_that_compile_without_a_warning() {
    let Some(corpus) = corpus_for("the services of real documents") else { return };
    let mut services: Vec<(String, FileSet)> = Vec::new();
    for (at, (path, client)) in SAMPLE.iter().enumerate() {
        let name = format!("real-{at}");
        let made = make(&corpus.join("openapi").join(path), &name, *client == Client::Too);
        assert_eq!((made.first, made.served), (None, made.written), "{path}");
        services.push((name, made.files.unwrap()));
    }
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "corpus");
    workspace.fill(services.iter().map(|(name, files)| (name.as_str(), files)));
    // Only what rustc says: the names of schemas are not ours to choose.
    let lints = ["-D", "warnings", "-A", "clippy::all"];
    let checked = ["clippy", "--quiet", "--keep-going", "--workspace", "--lib", "--"];
    if let Err(said) = workspace.cargo(&[&checked[..], &lints[..]].concat()) {
        panic!("{said}");
    }
}

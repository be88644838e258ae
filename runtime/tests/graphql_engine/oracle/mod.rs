//! Random operations on made-up data, answered by our engine and by apollo-compiler's executor, which does what the
//! specification says word by word: the same data, and the same errors in the same order.
//!
//! Fields are of the same types here as in the interfaces: apollo-compiler holds values against those of the interface
//! (GraphQL §6.4.3 has it otherwise), so that a non-null field is null with it without an error.

mod operations;
mod theirs;
mod world;

use operations::Operations;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use world::World;
use zephyrix::graphql::{Engine, From, Limits, OperationKind, Settings};

/// How many operations are tried.
const OPERATIONS: u64 = 2_000;

#[tokio::test]
async fn random_operations_are_answered_as_the_specification_says() {
    let world = Arc::new(World::new());
    let limits = Limits {
        depth: 100,
        aliases: 1_000,
        directives: 1_000,
        root_fields: 1_000,
        complexity: 0,
        tokens: 100_000,
        ..Limits::default()
    };
    let settings = Settings { limits, ..Settings::default() };
    let engine = Engine::new(world.served, world.clone(), &settings).unwrap();
    let (mut compared, mut failed, mut nothing) = (0, 0, 0);
    for seed in 0..OPERATIONS {
        world.seed.store(seed, Ordering::Relaxed);
        let operation = Operations::new(&world.schema, seed).operation();
        let variables: Map<String, Value> = operation.variables.clone();
        let theirs = theirs::answer(&world, &operation.text, &variables);
        let prepared = match engine.prepare(&operation.text, None) {
            Ok(it) => it,
            Err(refused) => {
                let refused = String::from_utf8(refused.body).unwrap();
                assert!(theirs.is_none(), "refused, and is valid: {refused}\n{}", operation.text);
                continue;
            }
        };
        assert_ne!(prepared.kind(), OperationKind::Subscription);
        let theirs = theirs.unwrap_or_else(|| panic!("prepared, and is not valid: {}", operation.text));
        let ours = engine.execute(&prepared, &variables, from()).await;
        let ours = String::from_utf8(ours.body).unwrap();
        let told = format!("seed {seed}: {}\n{variables:?}\nours: {ours}\ntheirs: {theirs:?}", operation.text);
        let data = format!("{{\"data\":{}", theirs.data);
        assert!(ours.strip_prefix(&data).is_some_and(|rest| rest.starts_with([',', '}'])), "{told}");
        let errors = errors(&ours);
        assert_eq!(errors, theirs.errors, "{told}");
        failed += u64::from(!errors.is_empty());
        nothing += u64::from(theirs.data == "null");
        compared += 1;
    }
    println!("{compared} operations compared, {failed} with errors, {nothing} without data");
    assert!(compared > OPERATIONS * 9 / 10, "{compared}");
    assert!(failed > compared / 4 && failed < compared * 9 / 10, "{failed} of {compared}");
    assert!((compared / 100..compared / 3).contains(&nothing), "{nothing} of {compared}");
}

/// The path and the places of each error.
fn errors(response: &str) -> Vec<Value> {
    let response: Value = serde_json::from_str(response).unwrap();
    let errors = response["errors"].as_array().into_iter().flatten();
    errors.map(|it| json!([it["path"], it["locations"]])).collect()
}

/// A request.
fn from() -> Arc<From> {
    let (parts, ()) = http::Request::get("/graphql").body(()).unwrap().into_parts();
    Arc::new(From { cx: zephyrix::Cx::default(), parts, uploads: Vec::new() })
}

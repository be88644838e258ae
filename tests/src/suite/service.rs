//! One service for many groups, and the program that asks it.

use super::Group;
use crate::folder::{self, Texts};
use serde_json::{Value, json};
use zephyrix_generator::{Config, Diagnostics, FileSet, Generate, Job, Previous, Runtime, Source, Sources, generate};

/// The test to be put beside the service: asks it for every line of `ZEPHYRIX_SUITE` (a path, a tab, a body), and
/// writes the statuses of its answers to that file's neighbor `statuses`.
pub const PROGRAM: &str = r#"
use json_schema::app::App;
use json_schema::generated::{SERVICE, router};
use std::path::PathBuf;

#[tokio::test]
async fn ask() {
    let app = zephyrix::testing::start(&SERVICE, async |start| Ok(router(App::new(&start).await?))).await;
    let bodies = PathBuf::from(std::env::var_os("ZEPHYRIX_SUITE").unwrap());
    let mut statuses = String::new();
    for line in std::fs::read_to_string(&bodies).unwrap().lines() {
        let (path, body) = line.split_once('\t').unwrap();
        let answer = app.post(path).body("application/json", body.to_owned()).send().await;
        statuses.push_str(&format!("{}\n", answer.status()));
    }
    std::fs::write(bodies.with_file_name("statuses"), statuses).unwrap();
}
"#;

/// The files of a contract: a document, and a file for each group's schema, which its own `#` is the root of.
pub fn document<'a>(groups: impl IntoIterator<Item = (usize, &'a Group)>) -> Texts {
    let mut files = Texts::new();
    let mut paths = serde_json::Map::new();
    for (at, group) in groups {
        let schema = if group.schema.is_boolean() {
            group.schema.clone()
        } else {
            files.insert(format!("group{at}.json"), group.schema.to_string());
            json!({ "$ref": format!("group{at}.json") })
        };
        paths.insert(format!("/{at}"), json!({ "post": operation(at, &schema) }));
    }
    let info = json!({ "title": "json-schema", "version": "1" });
    let document = json!({ "openapi": "3.1.0", "info": info, "paths": paths });
    files.insert("openapi.json".to_owned(), document.to_string());
    files
}

fn operation(at: usize, schema: &Value) -> Value {
    json!({
        "operationId": format!("group{at}"),
        "requestBody": { "required": true, "content": { "application/json": { "schema": schema } } },
        "responses": { "204": { "description": "It is valid." } },
    })
}

/// The service of a contract, if the contract can be read.
pub fn generated(contract: &Texts) -> Option<FileSet> {
    let mut sources = Sources::default();
    sources.add(Source { path: "openapi.json".to_owned(), text: contract["openapi.json"].clone() });
    let config = Config {
        name: Some("json-schema".to_owned()),
        runtime: Runtime::Path(folder::of_repository("runtime").display().to_string()),
        generate: Generate { client: false, ..Generate::default() },
        ..Config::default()
    };
    let job = Job { loader: contract, config: &config, previous: &Previous::default() };
    generate(&mut sources, job, &mut Diagnostics::default())
}

//! One document, and the contract by which its schemas are read.

use crate::folder::{self, Texts};
use crate::samples::{document, translated};
use serde_json::{Map, Value, json};
use std::path::Path;
use zephyrix_generator::{
    Config, Diagnostics, FileSet, Generate, Job, Previous, Runtime, Severity, Source, Sources, generate,
};

/// A document with component schemas.
#[derive(Debug)]
pub struct Contract {
    /// Its path under the folder of all.
    pub name: String,
    /// What it says.
    pub json: Value,
    /// The same, with schemas of JSON Schema 2020-12.
    pub translated: Value,
    /// The names of its schemas.
    pub schemas: Vec<String>,
    text: String,
    place: &'static str,
}

/// Where documents keep their schemas.
const PLACES: [&str; 2] = ["/components/schemas", "/definitions"];

impl Contract {
    /// Reads a document; `None` when it has no component schemas.
    pub fn read(root: &Path, path: &Path) -> Option<Self> {
        let mut json = document(&std::fs::read_to_string(path).ok()?)?;
        forget(&mut json);
        let schemas = |place: &str| json.pointer(place).and_then(Value::as_object).filter(|it| !it.is_empty());
        let place = PLACES.into_iter().find(|it| schemas(it).is_some())?;
        let names = schemas(place)?.keys().cloned().collect();
        let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        Some(Self { name, translated: translated(&json), text: json.to_string(), schemas: names, json, place })
    }

    /// Where a schema is.
    pub fn pointer(&self, schema: &str) -> String {
        format!("{}/{}", self.place, schema.replace('~', "~0").replace('/', "~1"))
    }

    /// A schema in terms of JSON Schema 2020-12.
    pub fn translated_schema(&self, schema: &str) -> Value {
        self.translated.pointer(&self.pointer(schema)).cloned().unwrap_or_default()
    }
}

/// Several documents become one contract: what something of one was called before may be the name of something of another.
fn forget(json: &mut Value) {
    match json {
        Value::Object(all) => {
            all.remove("x-zephyrix-renamed-from");
            all.iter_mut().for_each(|(_, it): (&String, &mut Value)| forget(it));
        }
        Value::Array(all) => all.iter_mut().for_each(forget),
        _ => {}
    }
}

/// The name of the record that has a schema as its only member.
pub(super) fn record(number: usize) -> String {
    format!("RoundTrip{number}")
}

/// What was generated for schemas, by number: records that each have one as their member `value`.
///
/// # Errors
/// The first error, when there is one.
pub(super) fn generated(schemas: &[(usize, &Contract, &str)]) -> Result<FileSet, String> {
    let mut files = Texts::new();
    let (mut paths, mut records) = (Map::new(), Map::new());
    for (number, contract, schema) in schemas {
        let file = format!("{}.json", contract.name.replace(['/', '.'], "_"));
        let reference = format!("{file}#{}", encoded(&contract.pointer(schema)));
        files.entry(file).or_insert_with(|| contract.text.clone());
        let value =
            json!({ "type": "object", "required": ["value"], "properties": { "value": { "$ref": reference } } });
        records.insert(record(*number), value);
        let schema = json!({ "$ref": format!("#/components/schemas/{}", record(*number)) });
        let body = json!({ "required": true, "content": { "application/json": { "schema": schema } } });
        let responses = json!({ "204": { "description": "It is valid." } });
        let operation =
            json!({ "operationId": format!("operation{number}"), "requestBody": body, "responses": responses });
        paths.insert(format!("/{number}"), json!({ "post": operation }));
    }
    let info = json!({ "title": "round-trip", "version": "1" });
    let components = json!({ "schemas": records });
    let index = json!({ "openapi": "3.1.0", "info": info, "paths": paths, "components": components });
    let mut sources = Sources::default();
    sources.add(Source { path: "index.json".to_owned(), text: index.to_string() });
    let config = Config {
        name: Some("round-trip".to_owned()),
        runtime: Runtime::Path(folder::of_repository("runtime").display().to_string()),
        generate: Generate { client: false, tests: false, ..Generate::default() },
        ..Config::default()
    };
    let mut log = Diagnostics::default();
    let job = Job { loader: &files, config: &config, previous: &Previous::default() };
    let error = |log: &Diagnostics| {
        let first = log.all().iter().find(|it| it.severity == Severity::Error);
        first.map_or_else(|| "no service".to_owned(), |it| format!("{}: {}", it.code.id, it.message))
    };
    generate(&mut sources, job, &mut log).ok_or_else(|| error(&log))
}

/// A pointer as a fragment (RFC 6901 §6).
fn encoded(pointer: &str) -> String {
    let plain = |it: u8| it.is_ascii_alphanumeric() || b"/-_.~$".contains(&it);
    pointer.bytes().map(|it| if plain(it) { char::from(it).to_string() } else { format!("%{it:02X}") }).collect()
}

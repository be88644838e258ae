//! Schemas of GraphQL that are made of services that something else describes, and what the engine says of them.

use crate::corpus::Disk;
use std::path::Path;
use zephyrix::graphql::bridge::{Bridge, Bridged};
use zephyrix::graphql::{Engine, Schema, Settings};
use zephyrix_generator::{Config, Diagnostics, Generate, Job, Previous, Source, Sources, generate, sdl};

/// The schema of a document.
#[derive(Debug)]
pub struct Made {
    /// The schema, where there is a service.
    pub sdl: Option<String>,
    /// How many operations no field tells.
    pub untold: usize,
    /// Whether there is no schema although there are operations.
    pub is_lost: bool,
}

/// The schema that is made of a document.
///
/// # Panics
/// When it cannot be read.
pub fn schema(document: &Path) -> Made {
    let text = std::fs::read_to_string(document).unwrap_or_else(|error| panic!("{error}"));
    let path = document.to_string_lossy().into_owned();
    let generate = Generate { client: false, tests: false, ..Generate::default() };
    let config = Config { name: Some("exposed".to_owned()), inputs: vec![path.clone()], generate, ..Config::default() };
    let (mut sources, mut log) = (Sources::default(), Diagnostics::default());
    sources.add(Source { path, text });
    let job = Job { loader: &Disk, config: &config, previous: &Previous::default() };
    let made = sdl(&mut sources, job, &mut log);
    let untold = log.all().iter().filter(|it| it.code.id == "ZX0810").count();
    let is_lost = made.is_none() && is_service(&mut sources, job);
    Made { sdl: made, untold, is_lost }
}

/// Whether there are operations, where nobody asks for a schema.
fn is_service(sources: &mut Sources, job: Job<'_>) -> bool {
    let is_route = |path: &str| path.starts_with("src/generated/routes/") && !path.ends_with("/mod.rs");
    generate(sources, job, &mut Diagnostics::default()).is_some_and(|it| it.iter().any(|(path, _)| is_route(path)))
}

/// What the engine says of a schema.
#[derive(Debug)]
pub struct Verdict {
    /// How many fields the roots have.
    pub fields: usize,
    /// Why it is none.
    pub wrong: Option<String>,
}

/// Has the engine read a schema.
pub fn verdict(sdl: String) -> Verdict {
    static BRIDGE: Bridge = Bridge { objects: &[], inputs: &[], enums: &[], unions: &[] };
    let fields = ["type Query {", "type Mutation {"].iter().map(|it| root_fields(&sdl, it)).sum();
    // Schemas are of generated code, and live as long.
    let schema: &'static Schema = Box::leak(Box::new(Schema { sdl: sdl.leak(), objects: &[] }));
    let engine = Engine::new(schema, Bridged::new(&BRIDGE), &Settings::default());
    Verdict { fields, wrong: engine.err().map(|it| it.to_string()) }
}

/// The lines of a root that begin a field: others are deeper, or texts.
fn root_fields(sdl: &str, begin: &str) -> usize {
    let lines = sdl.lines().skip_while(|it| *it != begin).skip(1).take_while(|it| *it != "}");
    let mut is_text = false;
    let is_field = |it: &&str| {
        is_text ^= it.trim() == "\"\"\"";
        !is_text && it.starts_with("  ") && it.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic)
    };
    lines.filter(is_field).count()
}

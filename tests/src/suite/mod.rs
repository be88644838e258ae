//! The JSON Schema Test Suite (draft 2020-12), through the code that is generated for its schemas.
//!
//! Every group is the body of an operation. What the service makes of a body is what it makes of the instance.

mod service;

pub use service::{PROGRAM, document, generated};

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Files whose cases are about something else than what a service asserts of a body, and why.
pub const BESIDE: [(&str, &str); 3] = [
    ("format", "its cases have formats assert nothing; OpenAPI has them assert"),
    ("refRemote", "references to servers are not followed"),
    ("vocabulary", "there is one vocabulary: that of OpenAPI"),
];

/// One schema with instances of it.
#[derive(Debug)]
pub struct Group {
    /// The keyword: the file's name.
    pub keyword: String,
    /// What it shows.
    pub name: String,
    /// The schema.
    pub schema: Value,
    /// Instances, and whether each is valid.
    pub cases: Vec<Case>,
}

/// One instance.
#[derive(Debug)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// The instance.
    pub instance: Value,
    /// Whether the schema accepts it.
    pub valid: bool,
}

impl Group {
    /// A case's name in the whole suite.
    pub fn title(&self, case: &Case) -> String {
        format!("{} / {} / {}", self.keyword, self.name, case.name)
    }
}

/// Every group that asserts something, by file; `None` where there is no corpus.
pub fn groups() -> Option<Vec<Group>> {
    let folder = crate::folder::of_corpus().join("jsonschema/JSON-Schema-Test-Suite/tests/draft2020-12");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).ok()?.map(|it| it.unwrap().path()).collect();
    paths.retain(|it| it.extension().is_some_and(|it| it == "json") && !is_beside(it));
    paths.sort();
    Some(paths.iter().flat_map(|it| read(it)).collect())
}

fn is_beside(path: &Path) -> bool {
    BESIDE.iter().any(|(name, _)| path.file_stem().is_some_and(|it| it == *name))
}

fn read(path: &Path) -> Vec<Group> {
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    let case = |it: &Value| Case {
        name: text(&it["description"]),
        instance: it["data"].clone(),
        valid: it["valid"].as_bool().unwrap(),
    };
    let group = |it: &Value| Group {
        keyword: path.file_stem().unwrap().to_str().unwrap().to_owned(),
        name: text(&it["description"]),
        schema: it["schema"].clone(),
        cases: it["tests"].as_array().unwrap().iter().map(case).collect(),
    };
    let groups: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    groups.as_array().unwrap().iter().map(group).collect()
}

//! The types of `schema.yaml`, and what must hold of them.

use regex::Regex;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

#[derive(Serialize)]
pub struct Pet {
    pub id: i64,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chip: Option<String>,
    pub status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_kg: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
}

#[derive(Deserialize)]
pub struct NewPet {
    pub name: String,
    pub chip: Option<String>,
    pub status: Status,
    pub weight_kg: Option<f64>,
    pub tags: Option<Vec<String>>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Available,
    Pending,
    Adopted,
}

#[derive(Serialize)]
pub struct Violation {
    pointer: &'static str,
    code: &'static str,
}

impl Violation {
    pub fn new(pointer: &'static str, code: &'static str) -> Self {
        Self { pointer, code }
    }
}

static CHIP: LazyLock<Regex> = LazyLock::new(|| Regex::new("^[0-9]{15}$").expect("a pattern"));

impl NewPet {
    pub fn violations(&self) -> Vec<Violation> {
        let mut found = Vec::new();
        let length = |it: &str, limit: usize| (1..=limit).contains(&it.chars().count());
        if !length(&self.name, 64) {
            found.push(Violation::new("/name", "length"));
        }
        if self.chip.as_deref().is_some_and(|it| !CHIP.is_match(it)) {
            found.push(Violation::new("/chip", "pattern"));
        }
        if self.weight_kg.is_some_and(|it| it <= 0.0 || it > 200.0) {
            found.push(Violation::new("/weight_kg", "range"));
        }
        if let Some(tags) = &self.tags {
            if tags.len() > 10 {
                found.push(Violation::new("/tags", "maxItems"));
            }
            if tags.iter().any(|it| !length(it, 20)) {
                found.push(Violation::new("/tags", "length"));
            }
        }
        found
    }
}

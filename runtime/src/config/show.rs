//! Prints settings and where each comes from.

use super::Loaded;
use super::check::leaves;
use figment::value::Value;
use std::fmt::Write;

impl Loaded {
    /// Every setting with its origin, one a line; what is secret shows as `***`.
    pub fn show(&self) -> String {
        let Ok(tree) = Value::serialize(&self.config) else { return String::new() };
        let mut text = String::new();
        for path in tree.as_dict().map(|it| leaves("", it)).unwrap_or_default() {
            let value = tree.find_ref(&path).map(written).unwrap_or_default();
            let origin = self.origins.find_metadata(&path).map_or("default", |it| it.name.as_ref());
            // Writing to a string does not fail.
            let _ = writeln!(text, "{path} = {value}  # {origin}");
        }
        text
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::String(_, text) => format!("{text:?}"),
        Value::Num(_, number) => number.to_i128().map(|it| it.to_string()).unwrap_or_default(),
        Value::Bool(_, truth) => truth.to_string(),
        _ => String::new(),
    }
}

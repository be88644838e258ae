//! Finds everything that is wrong with a layer, each with its origin and, where there is one, a suggestion.

use super::Config;
use super::load::{ConfigErrors, Layer};
use figment::Figment;
use figment::providers::Serialized;
use figment::value::{Dict, Value};

/// What was found so far, and the settings that exist.
pub(super) struct Findings {
    /// What stops the service.
    pub(super) errors: Vec<String>,
    /// What does not.
    pub(super) warnings: Vec<String>,
    known: Dict,
    defaults: Figment,
}

/// One setting that a layer sets although there is none of that name.
struct Unknown {
    path: String,
    suggestion: Option<String>,
}

impl Findings {
    pub(super) fn new(defaults: &Config) -> Result<Self, ConfigErrors> {
        let known = Value::serialize(defaults)?.into_dict().unwrap_or_default();
        let defaults = Figment::from(Serialized::defaults(defaults));
        Ok(Self { errors: Vec::new(), warnings: Vec::new(), known, defaults })
    }

    /// Checks a file: what it sets must exist and be right.
    pub(super) fn file(&mut self, layer: &Layer) {
        let mut unknown = Vec::new();
        self.walk(layer, &mut unknown);
        self.errors.extend(unknown.into_iter().map(|it| it.says(&layer.name)));
    }

    /// Checks a variable: what it sets must be right if it exists; says whether it is.
    pub(super) fn variable(&mut self, layer: &Layer) -> bool {
        let before = self.errors.len();
        let mut unknown = Vec::new();
        self.walk(layer, &mut unknown);
        let right = unknown.is_empty() && self.errors.len() == before;
        self.warnings.extend(unknown.into_iter().map(|it| it.says(&layer.name)));
        right
    }

    fn walk(&mut self, layer: &Layer, unknown: &mut Vec<Unknown>) {
        let mut open = vec![(String::new(), Some(&self.known), &layer.values)];
        let mut found = Vec::new();
        while let Some((prefix, known, given)) = open.pop() {
            for (key, value) in given {
                let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
                match (known.and_then(|it| it.get(key)), value) {
                    (None, _) => unknown.push(Unknown { suggestion: self.suggest(known, &prefix, key), path }),
                    (Some(Value::Dict(_, known)), Value::Dict(_, given)) => open.push((path, Some(known), given)),
                    (Some(Value::Dict(..)), _) => {
                        found.push(format!("{}: `{path}` is a section, not a value", layer.name));
                    }
                    (Some(_), value) => found.extend(self.wrong(layer, &path, value)),
                }
            }
        }
        self.errors.extend(found);
    }

    /// Reads the settings with this one set, all others being right.
    fn wrong(&self, layer: &Layer, path: &str, value: &Value) -> Option<String> {
        let alone = self.defaults.clone().merge(Serialized::default(path, value));
        let error = alone.extract_lossy::<Config>().err()?;
        Some(format!("{}: `{path}`: {}", layer.name, error.kind))
    }

    /// A sibling that is spelled nearly so, or the same key in another section.
    fn suggest(&self, siblings: Option<&Dict>, prefix: &str, key: &str) -> Option<String> {
        let near = siblings?.keys().map(|it| (strsim::damerau_levenshtein(it, key), it)).min()?;
        if near.0 <= 1 + key.len() / 4 {
            return Some(if prefix.is_empty() { near.1.clone() } else { format!("{prefix}.{}", near.1) });
        }
        leaves("", &self.known).into_iter().find(|it| it.rsplit('.').next() == Some(key))
    }
}

impl Unknown {
    fn says(self, origin: &str) -> String {
        let suggestion = self.suggestion.map_or_else(String::new, |it| format!("; did you mean `{it}`?"));
        format!("{origin}: there is no setting `{}`{suggestion}", self.path)
    }
}

/// The dotted paths of all values in a tree, in order.
pub(super) fn leaves(prefix: &str, tree: &Dict) -> Vec<String> {
    let mut found = Vec::new();
    for (key, value) in tree {
        let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            Value::Dict(_, tree) => found.extend(leaves(&path, tree)),
            _ => found.push(path),
        }
    }
    found
}

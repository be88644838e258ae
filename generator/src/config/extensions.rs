//! `[templates]` and `[[plugin]]`: files that others write.

use core::time::Duration;
use serde::{Deserialize, Deserializer, de};

/// Templates of the user's.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Templates {
    /// The folder they are in, relative to the project.
    pub dir: String,
    /// Every file below it, by its path from the project, in order: whoever can look at the disk says so.
    #[serde(skip)]
    pub files: Vec<String>,
}

/// A command that is given the model and answers with files.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plugin {
    /// What it is called in what is said about it.
    pub name: String,
    /// The program and its arguments; no shell is asked.
    #[serde(deserialize_with = "command")]
    pub command: Vec<String>,
    /// Whatever it wants to be told.
    #[serde(default)]
    pub options: serde_json::Map<String, serde_json::Value>,
    /// How long it may take.
    #[serde(default = "timeout", deserialize_with = "duration")]
    pub timeout: Duration,
    /// Paths of files of ours that it may write in their place; `*` stands for any text.
    #[serde(default)]
    pub overrides: Vec<String>,
    /// Variables of the environment that it sees, beside the usual ones.
    #[serde(default)]
    pub env: Vec<String>,
}

impl Plugin {
    /// Whether it may write in place of this file.
    pub fn overrides(&self, path: &str) -> bool {
        self.overrides.iter().any(|it| crate::selection::fits(it, path))
    }
}

/// A name that two plugins have: what they wrote could not be told apart.
pub(super) fn named_twice(plugins: &[Plugin]) -> Option<&str> {
    let mut all = plugins.iter().enumerate();
    all.find_map(|(at, it)| plugins[..at].iter().any(|other| other.name == it.name).then_some(it.name.as_str()))
}

fn timeout() -> Duration {
    Duration::from_secs(30)
}

fn command<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let words = Vec::<String>::deserialize(from)?;
    let empty = words.first().is_none_or(|it| it.trim().is_empty());
    if empty { Err(de::Error::custom("`command` names no program")) } else { Ok(words) }
}

/// `500ms`, `30s`, `5m`.
fn duration<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(from)?;
    let at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let scale = [("ms", 1), ("s", 1000), ("m", 60_000)].into_iter().find(|it| it.0 == unit).map(|it| it.1);
    let parsed = number.parse::<u64>().ok().zip(scale).and_then(|(number, scale)| number.checked_mul(scale));
    match parsed.filter(|it| (1..=3_600_000).contains(it)) {
        Some(milliseconds) => Ok(Duration::from_millis(milliseconds)),
        None => Err(de::Error::custom(format!("`{text}` is no time up to an hour such as `30s`, `500ms` or `5m`"))),
    }
}

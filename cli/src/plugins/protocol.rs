//! What a plugin is asked, and what it answers: one JSON document each way.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use zephyrix_generator::{Owner, Severity};

/// The version of the protocol that is spoken.
pub(super) const PROTOCOL: u32 = 1;

/// What a plugin is asked.
#[derive(Debug, Serialize)]
pub(super) struct Question<'a> {
    /// [`PROTOCOL`].
    pub(super) protocol: u32,
    /// What the project calls the plugin.
    pub(super) name: &'a str,
    /// The model, as `zephyrix export --to ir` prints it.
    pub(super) ir: &'a Value,
    /// What `zephyrix.toml` tells it.
    pub(super) options: &'a Map<String, Value>,
    /// The paths of all files that the service has so far.
    pub(super) files: Vec<&'a str>,
}

/// What it answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer {
    /// The version that it speaks.
    #[serde(rename = "protocol")]
    _protocol: u32,
    /// Files that it adds.
    #[serde(default)]
    pub(super) files: Vec<File>,
    /// What it has found.
    #[serde(default)]
    pub(super) diagnostics: Vec<Finding>,
}

/// A file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// From the project, `/` between folders.
    pub(super) path: String,
    /// All of it.
    pub(super) text: String,
    /// Who may change it.
    #[serde(default)]
    pub(super) owner: FileOwner,
}

/// Who may change a file.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum FileOwner {
    /// It is written on every run.
    #[default]
    Generated,
    /// It is written when it is not there.
    Yours,
}

/// A finding.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Finding {
    /// How bad it is.
    pub(super) severity: Level,
    /// A sentence.
    pub(super) message: String,
    /// The path of a source, as the model has it.
    #[serde(default)]
    pub(super) file: Option<String>,
    /// From 1.
    #[serde(default)]
    pub(super) line: Option<usize>,
    /// From 1, in characters.
    #[serde(default)]
    pub(super) column: Option<usize>,
    /// What to do about it.
    #[serde(default)]
    pub(super) help: Option<String>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    /// Worth knowing.
    Note,
    /// Something looks wrong.
    Warning,
    /// No output is made.
    Error,
}

impl From<Level> for Severity {
    fn from(it: Level) -> Self {
        match it {
            Level::Note => Self::Note,
            Level::Warning => Self::Warning,
            Level::Error => Self::Error,
        }
    }
}

impl From<FileOwner> for Owner {
    fn from(it: FileOwner) -> Self {
        match it {
            FileOwner::Generated => Self::Generated,
            FileOwner::Yours => Self::Yours,
        }
    }
}

/// Why an answer cannot be used: a sentence, and what more there is to say.
#[derive(Debug)]
pub(super) struct Unusable {
    pub(super) why: String,
    pub(super) note: Option<String>,
}

/// Reads an answer.
pub(super) fn read(bytes: &[u8]) -> Result<Answer, Unusable> {
    #[derive(Deserialize)]
    struct Head {
        protocol: Option<u32>,
    }
    let unusable = |why: String| Unusable { why, note: None };
    let head: Head = serde_json::from_slice(bytes).map_err(|error| {
        let begin = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
        let begin = begin.lines().next().unwrap_or_default();
        let note = if begin.is_empty() { "it wrote nothing".to_owned() } else { format!("it begins with `{begin}`") };
        Unusable { why: format!("did not answer in JSON: {error}"), note: Some(note) }
    })?;
    match head.protocol {
        Some(PROTOCOL) => {}
        Some(other) => return Err(unusable(format!("speaks protocol {other}; this zephyrix speaks {PROTOCOL}"))),
        None => return Err(unusable(format!("does not say `\"protocol\": {PROTOCOL}`"))),
    }
    serde_json::from_slice(bytes).map_err(|error| unusable(format!("answered with something else: {error}")))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_no_answer_is_told_apart() {
        for (text, wanted) in [
            ("", "did not answer in JSON: EOF"),
            ("Hello\n{}", "did not answer in JSON: expected value at line 1 column 1"),
            ("{}", "does not say `\"protocol\": 1`"),
            (r#"{"protocol": 2, "new": []}"#, "speaks protocol 2; this zephyrix speaks 1"),
            (r#"{"protocol": 1, "file": []}"#, "unknown field `file`"),
            (r#"{"protocol": 1, "files": [{"path": "a"}]}"#, "missing field `text`"),
            (r#"{"protocol": 1, "files": [{"path": "a", "text": "", "owner": "merged"}]}"#, "unknown variant `merged`"),
            (r#"{"protocol": 1} x"#, "trailing characters"),
        ] {
            let why = read(text.as_bytes()).map(drop).unwrap_err().why;
            assert!(why.contains(wanted), "{text}: {why}");
        }
        assert!(read(br#"{"protocol": 1}"#).is_ok());
    }
}

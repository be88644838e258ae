//! What a rule is.

use super::sink::Sink;
use super::subject::Subject;
use serde::Deserialize;
use zephyrix_ir::{Code, Severity};

/// How bad it is when a rule is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nobody asks.
    Off,
    /// Worth knowing.
    Note,
    /// Looks wrong.
    Warning,
    /// Must not be: `zephyrix lint` ends with 1.
    Error,
}

impl Level {
    /// As in `zephyrix.toml`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of its findings, if there are any.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// A language that contracts are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// OpenAPI, and Swagger 2.0.
    OpenApi,
    /// Protocol buffers.
    Protobuf,
    /// GraphQL's schema definition language.
    GraphQl,
    /// Definitions of tables.
    Sql,
}

impl Language {
    /// The word for it, in `zephyrix.toml` and in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::OpenApi => "openapi",
            Self::Protobuf => "protobuf",
            Self::GraphQl => "graphql",
            Self::Sql => "sql",
        }
    }

    /// The language of a file, by what it is called.
    pub(super) fn of(path: &str) -> Self {
        let extension = path.rsplit_once('.').map_or("", |(_, it)| it).to_ascii_lowercase();
        match extension.as_str() {
            "proto" => Self::Protobuf,
            "sql" => Self::Sql,
            "yaml" | "yml" | "json" => Self::OpenApi,
            // `*.graphql` and the like; and what is called by no kind may only be a schema of GraphQL.
            _ => Self::GraphQl,
        }
    }
}

/// One thing that a contract should have or not have.
pub struct Rule {
    /// What users write: words with hyphens, never reused.
    pub name: &'static str,
    /// How bad it is when nothing else is said: what `recommended` means.
    pub level: Level,
    /// The code of its family.
    pub code: &'static Code,
    /// The languages that it is about.
    pub languages: &'static [Language],
    /// What it wants, in one line.
    pub about: &'static str,
    /// Whether `--fix` mends some of what it finds.
    pub fixes: bool,
    /// Finds what does not keep it.
    pub(super) run: fn(&Subject<'_>, &mut Sink<'_>),
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

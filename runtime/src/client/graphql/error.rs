//! What services say went wrong.

use serde::Deserialize;
use serde_json::{Map, Value};
use std::fmt;

/// One thing that went wrong: an entry of `errors`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Error {
    /// What it is, for developers.
    pub message: String,
    /// Where in the document.
    #[serde(default)]
    pub locations: Option<Vec<Location>>,
    /// Where in the data: the field that is null for it.
    #[serde(default)]
    pub path: Option<Vec<PathPart>>,
    /// What the service says beyond that.
    #[serde(default)]
    pub extensions: Option<Map<String, Value>>,
}

/// A place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Location {
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
}

/// A step on the way to a field.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum PathPart {
    /// What the field is called in the answer.
    Field(String),
    /// The position in a list, from 0.
    Index(usize),
}

impl Error {
    /// What programs may tell it by: `extensions.code`.
    pub fn code(&self) -> Option<&str> {
        self.extensions.as_ref()?.get("code")?.as_str()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        for (at, part) in self.path.iter().flatten().enumerate() {
            f.write_str(if at == 0 { " at `" } else { "." })?;
            part.fmt(f)?;
        }
        f.write_str(if self.path.as_ref().is_some_and(|it| !it.is_empty()) { "`" } else { "" })
    }
}

impl std::error::Error for Error {}

impl fmt::Display for PathPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => f.write_str(name),
            Self::Index(at) => at.fmt(f),
        }
    }
}

/// A request that was refused as a whole, or an answer of which all has to be there and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Why; at least one.
    pub errors: Vec<Error>,
}

impl Refused {
    /// For a reason that no service gave.
    pub(super) fn told(message: String) -> Self {
        Self { errors: vec![Error { message, locations: None, path: None, extensions: None }] }
    }

    /// The code of the first error that has one.
    pub fn code(&self) -> Option<&str> {
        self.errors.iter().find_map(Error::code)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, it) in self.errors.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { "; " })?;
            it.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}

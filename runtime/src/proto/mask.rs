//! Sets of fields, `google/protobuf/field_mask.proto`.

use super::wellknown::{WellKnown, kind_of, message_of};
use super::{Repeated, Text};
use crate::types::{FromText, Mismatch};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// `google.protobuf.FieldMask`: fields by their paths, `author.display_name`; `author.displayName,…` in JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FieldMask {
    /// The paths, names as in the schema.
    pub paths: Vec<String>,
}

/// What is on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Paths {
    paths: Vec<String>,
}

crate::message!(Paths "google.protobuf.FieldMask" {
    0: 1 "paths" "paths" => paths: Repeated<Text>,
});

impl FieldMask {
    /// Whether a field is in the set, by itself or within another.
    pub fn contains(&self, path: &str) -> bool {
        let within =
            |it: &String| path.strip_prefix(it.as_str()).is_some_and(|it| it.is_empty() || it.starts_with('.'));
        self.paths.iter().any(|it| it == "*" || within(it))
    }
}

impl fmt::Display for FieldMask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, path) in self.paths.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { "," })?;
            f.write_str(&camel(path))?;
        }
        Ok(())
    }
}

/// `display_name` as `displayName`, as JSON has it unless something else is said.
pub(crate) fn camel(path: &str) -> String {
    let mut upper = false;
    let mut text = String::with_capacity(path.len());
    for it in path.chars() {
        if it == '_' {
            upper = true;
        } else {
            text.push(if upper { it.to_ascii_uppercase() } else { it });
            upper = false;
        }
    }
    text
}

/// `displayName` as `display_name`.
fn snake(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for it in path.chars() {
        if it.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(it.to_ascii_lowercase());
    }
    text
}

impl FromStr for FieldMask {
    type Err = Mismatch;

    fn from_str(text: &str) -> Result<Self, Mismatch> {
        let paths: Vec<&str> = text.split(',').map(str::trim).filter(|it| !it.is_empty()).collect();
        let is_path = |it: &&str| it.bytes().all(|it| it.is_ascii_alphanumeric() || b"_.*".contains(&it));
        if !paths.iter().all(is_path) {
            return Err(Mismatch::new("format", "Must be names of fields, with commas between them."));
        }
        Ok(Self { paths: paths.into_iter().map(snake).collect() })
    }
}

impl FromText for FieldMask {
    fn from_text(text: &str) -> Result<Self, Mismatch> {
        text.parse()
    }
}

impl Serialize for FieldMask {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FieldMask {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

impl WellKnown for FieldMask {
    type Value = Self;
    type Wire = Paths;

    fn to_wire(value: &Self) -> Paths {
        Paths { paths: value.paths.clone() }
    }

    fn from_wire(wire: Paths) -> Option<Self> {
        Some(Self { paths: wire.paths })
    }

    fn absent() -> Self {
        Self::default()
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::deserialize(from)
    }

    fn write<S: Serializer>(value: &Self, to: S) -> Result<S::Ok, S::Error> {
        value.serialize(to)
    }
}

kind_of!(FieldMask);
message_of!(FieldMask);

//! What is asked.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// An operation with the fragments that it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// What the operation is called.
    pub name: &'static str,
    /// The text.
    pub text: &'static str,
    /// SHA-256 of the text, in hexadecimal digits.
    pub sha256: &'static str,
    /// Whether nothing is changed by asking.
    pub reads: bool,
}

/// What operations are asked with that have no variables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoVariables;

impl Serialize for NoVariables {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_map(Some(0))?.end()
    }
}

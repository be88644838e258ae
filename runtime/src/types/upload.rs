//! Files, as forms carry them.

use bytes::Bytes;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error, Serialize, Serializer};
use std::fmt;

/// A file: a part of a `multipart/form-data` body, RFC 7578.
///
/// Where a JSON document has one in spite of all, it is a text, and the file is its UTF-8.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Upload {
    /// What its sender calls it. It may be anything, `../../etc/passwd` too: never use it as a path.
    pub file_name: Option<String>,
    /// The media type that its sender says it has.
    pub content_type: Option<String>,
    /// What is in it.
    pub bytes: Bytes,
}

impl Upload {
    /// A file of which nothing else is said.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { file_name: None, content_type: None, bytes: bytes.into() }
    }

    /// The same file by a name.
    #[must_use]
    pub fn named(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }

    /// The same file with a media type.
    #[must_use]
    pub fn typed(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

/// Says how long the file is, not what is in it.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("len", &self.bytes.len())
            .finish()
    }
}

impl Serialize for Upload {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let text = std::str::from_utf8(&self.bytes);
        to.serialize_str(text.map_err(|_| S::Error::custom("a file that is no text cannot be in JSON"))?)
    }
}

impl<'de> Deserialize<'de> for Upload {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Self::new)
    }
}

//! Files, as forms carry them.

#[cfg(feature = "graphql")]
mod among;
mod stretch;

#[cfg(feature = "http")]
pub(crate) use stretch::Spill;
pub(crate) use stretch::Stretch;

use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error, Serialize, Serializer};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::io;
use tokio::io::AsyncBufRead;
use tokio_util::io::StreamReader;

/// A file: a part of a `multipart/form-data` body, RFC 7578.
///
/// A service keeps small ones in memory and large ones in a temporary file, which has no name and is gone with the
/// last clone. Where a JSON document has a file in spite of all, it is a text, and the file is its UTF-8.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Upload {
    /// What its sender calls it. It may be anything, `../../etc/passwd` too: never use it as a path.
    pub file_name: Option<String>,
    /// The media type that its sender says it has.
    pub content_type: Option<String>,
    content: Content,
}

/// What is in a file.
#[derive(Clone)]
enum Content {
    Held(Bytes),
    // Clients make none.
    #[cfg_attr(not(feature = "http"), expect(dead_code))]
    Spilled(Stretch),
}

impl Upload {
    /// A file of which nothing else is said.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { file_name: None, content_type: None, content: Content::Held(bytes.into()) }
    }

    /// A file on the disk.
    #[cfg(feature = "http")]
    pub(crate) const fn spilled(stretch: Stretch) -> Self {
        Self { file_name: None, content_type: None, content: Content::Spilled(stretch) }
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

    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        self.content.size()
    }

    /// All of it, taken into memory: [`Self::size`] says how much that is.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub async fn bytes(&self) -> io::Result<Bytes> {
        match self.content.clone() {
            Content::Held(bytes) => Ok(bytes),
            Content::Spilled(stretch) => tokio::task::spawn_blocking(move || stretch.whole()).await?,
        }
    }

    /// What is in it, a piece at a time. An item is an error where the temporary file cannot be read.
    pub fn stream(&self) -> impl Stream<Item = io::Result<Bytes>> + Send + Unpin + use<> {
        match self.content.clone() {
            Content::Held(bytes) => stream::iter([Ok(bytes)]).boxed(),
            Content::Spilled(stretch) => stretch.chunks().boxed(),
        }
    }

    /// The same for what reads: parsers, decompressors, [`tokio::io::copy_buf`].
    pub fn reader(&self) -> impl AsyncBufRead + Send + Unpin + use<> {
        StreamReader::new(self.stream())
    }

    /// All of it; waits for the disk if it is there.
    pub(crate) fn whole(&self) -> io::Result<Bytes> {
        match &self.content {
            Content::Held(bytes) => Ok(bytes.clone()),
            Content::Spilled(stretch) => stretch.whole(),
        }
    }

    /// All of it, where it is meant to be a text; `None` where so much of texts is not allowed.
    #[cfg(feature = "http")]
    pub(crate) fn into_text(self) -> Option<io::Result<Bytes>> {
        match self.content {
            Content::Held(bytes) => Some(Ok(bytes)),
            Content::Spilled(stretch) => stretch.text(),
        }
    }
}

impl Content {
    fn size(&self) -> u64 {
        match self {
            Self::Held(bytes) => bytes.len() as u64,
            Self::Spilled(stretch) => stretch.len(),
        }
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Held(Bytes::new())
    }
}

/// Files on the disk are not compared byte by byte: such a one is equal to its clones.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Held(one), Self::Held(other)) => one == other,
            (Self::Spilled(one), Self::Spilled(other)) => one.is(other),
            _ => false,
        }
    }
}

impl Eq for Content {}

impl Hash for Content {
    fn hash<H: Hasher>(&self, to: &mut H) {
        match self {
            Self::Held(bytes) => bytes.hash(to),
            Self::Spilled(stretch) => stretch.len().hash(to),
        }
    }
}

/// Says how long the file is, not what is in it.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.size())
    }
}

impl Serialize for Upload {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let bytes = self.whole().map_err(S::Error::custom)?;
        let text = std::str::from_utf8(&bytes);
        to.serialize_str(text.map_err(|_| S::Error::custom("a file that is no text cannot be in JSON"))?)
    }
}

impl<'de> Deserialize<'de> for Upload {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[cfg(feature = "graphql")]
        if among::are_any() {
            return from.deserialize_any(among::Referred);
        }
        String::deserialize(from).map(Self::new)
    }
}

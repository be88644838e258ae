//! Parts of the document that are made when they are written, member by member: as one value, the document would be the
//! largest thing that a run holds.

use serde::{Serialize, Serializer};
use serde_json::Value as Json;

/// The members of a mapping.
pub(super) type Members<'a> = Box<dyn Iterator<Item = (String, Json)> + 'a>;

/// A part of the document.
pub(super) enum Part<'a> {
    /// A value.
    Whole(Json),
    /// A mapping of values that are made one after another.
    Each(Box<dyn Fn() -> Members<'a> + 'a>),
    /// A mapping of parts.
    Parts(Vec<(&'static str, Part<'a>)>),
}

impl<'a> Part<'a> {
    /// A mapping of the members that `of` makes.
    pub(super) fn each(of: impl Fn() -> Members<'a> + 'a) -> Self {
        Self::Each(Box::new(of))
    }
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Whole(value) => value.serialize(to),
            Self::Each(of) => to.collect_map(of()),
            Self::Parts(parts) => to.collect_map(parts.iter().map(|(name, part)| (name, part))),
        }
    }
}

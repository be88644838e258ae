//! What things were called before.

use crate::Span;

/// An earlier name of something (`renamed_from`).
#[derive(Clone, Debug, Eq)]
pub struct Former {
    /// As the schema had it.
    pub name: String,
    /// Where that is said.
    pub span: Span,
}

impl PartialEq for Former {
    /// Where it is said tells nothing apart.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Former {
    /// The same of something that is called after it.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&str) -> String) -> Self {
        Self { name: change(&self.name), span: self.span }
    }
}

//! How an object is laid out in a parameter.

use super::Separator;

/// How an object is laid out in a parameter: `style` and `explode` in the contract (OpenAPI 3.1 §4.8.12.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Each member is a parameter of its own: `a=1&b=2`.
    Members,
    /// Each member is a parameter that names the object too: `n[a]=1&n[b]=2`.
    Deep,
    /// One text of members, with commas in between: `a=1,b=2`.
    Assigned,
    /// One text of names and values in turn: `a,1,b,2`.
    Listed(Separator),
}

impl Layout {
    /// What stands between the pieces, where the object is one text.
    pub(crate) const fn separator(self) -> Separator {
        match self {
            Self::Listed(it) => it,
            Self::Assigned | Self::Members | Self::Deep => Separator::Comma,
        }
    }
}

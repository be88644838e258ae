//! How a value that is more than one text is written as one.

use super::Separator;

/// How a value that is more than one text is written as one (OpenAPI 3.2 §4.12.2, "Style Values"): `style` and
/// `explode` of a parameter in the contract, or of a member of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `n=a&n=b` and `k=v` of its own where it is exploded, `n=a,b` and `n=k,v` where not: query, cookie and form.
    Form {
        /// Whether each item or member is a pair of its own.
        explode: bool,
    },
    /// `a,b`, `k,v` or, exploded, `k=v`: path and header.
    Simple {
        /// Whether members are `k=v`.
        explode: bool,
    },
    /// `.a,b` or, exploded, `.a.b` and `.k=v`: path.
    Label {
        /// Whether each item or member has a dot of its own.
        explode: bool,
    },
    /// `;n=a,b` or, exploded, `;n=a;n=b` and `;k=v`: path.
    Matrix {
        /// Whether each item or member has a semicolon of its own.
        explode: bool,
    },
    /// `n=a%20b`: query and form.
    SpaceDelimited,
    /// `n=a|b`: query and form.
    PipeDelimited,
    /// `n[k]=v`, to any depth; items are `n[0]=v`, and `n[]=v` is understood: query and form.
    DeepObject,
    /// `n[eq]=v`, or `n=v`, and `n[in]=a,b`, where a comma in an item is `%2C`; `n[in]=a&n[in]=b` is the same: query.
    Filter,
    /// A JSON text.
    Json,
}

impl Style {
    /// What stands between items, or between members.
    pub(crate) const fn separator(self) -> Separator {
        match self {
            Self::Form { explode: true } | Self::DeepObject | Self::Filter | Self::Json => Separator::Repeated,
            Self::Form { .. }
            | Self::Simple { .. }
            | Self::Label { explode: false }
            | Self::Matrix { explode: false } => Separator::Comma,
            Self::Label { explode: true } => Separator::Dot,
            Self::Matrix { explode: true } => Separator::Semicolon,
            Self::SpaceDelimited => Separator::Space,
            Self::PipeDelimited => Separator::Pipe,
        }
    }

    /// Whether a member is `k=v`, not its name and its value in turn.
    pub(crate) const fn assigns(self) -> bool {
        matches!(self, Self::Simple { explode: true } | Self::Label { explode: true } | Self::Matrix { explode: true })
    }
}

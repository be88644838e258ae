//! Who may call what.

use super::Docs;
use crate::Span;

/// A way to prove who one is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// As requirements refer to it.
    pub name: String,
    /// What it is.
    pub kind: SchemeKind,
    /// What it is for.
    pub docs: Docs,
    /// Where it is written.
    pub span: Span,
}

/// The kinds of proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// A secret in a named place.
    ApiKey {
        /// Where it is sent.
        place: ApiKeyPlace,
        /// Under which name.
        name: String,
    },
    /// RFC 7617.
    Basic,
    /// RFC 6750; `format` is a hint such as `JWT`.
    Bearer {
        /// What the token looks like.
        format: Option<String>,
    },
    /// Another scheme of the HTTP authentication scheme registry.
    Http(String),
    /// OAuth 2: a bearer token with scopes.
    OAuth2 {
        /// Every scope there is, with what it is for.
        scopes: Vec<(String, String)>,
    },
    /// OpenID Connect discovery.
    OpenIdConnect {
        /// The discovery document.
        url: String,
    },
    /// A client certificate.
    MutualTls,
}

/// Where an API key is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyPlace {
    /// In a header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

/// One proof that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The name of a [`Scheme`].
    pub scheme: String,
    /// The scopes or roles it must carry.
    pub scopes: Vec<String>,
    /// Where it is written.
    pub span: Span,
}

/// What an operation asks for: any one of the alternatives, each of which is every demand in it.
///
/// No alternatives: open to all. An alternative without demands: proof is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement {
    /// OR of ANDs.
    pub alternatives: Vec<Vec<Demand>>,
}

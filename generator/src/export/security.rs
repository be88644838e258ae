//! Who may call what.

use super::places::{Docs, Export, Place};
use serde::Serialize;
use zephyrix_ir::vocabulary::{self as ir, ApiKeyPlace, SchemeKind};

/// A way to prove who one is.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Scheme {
    /// As requirements refer to it.
    name: String,
    /// What it is for.
    docs: Docs,
    /// Where it is written.
    place: Option<Place>,
    /// What it is.
    proof: Proof,
}

/// The kinds of proof.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Proof {
    /// A secret in a named place.
    ApiKey {
        /// `header`, `query` or `cookie`.
        #[serde(rename = "in")]
        place: &'static str,
        /// Under which name.
        name: String,
    },
    /// RFC 7617.
    Basic,
    /// RFC 6750.
    Bearer {
        /// What the token looks like, where that is said.
        format: Option<String>,
    },
    /// Another scheme of HTTP.
    Http {
        /// Its name.
        scheme: String,
    },
    /// A bearer token with scopes.
    Oauth2 {
        /// Every scope there is.
        scopes: Vec<Scope>,
    },
    /// OpenID Connect discovery.
    OpenIdConnect {
        /// The discovery document.
        url: String,
    },
    /// A client certificate.
    MutualTls,
}

/// A scope of OAuth 2.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Scope {
    /// Its name.
    name: String,
    /// What it is for.
    description: String,
}

/// One proof that is asked for.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Demand {
    /// The name of a scheme.
    scheme: String,
    /// The scopes or roles it must carry.
    scopes: Vec<String>,
    /// Where it is written.
    place: Option<Place>,
}

/// A scheme.
pub(super) fn scheme(export: &Export<'_>, it: &ir::Scheme) -> Scheme {
    let proof = match &it.kind {
        SchemeKind::ApiKey { place, name } => Proof::ApiKey { place: key_place(*place), name: name.clone() },
        SchemeKind::Basic => Proof::Basic,
        SchemeKind::Bearer { format } => Proof::Bearer { format: format.clone() },
        SchemeKind::Http(scheme) => Proof::Http { scheme: scheme.clone() },
        SchemeKind::OAuth2 { scopes } => {
            let scope = |(name, what): &(String, String)| Scope { name: name.clone(), description: what.clone() };
            Proof::Oauth2 { scopes: scopes.iter().map(scope).collect() }
        }
        SchemeKind::OpenIdConnect { url } => Proof::OpenIdConnect { url: url.clone() },
        SchemeKind::MutualTls => Proof::MutualTls,
    };
    Scheme { name: it.name.clone(), docs: Docs::of(&it.docs), place: export.place(it.span), proof }
}

/// What an operation asks for: OR of ANDs.
pub(super) fn demands(export: &Export<'_>, it: &ir::Requirement) -> Vec<Vec<Demand>> {
    let demand =
        |it: &ir::Demand| Demand { scheme: it.scheme.clone(), scopes: it.scopes.clone(), place: export.place(it.span) };
    it.alternatives.iter().map(|all| all.iter().map(demand).collect()).collect()
}

fn key_place(it: ApiKeyPlace) -> &'static str {
    match it {
        ApiKeyPlace::Header => "header",
        ApiKeyPlace::Query => "query",
        ApiKeyPlace::Cookie => "cookie",
    }
}

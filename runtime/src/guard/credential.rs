//! Where proofs are in a request.

use super::Attempt;
use http::header::{AUTHORIZATION, COOKIE};
use http::request::Parts;
use percent_encoding::percent_decode_str;
use std::fmt;

/// One proof that an operation asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// The security scheme's name in the contract.
    pub scheme: &'static str,
    /// What is to be shown, and where.
    pub proof: Proof,
    /// The scopes or roles that it must carry.
    pub scopes: &'static [&'static str],
}

/// What is to be shown, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// A key in a header of this name.
    Header(&'static str),
    /// A key in a query parameter of this name.
    Query(&'static str),
    /// A key in a cookie of this name.
    Cookie(&'static str),
    /// `Authorization` with this scheme, such as `Bearer` (RFC 6750) or `Basic` (RFC 7617).
    Authorization(&'static str),
    /// A client certificate; nothing that a header could show.
    Certificate,
}

impl fmt::Debug for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:?}", self.scheme, self.scopes)
    }
}

impl Need {
    /// A need, for generated constants.
    pub const fn new(scheme: &'static str, proof: Proof, scopes: &'static [&'static str]) -> Self {
        Self { scheme, proof, scopes }
    }

    /// What the request shows for it: the key or token, never empty.
    pub(super) fn credential(&self, parts: &Parts) -> Option<String> {
        let found = match self.proof {
            Proof::Header(name) => parts.headers.get(name)?.to_str().ok()?.to_owned(),
            Proof::Query(name) => query(parts, name)?,
            Proof::Cookie(name) => cookie(parts, name)?,
            Proof::Authorization(scheme) => {
                let (found, rest) = parts.headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
                found.eq_ignore_ascii_case(scheme).then(|| rest.trim().to_owned())?
            }
            Proof::Certificate => return None,
        };
        (!found.is_empty()).then_some(found)
    }

    /// How `WWW-Authenticate` asks for it after an attempt. A 403 only says what a bearer token lacks.
    pub(super) fn challenge(&self, attempt: Attempt) -> Option<String> {
        let plain = match self.proof {
            Proof::Authorization("Bearer") => {
                return match attempt {
                    Attempt::None => Some("Bearer".to_owned()),
                    Attempt::Unknown => Some("Bearer error=\"invalid_token\"".to_owned()),
                    Attempt::Forbidden => {
                        Some(format!("Bearer error=\"insufficient_scope\", scope=\"{}\"", self.scopes.join(" ")))
                    }
                    Attempt::Unavailable => None,
                };
            }
            Proof::Authorization("Basic") => "Basic realm=\"api\", charset=\"UTF-8\"",
            Proof::Authorization(scheme) => scheme,
            Proof::Header(_) | Proof::Query(_) | Proof::Cookie(_) => "ApiKey",
            Proof::Certificate => "Mutual",
        };
        matches!(attempt, Attempt::None | Attempt::Unknown).then(|| plain.to_owned())
    }
}

fn query(parts: &Parts, name: &str) -> Option<String> {
    let pairs = parts.uri.query()?.split('&').filter_map(|it| it.split_once('='));
    let (_, value) = pairs.into_iter().find(|(key, _)| *key == name)?;
    percent_decode_str(value).decode_utf8().ok().map(Into::into)
}

fn cookie(parts: &Parts, name: &str) -> Option<String> {
    let all = parts.headers.get_all(COOKIE).iter().filter_map(|it| it.to_str().ok());
    let mut pairs = all.flat_map(|it| it.split(';')).filter_map(|it| it.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

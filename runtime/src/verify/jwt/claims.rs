//! What a token says.

use super::Refused;
use crate::guard::{Denied, Need};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What a token says, all of it checked. `C`: what the user's code wants to know beside that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims<C = Map<String, Value>> {
    /// Whom the token is about: `sub`.
    pub subject: String,
    /// What it allows: `scope` (RFC 8693 §4.2) and `scp`, each a text with spaces between or a list.
    pub scopes: Vec<String>,
    /// All claims, read as `C`.
    pub extra: C,
}

impl<C> Claims<C> {
    /// Whether the token allows what an operation needs.
    ///
    /// # Errors
    /// [`Denied::Forbidden`] when it lacks a scope.
    pub fn hold(&self, need: &Need) -> Result<(), Denied> {
        let all = need.scopes.iter().all(|scope| self.scopes.iter().any(|it| it == scope));
        if all { Ok(()) } else { Err(Denied::Forbidden) }
    }
}

/// The claims that decide whether a token counts, RFC 7519 §4.1. Times are numbers, nothing that looks like one; a claim
/// that stands twice is an error.
#[derive(Deserialize)]
pub(super) struct Registered {
    iss: String,
    pub(super) sub: String,
    aud: OneOrMany,
    exp: f64,
    nbf: Option<f64>,
    #[serde(default)]
    scope: OneOrMany,
    #[serde(default)]
    scp: OneOrMany,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl OneOrMany {
    fn all(&self) -> &[String] {
        match self {
            Self::One(it) => std::slice::from_ref(it),
            Self::Many(all) => all,
        }
    }
}

impl Registered {
    pub(super) fn check(&self, issuer: &str, audiences: &[String], leeway: Duration) -> Result<(), Refused> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
        let leeway = leeway.as_secs_f64();
        if self.iss != issuer {
            return Err(Refused::Issuer);
        }
        if !self.aud.all().iter().any(|it| audiences.contains(it)) {
            return Err(Refused::Audience);
        }
        if now >= self.exp + leeway {
            return Err(Refused::Expired);
        }
        if self.nbf.is_some_and(|it| it > now + leeway) {
            return Err(Refused::NotYet);
        }
        Ok(())
    }

    pub(super) fn scopes(&self) -> Vec<String> {
        let all = self.scope.all().iter().chain(self.scp.all());
        all.flat_map(|it| it.split(' ')).filter(|it| !it.is_empty()).map(str::to_owned).collect()
    }
}

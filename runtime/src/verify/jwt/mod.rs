//! Signed tokens, RFC 7519, checked as RFC 8725 advises.

mod algorithm;
mod claims;
mod jwk;
mod key;
mod keys;
mod pem;
#[cfg(feature = "verify-jwks")]
mod remote;

pub use algorithm::Algorithm;
pub use claims::Claims;
pub use keys::Keys;
#[cfg(feature = "verify-jwks")]
pub use remote::Remote;

#[cfg(feature = "verify-jwks")]
use super::Misconfigured;
use crate::guard::Denied;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use claims::Registered;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use std::time::Duration;

/// The bytes of a token that are read at all.
const MAX_TOKEN: usize = 8 << 10;
const LEEWAY: Duration = Duration::from_secs(30);
/// `typ` of an access token, RFC 9068 §2.1.
const ACCESS_TOKEN: &str = "at+jwt";

/// Checks tokens of one issuer. A clone shares what it has fetched.
#[derive(Clone, Debug)]
pub struct Jwt {
    issuer: String,
    audiences: Vec<String>,
    keys: Keys,
    algorithms: Vec<Algorithm>,
    leeway: Duration,
    access_tokens_only: bool,
}

/// Why a token does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is longer than 8 KiB, or not three parts of which two are JSON.
    Malformed,
    /// Its header names keys of its own (`jku`, `x5u`, `jwk`), or what must be understood and is not (`crit`).
    Header,
    /// It is signed by an algorithm that is not accepted, or not at all.
    Algorithm,
    /// It is of another `typ`: not a plain token, or not an access token where only those are accepted.
    Type,
    /// No key is known that could have signed it.
    Key,
    /// The signature is not of this token.
    Signature,
    /// A claim that has to be there is missing, or of another type.
    Claims,
    /// `iss` is another.
    Issuer,
    /// `aud` does not name this service.
    Audience,
    /// `exp` is past.
    Expired,
    /// `nbf` is to come.
    NotYet,
    /// The issuer's keys were never to be had so far: nothing is known of the token.
    Unavailable,
}

impl From<Refused> for Denied {
    fn from(refused: Refused) -> Self {
        if refused == Refused::Unavailable { Self::Unavailable } else { Self::Unknown }
    }
}

/// The header of a token, RFC 7515 §4.1. A member that stands twice is an error.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    jku: Option<IgnoredAny>,
    jwk: Option<IgnoredAny>,
    x5u: Option<IgnoredAny>,
    crit: Option<IgnoredAny>,
}

impl Jwt {
    /// Tokens of an issuer (`iss`) that are meant for an audience (`aud`), such as this service's name at the issuer.
    ///
    /// Accepted is every algorithm that the keys are of; with public keys, none that needs a secret.
    pub fn new(issuer: impl Into<String>, audience: impl Into<String>, keys: impl Into<Keys>) -> Self {
        let keys = keys.into();
        Self {
            issuer: issuer.into(),
            audiences: vec![audience.into()],
            algorithms: keys.algorithms().to_vec(),
            keys,
            leeway: LEEWAY,
            access_tokens_only: false,
        }
    }

    /// Tokens of an issuer whose keys OpenID Connect Discovery 1.0 leads to; nothing is fetched before the first token.
    ///
    /// # Errors
    /// When the issuer is not a URL of https (on this machine, http), or TLS cannot be set up.
    #[cfg(feature = "verify-jwks")]
    pub fn open_id(issuer: &str, audience: impl Into<String>) -> Result<Self, Misconfigured> {
        Ok(Self::new(issuer, audience, Remote::of_issuer(issuer)?))
    }

    /// Accepts tokens for another audience, too.
    #[must_use]
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audiences.push(audience.into());
        self
    }

    /// Accepts these algorithms only.
    #[must_use]
    pub fn algorithms(mut self, algorithms: &[Algorithm]) -> Self {
        self.algorithms = algorithms.to_vec();
        self
    }

    /// How far clocks may differ; 30 seconds unless told.
    #[must_use]
    pub fn leeway(mut self, leeway: Duration) -> Self {
        self.leeway = leeway;
        self
    }

    /// Accepts tokens only whose `typ` is `at+jwt`, RFC 9068, so that an identity token is never taken for one.
    #[must_use]
    pub fn access_tokens_only(mut self) -> Self {
        self.access_tokens_only = true;
        self
    }

    /// What a token says, if it counts.
    ///
    /// # Errors
    /// Why it does not; `?` makes it what a guard answers.
    pub async fn verify<C: DeserializeOwned>(&self, token: &str) -> Result<Claims<C>, Refused> {
        let checked = self.check(token).await;
        if let Err(refused) = &checked {
            tracing::debug!(issuer = self.issuer, reason = ?refused, "a token does not count");
        }
        checked
    }

    async fn check<C: DeserializeOwned>(&self, token: &str) -> Result<Claims<C>, Refused> {
        if token.len() > MAX_TOKEN {
            return Err(Refused::Malformed);
        }
        let (message, signature) = token.rsplit_once('.').ok_or(Refused::Malformed)?;
        let (header, payload) = message.split_once('.').ok_or(Refused::Malformed)?;
        let header: Header = serde_json::from_slice(&decoded(header)?).map_err(|_| Refused::Malformed)?;
        let algorithm = self.accepted(&header)?;
        let (payload, signature) = (decoded(payload)?, decoded(signature)?);
        let key = self.keys.find(header.kid.as_deref(), algorithm).await?;
        if !key.has_signed(message.as_bytes(), &signature, algorithm) {
            return Err(Refused::Signature);
        }
        let registered: Registered = serde_json::from_slice(&payload).map_err(|_| Refused::Claims)?;
        registered.check(&self.issuer, &self.audiences, self.leeway)?;
        let extra = serde_json::from_slice(&payload).map_err(|_| Refused::Claims)?;
        Ok(Claims { scopes: registered.scopes(), subject: registered.sub, extra })
    }

    /// The algorithm of a header that may be believed so far.
    fn accepted(&self, header: &Header) -> Result<Algorithm, Refused> {
        if header.jku.is_some() || header.jwk.is_some() || header.x5u.is_some() || header.crit.is_some() {
            return Err(Refused::Header);
        }
        // RFC 7515 §4.1.9: the prefix may be left out, and case does not matter.
        let typ = header.typ.as_deref().map(str::to_ascii_lowercase);
        let typ = typ.as_deref().map(|it| it.strip_prefix("application/").unwrap_or(it));
        match typ {
            Some(ACCESS_TOKEN) => {}
            None | Some("jwt") if !self.access_tokens_only => {}
            _ => return Err(Refused::Type),
        }
        let named = self.algorithms.iter().find(|it| it.name == header.alg);
        named.copied().ok_or(Refused::Algorithm)
    }
}

fn decoded(part: &str) -> Result<Vec<u8>, Refused> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| Refused::Malformed)
}

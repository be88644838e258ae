//! Where the keys of tokens come from.

use super::algorithm::Algorithm;
use super::key::{Key, Material};
#[cfg(feature = "verify-jwks")]
use super::remote::Remote;
use super::{Refused, jwk, pem};
use crate::verify::Misconfigured;
use std::fmt;
use std::sync::Arc;

/// Keys that tokens are signed with. A clone shares what it has fetched.
#[derive(Clone)]
pub struct Keys(Source);

#[derive(Clone)]
enum Source {
    Fixed(Set),
    #[cfg(feature = "verify-jwks")]
    Remote(Arc<Remote>),
}

impl Keys {
    /// One public key in PEM: RSA, P-256, P-384 or Ed25519.
    ///
    /// # Errors
    /// When it is not a `PUBLIC KEY` of these kinds.
    pub fn pem(text: &str) -> Result<Self, Misconfigured> {
        let why = || Misconfigured::new("this is not the PEM of a public key of RSA, P-256, P-384 or Ed25519");
        pem::read(text).map(Self::one).ok_or_else(why)
    }

    /// A set of public keys in JSON, RFC 7517 §5. Keys that cannot check signatures are passed over.
    ///
    /// # Errors
    /// When it is no such set, or no key of it can be used.
    pub fn set(json: &[u8]) -> Result<Self, Misconfigured> {
        let why = || Misconfigured::new("this is not a set of JSON web keys that can check signatures");
        Set::read(json).map(|it| Self(Source::Fixed(it))).ok_or_else(why)
    }

    /// A secret that the issuer shares: whoever can check such a token can make one. For `HS256`, 32 random bytes.
    ///
    /// # Errors
    /// When it is shorter than 32 bytes.
    pub fn secret(secret: &[u8]) -> Result<Self, Misconfigured> {
        if secret.len() < 32 {
            return Err(Misconfigured::new("a secret that tokens are signed with has at least 32 bytes"));
        }
        Ok(Self::one(Material::Secret(secret.to_vec())))
    }

    fn one(material: Material) -> Self {
        Self(Source::Fixed(Set(vec![Arc::new(Key::unnamed(material))])))
    }

    /// The algorithms that are accepted unless told.
    pub(super) fn algorithms(&self) -> &'static [Algorithm] {
        let is_secret = |it: &Arc<Key>| matches!(it.material, Material::Secret(_));
        let secret = matches!(&self.0, Source::Fixed(set) if set.0.iter().any(is_secret));
        if secret { Algorithm::SECRET } else { Algorithm::PUBLIC }
    }

    /// The one key that a token can be signed with.
    #[cfg_attr(
        not(feature = "verify-jwks"),
        expect(clippy::unused_async, reason = "only keys from elsewhere are awaited")
    )]
    pub(super) async fn find(&self, id: Option<&str>, algorithm: Algorithm) -> Result<Arc<Key>, Refused> {
        match &self.0 {
            Source::Fixed(set) => set.find(id, algorithm).ok_or(Refused::Key),
            #[cfg(feature = "verify-jwks")]
            Source::Remote(remote) => remote.find(id, algorithm).await,
        }
    }
}

#[cfg(feature = "verify-jwks")]
impl From<Remote> for Keys {
    fn from(remote: Remote) -> Self {
        Self(Source::Remote(Arc::new(remote)))
    }
}

/// Shows none of the keys.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").finish_non_exhaustive()
    }
}

/// Keys that are known.
#[derive(Clone)]
pub(super) struct Set(Vec<Arc<Key>>);

impl Set {
    /// The keys of a JSON text that can be used; `None` when there are none.
    pub(super) fn read(json: &[u8]) -> Option<Self> {
        let keys: Vec<_> = jwk::read(json)?.into_iter().map(Arc::new).collect();
        (!keys.is_empty()).then_some(Self(keys))
    }

    /// The one key that fits. Where several do, a token has to name one: signatures are not tried key by key.
    pub(super) fn find(&self, id: Option<&str>, algorithm: Algorithm) -> Option<Arc<Key>> {
        let mut fitting = self.0.iter().filter(|it| it.fits(id, algorithm));
        let first = fitting.next()?;
        fitting.next().is_none().then(|| Arc::clone(first))
    }
}

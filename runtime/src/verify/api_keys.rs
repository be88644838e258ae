//! Keys that callers were given.

use super::Misconfigured;
use super::digests::Digests;
use crate::guard::Denied;

/// Keys that callers were given, each known by its hash alone.
///
/// One unsalted round of SHA-256 keeps long random keys only: make them with `openssl rand -hex 32`, and their hashes
/// with `printf %s KEY | sha256sum`.
#[derive(Clone, Debug)]
pub struct ApiKeys(Digests);

impl ApiKeys {
    /// Names of keys, each with the SHA-256 of the key in hexadecimal digits.
    ///
    /// # Errors
    /// When a hash is none; names whose.
    pub fn new<N: Into<String>, H: AsRef<str>>(keys: impl IntoIterator<Item = (N, H)>) -> Result<Self, Misconfigured> {
        Digests::read(keys).map(Self)
    }

    /// The name of the key that is shown.
    ///
    /// # Errors
    /// [`Denied::Unknown`] when it is none of them.
    pub fn verify(&self, key: &str) -> Result<&str, Denied> {
        self.0.find(key, |_| true).ok_or(Denied::Unknown)
    }
}

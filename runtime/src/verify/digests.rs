//! Secrets of which only the hash is known.

use super::Misconfigured;
use ring::digest::{SHA256, digest};
use std::fmt;
use subtle::ConstantTimeEq;

const LENGTH: usize = 32;

/// Names, each with the SHA-256 of its secret.
#[derive(Clone)]
pub(super) struct Digests(Vec<(String, [u8; LENGTH])>);

impl Digests {
    pub(super) fn read<N: Into<String>, H: AsRef<str>>(
        pairs: impl IntoIterator<Item = (N, H)>,
    ) -> Result<Self, Misconfigured> {
        let read = |(name, hash): (N, H)| {
            let name = name.into();
            let bytes = hex(hash.as_ref().trim());
            let why = || Misconfigured::new(format!("the hash of `{name}` is not a SHA-256 of 64 hexadecimal digits"));
            bytes.ok_or_else(why).map(|bytes| (name, bytes))
        };
        pairs.into_iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// The name that a secret is of, among those that may be. Takes as long whether it is found or not.
    pub(super) fn find(&self, secret: &str, may_be: impl Fn(&str) -> bool) -> Option<&str> {
        let shown = digest(&SHA256, secret.as_bytes());
        let mut found = None;
        for (name, known) in &self.0 {
            if bool::from(known.as_slice().ct_eq(shown.as_ref())) & may_be(name) {
                found = Some(name.as_str());
            }
        }
        found
    }
}

fn hex(text: &str) -> Option<[u8; LENGTH]> {
    let digits: Vec<u32> = text.chars().map(|it| it.to_digit(16)).collect::<Option<_>>()?;
    let (pairs, []) = digits.as_chunks::<2>() else { return None };
    let bytes: Option<Vec<u8>> = pairs.iter().map(|[high, low]| u8::try_from(high << 4 | low).ok()).collect();
    bytes?.try_into().ok()
}

/// Shows the names only.
impl fmt::Debug for Digests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.iter().map(|it| &it.0)).finish()
    }
}

//! One key, and what it has signed.

use super::algorithm::{Algorithm, Curve, Method};
use ring::hmac;
use ring::signature::{RsaPublicKeyComponents, UnparsedPublicKey};

/// A key that tokens are signed with, or its public half.
pub(super) struct Key {
    /// Tokens name it by this; one without a name is meant by every token.
    pub(super) id: Option<String>,
    /// The one algorithm that it is for, where its owner says so.
    pub(super) algorithm: Option<String>,
    pub(super) material: Material,
}

/// What a key is made of.
pub(super) enum Material {
    /// Modulus and exponent, without zeros in front.
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// A point: uncompressed for P-256 and P-384, RFC 8032 for Ed25519.
    Curve(Curve, Vec<u8>),
    Secret(Vec<u8>),
}

impl Material {
    pub(super) fn rsa(n: &[u8], e: &[u8]) -> Self {
        let trimmed = |it: &[u8]| it.iter().copied().skip_while(|it| *it == 0).collect();
        Self::Rsa { n: trimmed(n), e: trimmed(e) }
    }
}

impl Key {
    pub(super) fn unnamed(material: Material) -> Self {
        Self { id: None, algorithm: None, material }
    }

    /// Whether a token may be signed with it that says so of itself. A key of one kind is never used as one of another.
    pub(super) fn fits(&self, id: Option<&str>, algorithm: Algorithm) -> bool {
        let named = self.id.as_deref().is_none_or(|it| id.is_none_or(|id| id == it));
        let meant = self.algorithm.as_deref().is_none_or(|it| it == algorithm.name);
        let kind = match (&self.material, algorithm.method) {
            (Material::Rsa { .. }, Method::Rsa(_)) => true,
            (Material::Curve(of, _), Method::Curve(curve, _)) => *of == curve,
            // RFC 7518 §3.2: not shorter than the hash.
            (Material::Secret(secret), Method::Secret(hash)) => secret.len() >= hash.digest_algorithm().output_len(),
            _ => false,
        };
        named && meant && kind
    }

    /// Whether it has signed the message.
    pub(super) fn has_signed(&self, message: &[u8], signature: &[u8], algorithm: Algorithm) -> bool {
        let checked = match (&self.material, algorithm.method) {
            (Material::Rsa { n, e }, Method::Rsa(check)) => {
                RsaPublicKeyComponents { n, e }.verify(check, message, signature)
            }
            (Material::Curve(_, point), Method::Curve(_, check)) => {
                UnparsedPublicKey::new(check, point).verify(message, signature)
            }
            (Material::Secret(secret), Method::Secret(hash)) => {
                hmac::verify(&hmac::Key::new(hash, secret), message, signature)
            }
            _ => return false,
        };
        checked.is_ok()
    }
}

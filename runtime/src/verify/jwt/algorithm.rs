//! Signature algorithms of RFC 7518 §3, RFC 8037 and RFC 9864.

use ring::hmac;
use ring::signature::{self, RsaParameters, VerificationAlgorithm};
use std::fmt;

/// How a token is signed. `ES512` and `ES256K` are not offered; `none` cannot be said.
#[derive(Clone, Copy)]
pub struct Algorithm {
    pub(super) name: &'static str,
    pub(super) method: Method,
}

/// What a signature is checked with, by kind of key.
#[derive(Clone, Copy)]
pub(super) enum Method {
    Rsa(&'static RsaParameters),
    Curve(Curve, &'static dyn VerificationAlgorithm),
    Secret(hmac::Algorithm),
}

/// A curve that public keys are points of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Curve {
    P256,
    P384,
    Ed25519,
}

impl Algorithm {
    /// ECDSA over P-256 with SHA-256.
    pub const ES256: Self = curve("ES256", Curve::P256, &signature::ECDSA_P256_SHA256_FIXED);
    /// ECDSA over P-384 with SHA-384.
    pub const ES384: Self = curve("ES384", Curve::P384, &signature::ECDSA_P384_SHA384_FIXED);
    /// Ed25519 by its older name.
    pub const EDDSA: Self = curve("EdDSA", Curve::Ed25519, &signature::ED25519);
    /// Ed25519.
    pub const ED25519: Self = curve("Ed25519", Curve::Ed25519, &signature::ED25519);
    /// RSA PKCS #1 1.5 with SHA-256.
    pub const RS256: Self = rsa("RS256", &signature::RSA_PKCS1_2048_8192_SHA256);
    /// RSA PKCS #1 1.5 with SHA-384.
    pub const RS384: Self = rsa("RS384", &signature::RSA_PKCS1_2048_8192_SHA384);
    /// RSA PKCS #1 1.5 with SHA-512.
    pub const RS512: Self = rsa("RS512", &signature::RSA_PKCS1_2048_8192_SHA512);
    /// RSA PSS with SHA-256.
    pub const PS256: Self = rsa("PS256", &signature::RSA_PSS_2048_8192_SHA256);
    /// RSA PSS with SHA-384.
    pub const PS384: Self = rsa("PS384", &signature::RSA_PSS_2048_8192_SHA384);
    /// RSA PSS with SHA-512.
    pub const PS512: Self = rsa("PS512", &signature::RSA_PSS_2048_8192_SHA512);
    /// HMAC with SHA-256.
    pub const HS256: Self = secret("HS256", hmac::HMAC_SHA256);
    /// HMAC with SHA-384.
    pub const HS384: Self = secret("HS384", hmac::HMAC_SHA384);
    /// HMAC with SHA-512.
    pub const HS512: Self = secret("HS512", hmac::HMAC_SHA512);

    /// Those whose keys may be published.
    pub(super) const PUBLIC: &'static [Self] = &[
        Self::ES256,
        Self::ES384,
        Self::EDDSA,
        Self::ED25519,
        Self::RS256,
        Self::RS384,
        Self::RS512,
        Self::PS256,
        Self::PS384,
        Self::PS512,
    ];

    /// Those whose key is a secret of both sides.
    pub(super) const SECRET: &'static [Self] = &[Self::HS256, Self::HS384, Self::HS512];
}

const fn curve(name: &'static str, curve: Curve, check: &'static dyn VerificationAlgorithm) -> Algorithm {
    Algorithm { name, method: Method::Curve(curve, check) }
}

const fn rsa(name: &'static str, check: &'static RsaParameters) -> Algorithm {
    Algorithm { name, method: Method::Rsa(check) }
}

const fn secret(name: &'static str, hash: hmac::Algorithm) -> Algorithm {
    Algorithm { name, method: Method::Secret(hash) }
}

impl fmt::Debug for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

//! Verifiers of credentials, for guards to ask: tokens, keys, passwords.
//!
//! A [`Guard`](crate::Guard) is given what a caller shows and says who that is. What a verifier here says of it, `?` turns
//! into the answer that the guard gives:
//!
//! ```
//! use zephyrix::verify::{Claims, Jwt};
//! use zephyrix::{Denied, Guard, Need};
//!
//! struct App {
//!     tokens: Jwt,
//! }
//!
//! impl Guard for App {
//!     type Principal = String;
//!
//!     async fn allow(&self, need: &Need, credential: &str) -> Result<String, Denied> {
//!         let claims: Claims = self.tokens.verify(credential).await?;
//!         claims.hold(need)?;
//!         Ok(claims.subject)
//!     }
//! }
//! ```

mod api_keys;
mod basic;
mod digests;
mod jwt;

pub use api_keys::ApiKeys;
pub use basic::{Basic, Login};
#[cfg(feature = "verify-jwks")]
pub use jwt::Remote;
pub use jwt::{Algorithm, Claims, Jwt, Keys, Refused};

use std::fmt;

/// A key, hash or address that no verifier can use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misconfigured(String);

impl Misconfigured {
    fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl fmt::Display for Misconfigured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misconfigured {}

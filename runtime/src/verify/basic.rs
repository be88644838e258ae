//! Names and passwords, RFC 7617.

use super::Misconfigured;
use super::digests::Digests;
use crate::config::Secret;
use crate::guard::Denied;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A name and a password, as `Authorization: Basic` carries them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// Who they say they are.
    pub user: String,
    /// What they show for it.
    pub password: Secret,
}

impl Login {
    /// Reads what stands after `Basic`, in UTF-8 (RFC 7617 §2.1); `None` when it is not well-formed.
    pub fn read(credential: &str) -> Option<Self> {
        let text = String::from_utf8(STANDARD.decode(credential).ok()?).ok()?;
        let (user, password) = text.split_once(':')?;
        let plain = !text.contains(char::is_control);
        plain.then(|| Self { user: user.to_owned(), password: Secret::new(password) })
    }
}

/// Users whose passwords are known by their hash alone.
///
/// For programs that call with long random passwords: as with [`ApiKeys`](super::ApiKeys), the hash is one unsalted round
/// of SHA-256. For passwords that people choose, [`Login::read`] and a slow hash (argon2).
#[derive(Clone, Debug)]
pub struct Basic(Digests);

impl Basic {
    /// Names of users, each with the SHA-256 of the password in hexadecimal digits.
    ///
    /// # Errors
    /// When a hash is none; names whose.
    pub fn new<N: Into<String>, H: AsRef<str>>(users: impl IntoIterator<Item = (N, H)>) -> Result<Self, Misconfigured> {
        Digests::read(users).map(Self)
    }

    /// The name of the user who proves to be that.
    ///
    /// # Errors
    /// [`Denied::Unknown`] when the credential is not well-formed, the user not known, or the password not theirs.
    pub fn verify(&self, credential: &str) -> Result<&str, Denied> {
        let login = Login::read(credential).ok_or(Denied::Unknown)?;
        self.0.find(login.password.expose(), |name| name == login.user).ok_or(Denied::Unknown)
    }
}

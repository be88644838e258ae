//! Where a service is, and what every call to it has in common.

use super::base::{Base, checked};
use super::call::Call;
use crate::parameter::encoded;
use base64::engine::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE, HeaderName, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use reqwest::redirect::{Attempt, Policy};
use std::borrow::Cow;
use std::fmt::{self, Write};
use std::sync::Arc;
use std::time::Duration;

/// Where a service is, and how it is called. A clone shares connections with the original.
///
/// Redirects are followed within the service's origin only, so that proofs of identity never leave it.
#[derive(Clone)]
pub struct Endpoint {
    pub(super) http: reqwest::Client,
    pub(super) settings: Arc<Settings>,
}

/// What every call has in common.
#[derive(Clone)]
pub(super) struct Settings {
    /// Without a slash at its end.
    pub(super) base: String,
    pub(super) headers: HeaderMap,
    /// Pairs, encoded, with `&` between.
    pub(super) query: String,
    pub(super) timeout: Duration,
    pub(super) max_body: usize,
}

/// An address or a proof of identity that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misconfigured(String);

impl Misconfigured {
    pub(super) fn new(why: String) -> Self {
        Self(why)
    }
}

impl fmt::Display for Misconfigured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misconfigured {}

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const TIMEOUT: Duration = Duration::from_secs(30);
const MAX_BODY: usize = 32 << 20;
const MAX_REDIRECTS: usize = 10;

impl Endpoint {
    /// The service at a base URL, such as `https://example.org/api`.
    ///
    /// # Errors
    /// When the URL is not one of HTTP, or holds a query; or TLS cannot be set up.
    pub fn new(base: &str) -> Result<Self, Misconfigured> {
        let http = setup(Policy::custom(within_origin))?;
        Self::over(http, base)
    }

    /// The service at a base URL, called over a client that was set up elsewhere: proxies, certificates, redirects.
    ///
    /// # Errors
    /// When the URL is not one of HTTP, or holds a query.
    pub fn over(http: reqwest::Client, base: &str) -> Result<Self, Misconfigured> {
        Ok(Self::with(http, checked(base)?))
    }

    /// No service in particular: calls name the whole URL.
    pub(super) fn nowhere(http: reqwest::Client) -> Self {
        Self::with(http, String::new())
    }

    fn with(http: reqwest::Client, base: String) -> Self {
        let settings = Settings {
            base,
            headers: HeaderMap::from_iter([(USER_AGENT, HeaderValue::from_static(AGENT))]),
            query: String::new(),
            timeout: TIMEOUT,
            max_body: MAX_BODY,
        };
        Self { http, settings: Arc::new(settings) }
    }

    /// How long a call may take, from connecting to the last byte of the answer; 30 seconds unless told. Where the
    /// answer is read as it comes, to the last byte of its head.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.set().timeout = timeout;
        self
    }

    /// How many bytes of an answer are read; 32 MiB unless told. Larger answers are errors.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.set().max_body = bytes;
        self
    }

    /// Sends a header with every call; treated as a secret.
    ///
    /// # Errors
    /// When the name or the value cannot be that of a header.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, Misconfigured> {
        let bad = || Misconfigured(format!("this cannot be the header `{name}`"));
        let name = HeaderName::try_from(name).map_err(|_| bad())?;
        let mut value = HeaderValue::try_from(value).map_err(|_| bad())?;
        value.set_sensitive(true);
        self.set().headers.insert(name, value);
        Ok(self)
    }

    /// Sends credentials of an authentication scheme with every call, RFC 9110 §11.6.2.
    ///
    /// # Errors
    /// When they cannot be in a header.
    pub fn authorization(self, scheme: &str, credentials: &str) -> Result<Self, Misconfigured> {
        self.header(AUTHORIZATION.as_str(), &format!("{scheme} {credentials}"))
    }

    /// Sends a bearer token with every call, RFC 6750 §2.1.
    ///
    /// # Errors
    /// When the token cannot be in a header.
    pub fn bearer(self, token: &str) -> Result<Self, Misconfigured> {
        self.authorization("Bearer", token)
    }

    /// Sends a name and a password with every call, RFC 7617.
    ///
    /// # Errors
    /// When the name holds a colon.
    pub fn basic(self, user: &str, password: &str) -> Result<Self, Misconfigured> {
        if user.contains(':') {
            return Err(Misconfigured("a user's name cannot hold a colon".to_owned()));
        }
        let pair = STANDARD.encode(format!("{user}:{password}"));
        self.authorization("Basic", &pair)
    }

    /// Sends a cookie with every call.
    ///
    /// # Errors
    /// When the value cannot be that of a cookie.
    pub fn cookie(self, name: &str, value: &str) -> Result<Self, Misconfigured> {
        let pair = super::call::cookie(name, value)
            .ok_or_else(|| Misconfigured(format!("this cannot be the cookie `{name}`")))?;
        let known = self.settings.headers.get(COOKIE).and_then(|it| it.to_str().ok());
        let all = known.map_or_else(|| pair.clone(), |known| format!("{known}; {pair}"));
        self.header(COOKIE.as_str(), &all)
    }

    /// Sends a parameter in the query of every call.
    #[must_use]
    pub fn query(mut self, name: &str, value: &str) -> Self {
        let query = &mut self.set().query;
        if !query.is_empty() {
            query.push('&');
        }
        // Writing to a string cannot fail.
        let _ = write!(query, "{}={}", encoded(name), encoded(value));
        self
    }

    /// A call of a method, such as `GET`, to a path below the base, such as `/pets/{petId}`, whose holes the call fills.
    pub fn call(&self, method: &str, path: &str) -> Call<'_> {
        Call::new(self, Ok(Cow::Borrowed(&self.settings.base)), method, path)
    }

    /// The same below another base.
    pub fn call_at(&self, base: &Base, method: &str, path: &str) -> Call<'_> {
        let base = base.beside(&self.settings.base).map(Cow::Owned);
        Call::new(self, base.map_err(|error| error.to_string()), method, path)
    }

    fn set(&mut self) -> &mut Settings {
        Arc::make_mut(&mut self.settings)
    }
}

/// Shows where the service is, and none of the secrets.
impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint").field("base", &self.settings.base).finish_non_exhaustive()
    }
}

const AGENT: &str = concat!("zephyrix/", env!("CARGO_PKG_VERSION"));

/// The client that calls are made over.
pub(super) fn setup(redirects: Policy) -> Result<reqwest::Client, Misconfigured> {
    #[cfg(feature = "client-tls")]
    // Taken only where the program has not chosen another.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().connect_timeout(CONNECT_TIMEOUT).redirect(redirects).build();
    http.map_err(|error| Misconfigured(format!("HTTP cannot be set up: {error}")))
}

fn within_origin(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let same = attempt.previous().first().is_some_and(|it| it.origin() == attempt.url().origin());
    match (same, attempt.previous().len()) {
        (_, MAX_REDIRECTS..) => attempt.error("redirected too often"),
        (true, _) => attempt.follow(),
        (false, _) => attempt.stop(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_shown() {
        let endpoint = Endpoint::new("http://a").unwrap().bearer("s3cret").unwrap().query("key", "s3cret");
        assert!(!format!("{endpoint:?}{:?}", endpoint.call("GET", "/")).contains("s3cret"));
        assert!(!format!("{:?}", endpoint.settings.headers).contains("s3cret"));
    }

    #[test]
    fn a_secret_that_breaks_its_header_is_refused() {
        let endpoint = || Endpoint::new("http://a").unwrap();
        let error = endpoint().bearer("s3cret\n").unwrap_err();
        assert!(!error.to_string().contains("s3cret"));
        assert!(endpoint().basic("a:b", "c").is_err() && endpoint().cookie("a", "b; c=d").is_err());
    }
}

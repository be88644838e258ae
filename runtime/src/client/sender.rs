//! Calling those who asked for it: webhooks and callbacks.

use super::call::Call;
use super::endpoint::{Endpoint, Misconfigured, setup};
use reqwest::redirect::Policy;
use serde::Serialize;
use serde_json::Value;
use std::time::Duration;

/// Sends to URLs that others have named, and so trusts none of them: http and https only, no credentials in the URL, no
/// redirects, and answers are read up to a limit. A clone shares connections with the original.
#[derive(Clone)]
pub struct Sender {
    endpoint: Endpoint,
}

impl Sender {
    /// A sender that gives up after 30 seconds.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new() -> Result<Self, Misconfigured> {
        setup(Policy::none()).map(Self::over)
    }

    /// A sender over a client that was set up elsewhere: proxies, certificates, addresses that are never called.
    pub fn over(http: reqwest::Client) -> Self {
        Self { endpoint: Endpoint::nowhere(http) }
    }

    /// How long a call may take, from connecting to the last byte of the answer.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { endpoint: self.endpoint.timeout(timeout) }
    }

    /// How many bytes of an answer are read; larger answers are errors.
    #[must_use]
    pub fn max_body(self, bytes: usize) -> Self {
        Self { endpoint: self.endpoint.max_body(bytes) }
    }

    /// Sends a header with every call; treated as a secret.
    ///
    /// # Errors
    /// When the name or the value cannot be that of a header.
    pub fn header(self, name: &str, value: &str) -> Result<Self, Misconfigured> {
        Ok(Self { endpoint: self.endpoint.header(name, value)? })
    }

    /// A call of a method, such as `POST`, to a whole URL.
    pub fn call(&self, method: &str, url: &str) -> Call<'_> {
        Call::to(&self.endpoint, method, url)
    }
}

/// Shows nothing: headers may be secret.
impl std::fmt::Debug for Sender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

/// The text or number at a JSON pointer (RFC 6901) of a message: where a contract has its callback go.
pub fn pointed<T: Serialize>(message: &T, pointer: &str) -> Option<String> {
    match serde_json::to_value(message).ok()?.pointer(pointer)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(is.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

//! Where a service is, and what every call to it has in common.

use super::call::{Answer, Call};
use super::service_config::{InvalidServiceConfig, ServiceConfig};
use super::transport;
use crate::client::Misconfigured;
use crate::client::base::web;
use bytes::Bytes;
use futures_util::stream::{Stream, StreamExt, once};
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue};
use prost::Message;
use std::fmt;
use std::future::ready;
use std::sync::Arc;
use std::time::Duration;
use tonic::transport::Endpoint;

/// Where a service is, and how it is called. A clone shares connections, and the tokens for retries, with the original.
#[derive(Clone)]
pub struct Channel {
    pub(super) inner: transport::Channel,
    pub(super) settings: Arc<Settings>,
}

/// What every call has in common.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) headers: HeaderMap,
    pub(super) config: Arc<ServiceConfig>,
    pub(super) timeout: Option<Duration>,
    pub(super) max_message: usize,
    pub(super) max_kept: usize,
    pub(super) compressed: bool,
}

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// What other implementations of gRPC read.
const MAX_MESSAGE: usize = 4 << 20;
const MAX_KEPT: usize = 1 << 20;
const AGENT: &str = concat!("zephyrix/", env!("CARGO_PKG_VERSION"));

impl Channel {
    /// The service at a URL, such as `http://127.0.0.1:8080`; it is connected to when it is called first.
    ///
    /// # Errors
    /// When the URL is not one of HTTP, or has a path; when it is one of https, and this was built without TLS; outside of a Tokio
    /// runtime.
    pub fn connect(url: &str) -> Result<Self, Misconfigured> {
        let endpoint = endpoint(url).map_err(|why| Misconfigured::new(format!("this is no service of gRPC: {why}")))?;
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(Misconfigured::new("connections of gRPC need a Tokio runtime".to_owned()));
        }
        Ok(Self::over(endpoint.connect_lazy()))
    }

    /// The service over a connection that was set up elsewhere: certificates, sockets, keepalive.
    pub fn over(inner: transport::Channel) -> Self {
        let settings = Settings {
            headers: HeaderMap::new(),
            config: Arc::default(),
            timeout: None,
            max_message: MAX_MESSAGE,
            max_kept: MAX_KEPT,
            compressed: false,
        };
        Self { inner, settings: Arc::new(settings) }
    }

    /// Takes what a [service config](https://github.com/grpc/grpc/blob/master/doc/service_config.md), as JSON, says of methods: deadlines,
    /// limits, retries, hedging. It says nothing of how load is balanced here: there is one address.
    ///
    /// # Errors
    /// When it is wrong.
    pub fn with_service_config(mut self, json: &str) -> Result<Self, InvalidServiceConfig> {
        self.set().config = Arc::new(ServiceConfig::parse(json)?);
        Ok(self)
    }

    /// How long a call may take, with all attempts, and to its last message; as long as it takes unless told.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.set().timeout = Some(timeout);
        self
    }

    /// How many bytes a message of an answer may have; 4 MiB unless told. Calls that are answered by larger ones fail.
    #[must_use]
    pub fn max_message(mut self, bytes: usize) -> Self {
        self.set().max_message = bytes;
        self
    }

    /// How many bytes of a request are kept so that it can be sent again; 1 MiB unless told. Of calls that send more there is no other
    /// attempt.
    #[must_use]
    pub fn max_kept(mut self, bytes: usize) -> Self {
        self.set().max_kept = bytes;
        self
    }

    /// Compresses messages by gzip, and asks the service to do so; what it compresses unasked is read as well.
    #[must_use]
    pub fn compressed(mut self) -> Self {
        self.set().compressed = true;
        self
    }

    /// Sends metadata with every call; treated as a secret.
    ///
    /// # Errors
    /// When the name or the value cannot be that of metadata, or gRPC uses the name itself.
    pub fn metadata(mut self, name: &str, value: &str) -> Result<Self, Misconfigured> {
        let bad = || Misconfigured::new(format!("this cannot be the metadata `{name}`"));
        let key = HeaderName::try_from(name).ok().filter(is_free).ok_or_else(bad)?;
        let mut value = HeaderValue::try_from(value).map_err(|_| bad())?;
        value.set_sensitive(true);
        self.set().headers.insert(key, value);
        Ok(self)
    }

    /// Sends a bearer token with every call, RFC 6750 §2.1.
    ///
    /// # Errors
    /// When the token cannot be in metadata.
    pub fn bearer(self, token: &str) -> Result<Self, Misconfigured> {
        self.metadata(AUTHORIZATION.as_str(), &format!("Bearer {token}"))
    }

    /// A call that sends one message to a method by its path, `/library.v1.Library/GetBook`.
    pub fn call<A: Answer>(&self, path: &'static str, message: &impl Message) -> Call<A> {
        let message = Bytes::from(message.encode_to_vec());
        Call::new(self, path, once(ready(message)).boxed())
    }

    /// A call that sends messages.
    pub fn call_with<A: Answer, M: Message>(
        &self,
        path: &'static str,
        messages: impl Stream<Item = M> + Send + 'static,
    ) -> Call<A> {
        Call::new(self, path, messages.map(|it| Bytes::from(it.encode_to_vec())).boxed())
    }

    fn set(&mut self) -> &mut Settings {
        Arc::make_mut(&mut self.settings)
    }
}

/// A connection that is yet to be made.
fn endpoint(url: &str) -> Result<Endpoint, String> {
    let url = web(url)?;
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err("it has a path or a query".to_owned());
    }
    let endpoint = Endpoint::from_shared(url.to_string()).map_err(|error| error.to_string())?;
    let endpoint = endpoint.connect_timeout(CONNECT_TIMEOUT).user_agent(AGENT).map_err(|error| error.to_string())?;
    if url.scheme() == "https" { encrypted(endpoint) } else { Ok(endpoint) }
}

/// With the certificates that the system trusts.
#[cfg(feature = "grpc-client-tls")]
fn encrypted(endpoint: Endpoint) -> Result<Endpoint, String> {
    let tls = transport::ClientTlsConfig::new().with_native_roots();
    endpoint.tls_config(tls).map_err(|error| format!("TLS cannot be set up: {error}"))
}

#[cfg(not(feature = "grpc-client-tls"))]
fn encrypted(_: Endpoint) -> Result<Endpoint, String> {
    Err("it begins with https://, for which the feature `tls` must be on".to_owned())
}

/// Whether a name is not gRPC's own.
pub(super) fn is_free(name: &HeaderName) -> bool {
    !name.as_str().starts_with("grpc-") && !matches!(name.as_str(), "te" | "content-type" | "user-agent")
}

/// Shows nothing of metadata, which may be secret.
impl fmt::Debug for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Channel").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_service_is_an_origin() {
        assert!(Channel::connect("http://127.0.0.1:1").is_ok() && Channel::connect("http://a.test:1/").is_ok());
        for bad in ["", "a.test:1", "ftp://a.test", "http://a.test/b", "http://a.test?b", "http://u:p@a.test"] {
            assert!(Channel::connect(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_runtime_is_needed() {
        assert!(Channel::connect("http://127.0.0.1:1").unwrap_err().to_string().contains("runtime"));
    }

    #[tokio::test]
    async fn secrets_are_not_shown_and_names_of_grpc_not_taken() {
        let channel = || Channel::connect("http://127.0.0.1:1").unwrap();
        let secret = channel().bearer("s3cret").unwrap();
        let call: Call<crate::status::Detail> = secret.call("/a/B", &());
        assert!(!format!("{secret:?}{call:?}{:?}", secret.settings.headers).contains("s3cret"));
        for name in ["grpc-timeout", "te", "content-type", "a b"] {
            assert!(channel().metadata(name, "1").is_err(), "{name}");
        }
        assert!(channel().bearer("s3cret\n").unwrap_err().to_string().contains("authorization"));
    }
}

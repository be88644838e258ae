//! Keys that an issuer publishes, and changes.

use super::Refused;
use super::algorithm::Algorithm;
use super::key::Key;
use super::keys::Set;
use crate::BoxError;
use crate::client::Sender;
use crate::verify::Misconfigured;
use bytes::Bytes;
use http::Uri;
use serde::Deserialize;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

const REFRESH: Duration = Duration::from_mins(10);
const COOLDOWN: Duration = Duration::from_secs(30);
/// Until keys were had once, every token has to wait for them.
const COOLDOWN_AT_FIRST: Duration = Duration::from_secs(1);
const TIMEOUT: Duration = Duration::from_secs(5);
const MAX_BODY: usize = 256 << 10;

/// A set of keys that is fetched, and kept: while it cannot be had, the last one stays in use.
///
/// A token that names a key which is not in it has it fetched anew, but once in 30 seconds at most, however many such
/// tokens come.
pub struct Remote {
    sender: Sender,
    place: Place,
    refresh: Duration,
    cooldown: Duration,
    known: RwLock<Option<Known>>,
    /// When it was last fetched, or tried to be. Held meanwhile, so that one does it and the others wait.
    attempted: Mutex<Option<Instant>>,
}

/// Where a set is.
enum Place {
    Set(String),
    /// Where the metadata of this issuer says, OpenID Connect Discovery 1.0 §4.
    Issuer(String),
}

struct Known {
    at: Instant,
    set: Set,
}

#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    jwks_uri: String,
}

impl Remote {
    /// The set at a URL.
    ///
    /// # Errors
    /// When the URL is not one of https (on this machine, http), or TLS cannot be set up.
    pub fn at(url: &str) -> Result<Self, Misconfigured> {
        Self::new(Place::Set(checked(url)?))
    }

    /// The set that an issuer's metadata leads to.
    ///
    /// # Errors
    /// When the issuer is not a URL of https (on this machine, http), or TLS cannot be set up.
    pub fn of_issuer(issuer: &str) -> Result<Self, Misconfigured> {
        Self::new(Place::Issuer(checked(issuer)?))
    }

    fn new(place: Place) -> Result<Self, Misconfigured> {
        let sender = Sender::new().map_err(|error| Misconfigured::new(error.to_string()))?;
        Ok(Self {
            sender: sender.timeout(TIMEOUT).max_body(MAX_BODY),
            place,
            refresh: REFRESH,
            cooldown: COOLDOWN,
            known: RwLock::new(None),
            attempted: Mutex::new(None),
        })
    }

    /// How long a set is good before it is fetched anew, in the background; 10 minutes unless told.
    #[must_use]
    pub fn refresh(mut self, every: Duration) -> Self {
        self.refresh = every;
        self
    }

    /// How long to wait at least between two fetches; 30 seconds unless told.
    #[must_use]
    pub fn cooldown(mut self, cooldown: Duration) -> Self {
        self.cooldown = cooldown;
        self
    }

    /// The key that a token can be signed with, fetched if it has to be.
    pub(super) async fn find(self: &Arc<Self>, id: Option<&str>, algorithm: Algorithm) -> Result<Arc<Key>, Refused> {
        if let Ok(key) = self.known(id, algorithm) {
            self.keep_fresh();
            return Ok(key);
        }
        let mut attempted = self.attempted.lock().await;
        // Somebody else may have fetched it while this one waited.
        if let Ok(key) = self.known(id, algorithm) {
            return Ok(key);
        }
        self.fetch_if_due(&mut attempted).await;
        self.known(id, algorithm)
    }

    fn known(&self, id: Option<&str>, algorithm: Algorithm) -> Result<Arc<Key>, Refused> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().ok_or(Refused::Unavailable)?.set.find(id, algorithm).ok_or(Refused::Key)
    }

    /// Fetches a set that has grown old, without anybody waiting for it.
    fn keep_fresh(self: &Arc<Self>) {
        let since = self.known.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|it| it.at.elapsed());
        let stale = since.is_some_and(|it| it >= self.refresh);
        if !stale || !self.attempted.try_lock().is_ok_and(|it| self.is_due(*it)) {
            return;
        }
        let this = Arc::clone(self);
        tokio::spawn(async move {
            let mut attempted = this.attempted.lock().await;
            this.fetch_if_due(&mut attempted).await;
        });
    }

    fn is_due(&self, attempted: Option<Instant>) -> bool {
        let never = self.known.read().unwrap_or_else(PoisonError::into_inner).is_none();
        let pause = if never { self.cooldown.min(COOLDOWN_AT_FIRST) } else { self.cooldown };
        attempted.is_none_or(|it| it.elapsed() >= pause)
    }

    async fn fetch_if_due(&self, attempted: &mut Option<Instant>) {
        if !self.is_due(*attempted) {
            return;
        }
        // Before the call: one that is given up counts, too.
        *attempted = Some(Instant::now());
        match self.fetch().await {
            Ok(set) => {
                let known = Known { at: Instant::now(), set };
                *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(known);
            }
            Err(error) => tracing::warn!(place = self.place.url(), error, "keys of tokens cannot be fetched"),
        }
    }

    async fn fetch(&self) -> Result<Set, BoxError> {
        let set = match &self.place {
            Place::Set(url) => self.get(url).await?,
            Place::Issuer(issuer) => {
                let metadata = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
                let metadata: Metadata = serde_json::from_slice(&self.get(&metadata).await?)?;
                if metadata.issuer != *issuer {
                    return Err("the metadata is of another issuer".into());
                }
                self.get(&checked(&metadata.jwks_uri)?).await?
            }
        };
        Set::read(&set).ok_or_else(|| "the set holds no key that can check signatures".into())
    }

    async fn get(&self, url: &str) -> Result<Bytes, BoxError> {
        let answer = self.sender.call("GET", url).accept("application/json").send().await?;
        match answer.status() {
            200 => Ok(answer.into_body()),
            status => Err(format!("{url} answers {status}").into()),
        }
    }
}

impl Place {
    fn url(&self) -> &str {
        match self {
            Self::Set(url) | Self::Issuer(url) => url,
        }
    }
}

/// Keys are trusted as far as their way is: https, or no way at all.
fn checked(url: &str) -> Result<String, Misconfigured> {
    let uri = url.parse::<Uri>().ok();
    let uri = uri.as_ref().and_then(|it| it.scheme_str().zip(it.host()));
    let trusted = match uri {
        Some(("https", _)) => true,
        Some(("http", host)) => ["localhost", "127.0.0.1", "[::1]"].contains(&host),
        _ => false,
    };
    let why = || Misconfigured::new("keys of tokens are fetched over https only: this is not such a URL");
    trusted.then(|| url.to_owned()).ok_or_else(why)
}

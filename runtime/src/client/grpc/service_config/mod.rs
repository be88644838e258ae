//! What is known of a service's methods beforehand: deadlines, limits, and how often they are attempted,
//! <https://github.com/grpc/grpc/blob/master/doc/service_config.md>.

mod json;
mod read;

use super::throttle::Throttle;
use crate::status::Code;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// What a service config says.
#[derive(Debug, Default)]
pub(super) struct ServiceConfig {
    /// By `service/method`, `service/` and the empty text.
    methods: HashMap<String, Arc<MethodConfig>>,
    pub(super) throttle: Option<Throttle>,
}

/// What it says of some methods.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct MethodConfig {
    pub(super) wait_for_ready: bool,
    pub(super) timeout: Option<Duration>,
    pub(super) max_request: Option<usize>,
    pub(super) max_response: Option<usize>,
    pub(super) policy: Option<Policy>,
}

/// How a call is attempted more than once.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Policy {
    /// One attempt after another.
    Retry(Retry),
    /// One attempt beside another.
    Hedging(Hedging),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Retry {
    /// The first one included.
    pub(super) max_attempts: u32,
    pub(super) initial_backoff: Duration,
    pub(super) max_backoff: Duration,
    pub(super) multiplier: f64,
    pub(super) retryable: Vec<Code>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Hedging {
    /// The first one included.
    pub(super) max_attempts: u32,
    pub(super) delay: Duration,
    pub(super) non_fatal: Vec<Code>,
}

impl ServiceConfig {
    /// What JSON says.
    pub(super) fn parse(json: &str) -> Result<Self, InvalidServiceConfig> {
        read::config(json)
    }

    /// What is said of a method by its path, `/library.v1.Library/GetBook`: the most specific.
    pub(super) fn method(&self, path: &str) -> Option<&Arc<MethodConfig>> {
        let name = path.trim_start_matches('/');
        let service = name.find('/').map_or(name, |at| &name[..=at]);
        [name, service, ""].into_iter().find_map(|it| self.methods.get(it))
    }
}

/// A service config that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidServiceConfig {
    path: String,
    why: String,
}

impl InvalidServiceConfig {
    /// Where it is wrong: `methodConfig[0].retryPolicy.maxAttempts`.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for InvalidServiceConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = if self.path.is_empty() { "" } else { " at " };
        write!(f, "the service config is wrong{at}{}: {}", self.path, self.why)
    }
}

impl std::error::Error for InvalidServiceConfig {}

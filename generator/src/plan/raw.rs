//! Bodies of which nothing is known but that they are bytes, and how each side has them.

use super::readings::Reading;
use crate::config::Config;

/// How bytes are held in a record or an enum.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RawBody {
    /// Their type, in full: what is answered with has the same name.
    pub(crate) ty: &'static str,
    /// The method of the runtime's `Call` that reads them.
    pub(crate) read: &'static str,
    /// What can be derived for what holds them.
    derives: &'static str,
}

/// What values derive that can be copied and compared.
const VALUE: &str = "Clone, Debug, PartialEq";

/// By a service, in memory.
pub(crate) const HELD: RawBody = RawBody { ty: "bytes::Bytes", read: "bytes", derives: VALUE };

/// By a service, as they come: a stream is neither copied nor compared.
pub(crate) const STREAMED: RawBody = RawBody { ty: "zephyrix::BodyStream", read: "stream", derives: "Debug" };

/// By a client, in memory.
pub(crate) const SENT: RawBody = RawBody { ty: "zephyrix::client::Bytes", read: "bytes", derives: VALUE };

impl RawBody {
    /// As the configuration wants it for the service.
    pub(super) const fn of(config: &Config) -> &'static Self {
        if config.generate.stream_bodies { &STREAMED } else { &HELD }
    }

    /// What a type derives that is made of what is read in these ways.
    pub(crate) fn derives<'r>(&self, mut all: impl Iterator<Item = &'r Reading>) -> &'static str {
        if all.any(Reading::holds_bytes) { self.derives } else { VALUE }
    }
}

//! The endpoint: GraphQL over HTTP, over sockets and as server-sent events, and what keeps strangers out of it.
//!
//! It is an operation of the service like any other, within the same layer: ids, limits, deadlines, log and metrics.

mod answer;
mod ask;
mod endpoint;
mod events;
mod explorer;
mod mount;
mod origin;
mod parts;
mod persisted;
mod refusal;
mod socket;
mod told;
mod wants;

pub use socket::ConnectionParams;

pub(crate) use mount::{Mounted, Offered, SCHEMA, mount};
pub(crate) use told::Told;

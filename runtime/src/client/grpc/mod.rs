//! Calling methods of protobuf's services by gRPC: what generated clients stand on, over tonic's connections.
//!
//! What a [service config](https://github.com/grpc/grpc/blob/master/doc/service_config.md) says of a method is done here, not by whoever
//! calls it: deadlines, limits, retries and hedging as gRPC's proposal
//! [A6](https://github.com/grpc/proposal/blob/master/A6-client-retries.md) has them.

mod attempt;
mod attempts;
mod call;
mod channel;
mod codec;
mod failure;
mod messages;
mod replay;
mod schedule;
mod service_config;
mod status;
mod throttle;
mod timeout;

pub use super::Misconfigured;
pub use crate::status::{BadRequest, Code, Detail, FieldViolation};
pub use call::{Answer, Call, Reply};
pub use channel::Channel;
pub use futures_util::stream::Stream;
pub use http::{HeaderMap, HeaderName, HeaderValue};
pub use messages::Messages;
pub use service_config::InvalidServiceConfig;
pub use status::Status;
/// What a channel can be set up over.
pub use tonic::transport;

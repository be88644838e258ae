//! Remote procedure calls: one handler, asked by gRPC, gRPC-Web and Connect at one path, and by HTTP and JSON as its schema says.
//!
//! A service with such calls is also asked for its health and its descriptors. The protocols' frames are the same but for their ends.

mod asked;
pub mod bridge;
mod compression;
mod connect;
mod envelope;
mod grpc;
mod guarded;
mod health;
mod lines;
mod messages;
mod metadata;
mod operation;
mod protocol;
mod reflection;
pub mod resource;
mod status;
#[cfg(feature = "sql")]
mod stored;
mod told;
mod transcode;
mod web;

pub use crate::status::{BadRequest, Code, Detail, FieldViolation};
pub(crate) use asked::Asked;
pub use messages::{Give, Messages, Take};
pub(crate) use metadata::Metadata;
pub use operation::{Called, Rpc, rpc};
pub use status::Status;
pub(crate) use told::{Told, told};
pub use transcode::{Payload, Rule, Transcoded, transcoded};

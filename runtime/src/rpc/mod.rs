//! Remote procedure calls: one handler, asked by gRPC, gRPC-Web and Connect at one path, and by HTTP and JSON as its schema says.
//!
//! tonic speaks gRPC, tonic-web translates for browsers; Connect's frames are the same but for their ends.

mod asked;
mod code;
mod connect;
mod envelope;
mod grpc;
mod messages;
mod operation;
mod protocol;
mod status;
mod transcode;

pub(crate) use asked::Asked;
pub use code::Code;
pub use messages::{Give, Messages, Take};
pub use operation::{Called, Rpc, rpc};
pub use status::{Detail, Status};
pub use transcode::{Payload, Rule, Transcoded, transcoded};

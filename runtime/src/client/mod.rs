//! Calling a service: what generated clients stand on, over reqwest.
//!
//! A client reads leniently: members it does not know are passed over, and what the contract does not declare is
//! handed on as it came. It writes strictly: what would be read as something else is not sent.

mod answer;
mod base;
mod call;
mod endpoint;
mod error;
pub mod graphql;
#[cfg(feature = "grpc-client")]
pub mod grpc;
mod headed;
mod pages;
mod parts;
mod problem;
mod read;
mod sender;
mod stream;
mod values;

pub use answer::Answer;
pub use base::Base;
pub use call::Call;
pub use endpoint::{Endpoint, Misconfigured};
pub use error::{Decode, Error, Transport};
pub use headed::{Headed, HeaderLines, ReadHeaders};
pub use pages::pages;
pub use parts::Parts;
pub use problem::{Problem, Violation};
pub use read::{Created, Read, Tagged};
pub use sender::{Sender, pointed};
pub use stream::{Download, Framing, Items, Opened};

pub use bytes::Bytes;
pub use futures_util::Stream;

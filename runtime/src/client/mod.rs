//! Calling a service: what generated clients stand on, over reqwest.
//!
//! A client reads leniently: members it does not know are passed over, and what the contract does not declare is
//! handed on as it came. It writes strictly: what would be read as something else is not sent.

mod answer;
mod call;
mod endpoint;
mod error;
mod pages;
mod parts;
mod problem;
mod read;
mod stream;
mod values;

pub use answer::Answer;
pub use call::Call;
pub use endpoint::{Endpoint, Misconfigured};
pub use error::{Decode, Error, Transport};
pub use pages::pages;
pub use parts::Parts;
pub use problem::{Problem, Violation};
pub use read::{Created, Read, Tagged};
pub use stream::{Download, Framing, Items, Opened};

pub use bytes::Bytes;
pub use futures_util::Stream;

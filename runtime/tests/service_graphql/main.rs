//! The endpoint of GraphQL, over real connections.
#![allow(clippy::unwrap_used)]

mod client;
mod http;
mod service;
mod socket;

//! The client of gRPC against a real service: what it sends, how often, and what it makes of what comes back.
#![allow(clippy::unwrap_used)]

mod calls;
#[path = "../pings/mod.rs"]
mod pings;
mod retries;
mod script;
mod unseen;

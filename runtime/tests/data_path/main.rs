//! A request's way through a service: what is read, what is refused, and what is said about it.

// Helpers of tests fail as tests do.
#![allow(clippy::unwrap_used)]

mod answers;
mod body;
mod client;
mod params;
// The contract has three states of presence, and generated closures are spelled out.
#[allow(clippy::option_option, clippy::redundant_closure_for_method_calls)]
mod petstore;

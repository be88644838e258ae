//! The engine of GraphQL, on services that are written by hand as generated ones are.
#![allow(clippy::unwrap_used)]

mod answers;
mod oracle;
mod refusals;
mod shop;

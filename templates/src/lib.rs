//! All text that zephyrix writes: templates with holes, and the plain structs that fill them.
//!
//! A view has one field a hole; a template has `for`, `if` on a field, and holes, nothing else. What there is
//! to decide was decided before. Layout does not matter in Rust templates: every file is tidied afterwards.

#![allow(missing_docs, reason = "a view's fields are the holes of the template beside it")]

pub mod api;
pub mod client;
pub mod contract;
pub mod deploy;
pub mod graphql;
pub mod handlers;
pub mod listing;
pub mod models;
pub mod project;
pub mod proto;
pub mod queries;
pub mod routes;
pub mod store;

pub use askama::Template;

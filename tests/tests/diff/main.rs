//! What two versions differ in: labelled changes, and what others say of them; and what no list of changes shows.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod changes;
mod comparing;
mod graphql;
mod labels;
mod protobuf;
mod tables;

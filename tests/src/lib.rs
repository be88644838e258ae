//! What the tests of the whole product share: cases, their snapshots, services and database servers.
#![allow(clippy::missing_panics_doc, clippy::unwrap_used, reason = "a test that cannot go on panics")]

pub mod cargo;
pub mod case;
pub mod client;
pub mod code;
pub mod corpus;
pub mod exposed;
pub mod folder;
pub mod foreign;
pub mod fuzz;
pub mod graph;
pub mod migrations;
pub mod process;
pub mod proto;
pub mod protojson;
pub mod queries;
pub mod roundtrip;
pub mod samples;
pub mod served;
pub mod servers;
pub mod snapshot;
pub mod sql;
pub mod suite;
pub mod validated;

//! The commands, one a file: what can be typed, and what is done about it.

pub(crate) mod completions;
pub(crate) mod cost;
pub(crate) mod dev;
pub(crate) mod diff;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod generate;
pub(crate) mod lint;
pub(crate) mod migrate;
pub(crate) mod new;
pub(crate) mod routes;
pub(crate) mod upgrade;

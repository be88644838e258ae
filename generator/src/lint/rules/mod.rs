//! The rules, a file a family.

pub(super) mod described;
pub(super) mod graphql;
pub(super) mod names;
pub(super) mod operations;
pub(super) mod paging;
pub(super) mod paths;
pub(super) mod protobuf;
pub(super) mod schemas;
pub(super) mod security;
pub(super) mod servers;
pub(super) mod tables;
pub(super) mod tags;
pub(super) mod unused;

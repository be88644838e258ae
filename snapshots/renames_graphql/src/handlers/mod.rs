//! What the service does: one file a tag.

mod query;
mod mutation;

//! What the service does: one file a tag.

mod projects;
mod issues;
mod default;

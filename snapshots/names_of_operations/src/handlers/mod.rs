//! What the service does: one file a tag.

mod router;
mod mod_2;
mod models;
mod models2;

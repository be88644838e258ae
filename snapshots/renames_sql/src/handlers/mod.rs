//! What the service does: one file a tag.

mod article;

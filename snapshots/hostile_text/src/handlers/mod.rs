//! What the service does: one file a tag.

mod a_b_star;

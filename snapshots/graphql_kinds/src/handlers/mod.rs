//! What the service does: one file a tag.

mod query;
mod change;
mod told;
mod order;
mod customer;
mod box_;
mod twin;

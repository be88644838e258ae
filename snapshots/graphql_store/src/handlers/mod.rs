//! What the service does: one file a tag.

mod query;
mod mutation;
mod customer;
mod order;
mod order_line;
mod product;

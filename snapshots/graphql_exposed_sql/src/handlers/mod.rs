//! What the service does: one file a tag.

mod customers;
mod products;
mod orders;
mod order_lines;
mod visits;
mod tags;
mod product_tags;

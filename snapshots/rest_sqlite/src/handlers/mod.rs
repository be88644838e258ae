//! What the service does: one file a tag.

mod customer;
mod product;
mod purchase;
mod purchases_lines;
mod tag;
mod product_tag;
mod event;
mod cheap;
mod loyalty;

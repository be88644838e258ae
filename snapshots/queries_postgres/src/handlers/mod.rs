//! What the service does: one file a tag.

mod customer;
mod film;
mod rental;
mod payment;
mod overdue;

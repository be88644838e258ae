//! Databases: opened from settings, migrated, and what stores share. Queries are sqlx's, unwrapped.

mod error;
mod migrate;
mod open;
mod page;

pub use error::StoreError;
pub use migrate::{MigrateError, State, Status, down, status, up};
pub use open::OpenError;
pub use page::{Cursor, Page};

pub(crate) use open::{Kind, Tuned, open};

//! Databases: opened from settings, migrated, and what stores share. Queries are sqlx's, unwrapped.

mod ask;
#[cfg(feature = "postgres")]
mod caller;
mod columns;
mod describe;
mod each;
mod error;
mod list;
mod migrate;
mod open;
mod page;
mod scratch;
mod statements;

pub use ask::{Planned, Plans, Prepared, PreparedColumn, QueryPlan, prepare, query_plans};
#[cfg(feature = "postgres")]
pub use caller::begin_as;
/// Readings of some clock, without an offset.
pub use chrono::{NaiveDateTime as LocalDateTime, NaiveTime as LocalTime};
pub use columns::{bytes, bytes_optional, cell, from_cell, json, json_optional, parsed, parsed_optional};
pub use describe::{DescribeError, describe};
pub use each::{among, many_each, one_each};
pub use error::{KnownConstraint, StoreError};
pub use list::{ComparedColumn, ListColumn, ListShape, RelatedRows, compare, first_related, is_null, like, one_of};
pub use migrate::{MigrateError, OutOfOrder, State, Status, baseline, down, repair, status, up};
pub use open::OpenError;
pub use page::{BadCursor, Cursor, Page, after};
pub use scratch::Scratch;
/// A decimal of any size, exactly.
#[cfg(feature = "decimal")]
pub use sqlx::types::BigDecimal as Decimal;

pub(crate) use open::{Kind, Tuned, open};
pub(crate) use statements::{request, watcher};

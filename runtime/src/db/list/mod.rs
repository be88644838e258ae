//! Lists that callers may narrow, order, page through and thin out: SQL from closed sets of columns, values bound.

mod filter;
mod order;
mod related;

pub use filter::{ComparedColumn, compare, is_null, like, one_of};
pub use order::ListShape;
pub use related::{RelatedRows, first_related};

use super::BadCursor;
use serde_json::Value;
use sqlx::{Database, QueryBuilder};

/// The columns of a table, as its list has them: an enum with a variant a column.
pub trait ListColumn: Copy + PartialEq + Send + Sync + 'static {
    /// The database that the table is in.
    type Database: Database;

    /// Whether NULL is the greatest value there, not the least.
    const NULL_IS_GREATEST: bool;

    /// Every column, in order.
    const ALL: &'static [Self];

    /// What stands for it in a select list, under its own name.
    fn selected(self) -> &'static str;

    /// What it is compared and ordered by: `film.title`.
    fn name(self) -> &'static str;

    /// Its value in `row`, where it is called `alias`, or by its own name.
    ///
    /// # Errors
    /// When the row has no such value.
    fn value(self, row: &<Self::Database as Database>::Row, alias: Option<&str>) -> sqlx::Result<Value>;

    /// Binds such a value, to compare the column with.
    ///
    /// # Errors
    /// [`BadCursor`], when the value is none of the column's.
    fn bind(self, value: Value, to: &mut QueryBuilder<Self::Database>) -> Result<(), BadCursor>;
}

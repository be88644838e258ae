//! The order of a list, and the place in it where a page begins (keyset paging).
//!
//! A page begins after the row whose values the cursor holds: `a > x OR a = x AND b > y`, each the way its column is
//! ordered. The last columns are the key, so that no two rows are in the same place. NULL stays where the database
//! puts it, so that an index on the columns still is in this order.

use super::ListColumn;
use crate::db::{BadCursor, Cursor};
use serde_json::Value;
use sqlx::{Database, QueryBuilder};

/// Which columns a list has, and in which order its rows are.
#[derive(Clone, Debug)]
pub struct ListShape<C> {
    /// Columns, and whether each counts down.
    order: Vec<(C, bool)>,
    shown: Option<Vec<C>>,
    selected: Vec<C>,
}

impl<C: ListColumn> ListShape<C> {
    /// A list in this order, and of equals in the order of `key`, that has some columns or all. `needed` are read too.
    pub fn new(sort: impl IntoIterator<Item = (C, bool)>, key: &[C], shown: Option<Vec<C>>, needed: &[C]) -> Self {
        let mut order: Vec<(C, bool)> = Vec::new();
        for (column, down) in sort.into_iter().chain(key.iter().map(|it| (*it, false))) {
            if order.iter().all(|(it, _)| *it != column) {
                order.push((column, down));
            }
        }
        let wanted = |it: &C| {
            let has = shown.as_ref().is_none_or(|shown| shown.contains(it));
            has || needed.contains(it) || order.iter().any(|(column, _)| column == it)
        };
        let selected = C::ALL.iter().copied().filter(wanted).collect();
        Self { order, shown, selected }
    }

    /// Whether a column is shown.
    pub fn shows(&self, column: C) -> bool {
        self.shown.as_ref().is_none_or(|it| it.contains(&column))
    }

    /// Pushes the select list.
    pub fn select(&self, to: &mut QueryBuilder<C::Database>) {
        for (at, column) in self.selected.iter().enumerate() {
            to.push(if at == 0 { "" } else { ", " }).push(column.selected());
        }
    }

    /// Pushes that rows are after the one that a cursor was made of.
    ///
    /// # Errors
    /// [`BadCursor`], when it is none of ours, or is of another list or order.
    pub fn seek(&self, cursor: Option<&str>, to: &mut QueryBuilder<C::Database>) -> Result<(), BadCursor> {
        let Some(cursor) = cursor else { return Ok(()) };
        let text = Cursor::decode(cursor).ok_or(BadCursor)?;
        let (order, values): (String, Vec<Value>) = serde_json::from_str(&text).map_err(|_| BadCursor)?;
        if order != self.signature() || values.len() != self.order.len() {
            return Err(BadCursor);
        }
        for at in 0..self.order.len() {
            to.push(if at == 0 { " AND (" } else { " OR " });
            for (it, value) in self.order.iter().zip(&values).take(at) {
                same(it.0, value, to)?;
                to.push(" AND ");
            }
            after(self.order[at], &values[at], to)?;
        }
        to.push(")");
        Ok(())
    }

    /// Pushes the order, and one row more than `limit`, which tells whether there is a next page.
    pub fn order(&self, limit: i64, to: &mut QueryBuilder<C::Database>)
    where
        for<'q> i64: sqlx::Encode<'q, C::Database> + sqlx::Type<C::Database>,
    {
        for (at, (column, down)) in self.order.iter().enumerate() {
            to.push(if at == 0 { " ORDER BY " } else { ", " }).push(column.name());
            to.push(if *down { " DESC" } else { "" });
        }
        to.push(" LIMIT ").push_bind(limit.saturating_add(1));
    }

    /// The cursor of the page after this one, if there is one; the row that told so goes.
    ///
    /// # Errors
    /// When a row lacks a column that the list is ordered by.
    pub fn next(&self, rows: &mut Vec<<C::Database as Database>::Row>, limit: i64) -> sqlx::Result<Option<String>> {
        let limit = usize::try_from(limit).unwrap_or(0);
        if rows.len() <= limit {
            return Ok(None);
        }
        rows.truncate(limit);
        let Some(last) = rows.last() else { return Ok(None) };
        let values: Vec<Value> = self.order.iter().map(|(it, _)| it.value(last, None)).collect::<sqlx::Result<_>>()?;
        // A list of JSON values can be written.
        let text = serde_json::to_string(&(self.signature(), values)).unwrap_or_default();
        Ok(Some(Cursor::encode(&text)))
    }

    /// The order in words: a cursor is good for no other.
    fn signature(&self) -> String {
        let word = |(column, down): &(C, bool)| format!("{}{}", if *down { "-" } else { "" }, column.name());
        self.order.iter().map(word).collect::<Vec<_>>().join(",")
    }
}

fn same<C: ListColumn>(column: C, value: &Value, to: &mut QueryBuilder<C::Database>) -> Result<(), BadCursor> {
    to.push(column.name());
    if value.is_null() {
        to.push(" IS NULL");
        return Ok(());
    }
    to.push(" = ");
    column.bind(value.clone(), to)
}

/// That a column is after a value, the way it is ordered.
fn after<C: ListColumn>(
    (column, down): (C, bool),
    value: &Value,
    to: &mut QueryBuilder<C::Database>,
) -> Result<(), BadCursor> {
    let null_is_last = C::NULL_IS_GREATEST != down;
    if value.is_null() {
        if null_is_last {
            to.push("FALSE");
        } else {
            to.push(column.name()).push(" IS NOT NULL");
        }
        return Ok(());
    }
    to.push("(").push(column.name()).push(if down { " < " } else { " > " });
    column.bind(value.clone(), to)?;
    if null_is_last {
        to.push(" OR ").push(column.name()).push(" IS NULL");
    }
    to.push(")");
    Ok(())
}

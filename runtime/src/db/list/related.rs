//! Rows of another table that belong to those of a list: one query for all of them.

use super::ListColumn;
use crate::db::StoreError;
use serde_json::Value;
use sqlx::{Database, QueryBuilder};
use std::collections::BTreeMap;

/// By which values of their columns the rows of a list find what belongs to them.
#[derive(Clone, Debug)]
pub struct RelatedRows<C: 'static> {
    columns: &'static [C],
    /// By row; `None` where a value is NULL, to which nothing belongs.
    keys: Vec<Option<String>>,
    /// Each once.
    values: BTreeMap<String, Vec<Value>>,
}

/// At most so many rows are shown in each of a list.
const MOST: usize = 100;

/// The first of what belongs to a row; whether there is more, where there is.
pub fn first_related<T>(found: &mut Vec<T>) -> Option<bool> {
    let more = found.len() > MOST;
    found.truncate(MOST);
    more.then_some(true)
}

impl<C: ListColumn> RelatedRows<C> {
    /// By these columns.
    ///
    /// # Errors
    /// When a row lacks one of the columns.
    pub fn new(columns: &'static [C], rows: &[<C::Database as Database>::Row]) -> sqlx::Result<Self> {
        let mut values = BTreeMap::new();
        let mut keys = Vec::with_capacity(rows.len());
        for row in rows {
            let key: Vec<Value> = columns.iter().map(|it| it.value(row, None)).collect::<sqlx::Result<_>>()?;
            keys.push((!key.iter().any(Value::is_null)).then(|| {
                let text = text(&key);
                values.insert(text.clone(), key);
                text
            }));
        }
        Ok(Self { columns, keys, values })
    }

    /// Whether nothing can belong to any row.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Pushes that `theirs`, in the order of the columns, are the values of some row.
    ///
    /// # Errors
    /// When a value cannot be bound.
    pub fn push(&self, theirs: &[&'static str], to: &mut QueryBuilder<C::Database>) -> Result<(), StoreError> {
        if let ([column], [name]) = (self.columns, theirs) {
            to.push(*name);
            for (at, value) in self.values.values().flatten().enumerate() {
                to.push(if at == 0 { " IN (" } else { ", " });
                column.bind(value.clone(), to)?;
            }
            to.push(")");
            return Ok(());
        }
        for (at, values) in self.values.values().enumerate() {
            to.push(if at == 0 { "(" } else { " OR (" });
            for (at, ((column, name), value)) in self.columns.iter().zip(theirs).zip(values).enumerate() {
                to.push(if at == 0 { "" } else { " AND " }).push(*name).push(" = ");
                column.bind(value.clone(), to)?;
            }
            to.push(")");
        }
        Ok(())
    }

    /// Ends a statement over numbered rows, `SELECT * FROM (SELECT …, ROW_NUMBER() OVER (…) AS of_nth …`: the first of
    /// each, and one more, which tells that there are more.
    pub fn push_first(&self, to: &mut QueryBuilder<C::Database>) {
        to.push(format!(") AS found WHERE of_nth <= {} ORDER BY of_nth", MOST + 1));
    }

    /// What was found, by the row it belongs to; each found row says whose it is in `aliases`.
    ///
    /// # Errors
    /// When a row cannot be read.
    pub fn group<T: Clone>(
        &self,
        found: Vec<<C::Database as Database>::Row>,
        aliases: &[&str],
        read: impl Fn(<C::Database as Database>::Row) -> sqlx::Result<T>,
    ) -> sqlx::Result<Vec<Vec<T>>> {
        let mut groups: BTreeMap<String, Vec<T>> = BTreeMap::new();
        for row in found {
            let key = self.columns.iter().zip(aliases).map(|(it, alias)| it.value(&row, Some(alias)));
            let key: Vec<Value> = key.collect::<sqlx::Result<_>>()?;
            groups.entry(text(&key)).or_default().push(read(row)?);
        }
        let group = |key: &Option<String>| key.as_ref().and_then(|it| groups.get(it)).cloned().unwrap_or_default();
        Ok(self.keys.iter().map(group).collect())
    }
}

fn text(key: &[Value]) -> String {
    // A list of JSON values can be written.
    serde_json::to_string(key).unwrap_or_default()
}

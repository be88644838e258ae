//! Conditions on one column.

use sqlx::{Database, Encode, QueryBuilder, Type};

/// A column that is compared with values, and what is around each of these.
#[derive(Clone, Copy, Debug)]
pub struct ComparedColumn {
    /// The column: `film.rating`.
    pub column: &'static str,
    /// Before a value: `CAST(`.
    pub before: &'static str,
    /// After it: ` AS rating)`.
    pub after: &'static str,
}

impl ComparedColumn {
    /// A column that is compared with values as they are.
    pub const fn plain(column: &'static str) -> Self {
        Self { column, before: "", after: "" }
    }

    fn bind<'t, D: Database, T: Encode<'t, D> + Type<D>>(self, to: &mut QueryBuilder<D>, value: T) {
        to.push(self.before).push_bind(value).push(self.after);
    }
}

/// ` AND column = value`, with any operator.
pub fn compare<'t, D, T>(to: &mut QueryBuilder<D>, column: ComparedColumn, operator: &'static str, value: T)
where
    D: Database,
    T: Encode<'t, D> + Type<D>,
{
    to.push(" AND ").push(column.column).push(operator);
    column.bind(to, value);
}

/// ` AND column IN (…)`; of nothing, nothing is one.
pub fn one_of<'t, D, T>(to: &mut QueryBuilder<D>, column: ComparedColumn, values: impl IntoIterator<Item = T>)
where
    D: Database,
    T: Encode<'t, D> + Type<D>,
{
    let mut values = values.into_iter().peekable();
    if values.peek().is_none() {
        to.push(" AND FALSE");
        return;
    }
    to.push(" AND ").push(column.column);
    for (at, value) in values.enumerate() {
        to.push(if at == 0 { " IN (" } else { ", " });
        column.bind(to, value);
    }
    to.push(")");
}

/// ` AND column LIKE pattern`, in the words of the database: what is before the column, between, and after the pattern.
pub fn like<'t, D, T>(to: &mut QueryBuilder<D>, column: ComparedColumn, words: [&'static str; 3], pattern: T)
where
    D: Database,
    T: Encode<'t, D> + Type<D>,
{
    let [before, between, after] = words;
    to.push(" AND ").push(before).push(column.column).push(between).push_bind(pattern).push(after);
}

/// ` AND column IS NULL`, or that it is not.
pub fn is_null<D: Database>(to: &mut QueryBuilder<D>, column: ComparedColumn, wanted: bool) {
    to.push(" AND ").push(column.column).push(if wanted { " IS NULL" } else { " IS NOT NULL" });
}

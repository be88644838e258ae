//! What no two rows may share: keys and unique indexes alike, by their columns.

use super::{Comparison, Pair, fresh, listed, only, spans, surprising, unfit};
use crate::migrate::same;
use zephyrix_ir::Span;
use zephyrix_ir::vocabulary::relational::{Index, Key, Keyed, Table};

/// Some columns that no two rows share all of.
struct Unique {
    columns: Vec<String>,
    /// Whether two rows with NULL share that.
    nulls: bool,
    span: Span,
}

impl Unique {
    fn of_key(it: &Key) -> Self {
        Self { columns: it.columns.clone(), nulls: it.nulls_equal, span: it.span }
    }

    /// Whether this follows from another one.
    fn follows(&self, other: &Self) -> bool {
        let has = |name: &String| self.columns.iter().any(|it| it.eq_ignore_ascii_case(name));
        other.columns.iter().all(has) && (other.nulls || !self.nulls)
    }
}

/// All of a table that are about whole columns of all rows.
fn plain(table: &Table) -> Vec<Unique> {
    let keys = table.primary_key.iter().chain(&table.uniques).map(Unique::of_key);
    let indexes = table
        .indexes
        .iter()
        .filter_map(|it| Some(Unique { columns: columns(it)?, nulls: it.nulls_equal, span: it.span }));
    keys.chain(indexes).collect()
}

/// The columns of an index that is unique in them.
pub(super) fn columns(it: &Index) -> Option<Vec<String>> {
    if !it.unique || it.predicate.is_some() {
        return None;
    }
    let column = |of: &zephyrix_ir::vocabulary::relational::IndexPart| match &of.of {
        Keyed::Column(name) if of.prefix.is_none() && of.collation.is_none() => Some(name.clone()),
        _ => None,
    };
    it.parts.iter().map(column).collect()
}

/// Whether rows that are there have NULL in one of some columns, which all are new.
pub(super) fn are_empty(pair: Pair<'_>, columns: &[String]) -> bool {
    let is_empty = |name: &String| {
        let is_new = pair.old.column(name).is_none();
        is_new
            && pair
                .new
                .column(name)
                .is_some_and(|it| it.nullable && same::value(it).is_none() && it.generation.is_none())
    };
    !columns.is_empty() && columns.iter().all(is_empty)
}

impl<'s> Comparison<'s> {
    /// Tells what may no longer be shared, or may be from now on.
    pub(super) fn uniques(&mut self, pair: Pair<'s>) {
        let (before, now) = (plain(pair.old), plain(pair.new));
        let table = &pair.new.name;
        for it in only(&now, &before, Unique::follows) {
            let (olds, news) = (spans(pair.old, &it.columns), spans(pair.new, &it.columns));
            let message = format!("no two rows of `{table}` may share {}", listed(&it.columns));
            let is_empty = are_empty(pair, &it.columns);
            let found = if is_empty { fresh(message) } else { unfit(format!("{message}, and some may")) };
            self.about(found.at(pair.old.span, it.span), one(olds), one(news));
        }
        for it in only(&before, &now, Unique::follows) {
            let is_there = it.columns.iter().all(|it| pair.new.column(it).is_some());
            if is_there {
                let found = surprising(format!("rows of `{table}` may share {}", listed(&it.columns)));
                let (olds, news) = (spans(pair.old, &it.columns), spans(pair.new, &it.columns));
                self.about(found.at(it.span, pair.new.span), one(olds), one(news));
            }
        }
        self.partly(pair);
    }

    /// Unique indexes of some rows, or of what is computed.
    fn partly(&mut self, pair: Pair<'s>) {
        let special = |table: &'s Table| {
            table.indexes.iter().filter(|it| it.unique && columns(it).is_none()).collect::<Vec<&Index>>()
        };
        let (before, now) = (special(pair.old), special(pair.new));
        let alike = |a: &&Index, b: &&Index| same::bare_index(a) == same::bare_index(b);
        let (table, name) = (&pair.new.name, |it: &Index| it.name.clone().unwrap_or_default());
        for it in only(&now, &before, alike) {
            let message =
                format!("no two rows of `{table}` may share what the index `{}` is of, and some may", name(it));
            self.tell(unfit(message).at(pair.old.span, it.span));
        }
        for it in only(&before, &now, alike) {
            let message = format!("rows of `{table}` may share what the index `{}` was of", name(it));
            self.tell(surprising(message).at(it.span, pair.new.span));
        }
    }
}

/// What is about one column is about that column.
fn one(spans: Vec<Span>) -> Vec<Span> {
    if spans.len() == 1 { spans } else { Vec::new() }
}

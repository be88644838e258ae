//! References, checks, other constraints, and indexes that nothing but time depends on.

use super::{Comparison, Pair, fresh, listed, only, refused, spans, surprising, unfit, uniques};
use crate::diff::Finding;
use crate::front::sql::is_looser;
use crate::migrate::{same, words};
use zephyrix_ir::Span;
use zephyrix_ir::vocabulary::relational::{Check, Expression, ForeignKey, Index, Keyed, Table};

impl<'s> Comparison<'s> {
    /// Tells what rows have to meet from now on, or need no longer.
    pub(super) fn constraints(&mut self, pair: Pair<'s>) {
        self.references(pair);
        self.checks(pair);
        let name = &pair.new.name;
        for it in only(&pair.new.others, &pair.old.others, Expression::eq) {
            let message = format!("rows of `{name}` have to meet `{}`, and some may not", it.text);
            self.tell(unfit(message).at(pair.old.span, place(it.span, pair.new.span)));
        }
        for it in only(&pair.old.others, &pair.new.others, Expression::eq) {
            let message = format!("rows of `{name}` need no longer meet `{}`", it.text);
            self.tell(surprising(message).at(place(it.span, pair.old.span), pair.new.span));
        }
    }

    fn references(&mut self, pair: Pair<'s>) {
        let database = self.met.new.database;
        let alike = |a: &ForeignKey, b: &ForeignKey| {
            a.columns == b.columns && a.table.matches(&b.table, database) && a.to == b.to
        };
        let (before, now) = (&pair.old.foreign_keys, &pair.new.foreign_keys);
        let what = |it: &ForeignKey| format!("{} of `{}`", listed(&it.columns), pair.new.name);
        for it in only(now, before, alike) {
            let message = format!("{} has to refer to a row of `{}`", what(it), it.table);
            let is_empty = uniques::are_empty(pair, &it.columns);
            let found = if is_empty { fresh(message) } else { unfit(format!("{message}, and some may not")) };
            self.about(found.at(pair.old.span, it.span), spans(pair.old, &it.columns), spans(pair.new, &it.columns));
        }
        for it in only(before, now, alike).into_iter().filter(|it| are_there(pair.new, &it.columns)) {
            let message = format!("{} need no longer refer to a row of `{}`", what(it), it.table);
            let (olds, news) = (spans(pair.old, &it.columns), spans(pair.new, &it.columns));
            self.about(surprising(message).at(it.span, pair.new.span), olds, news);
        }
        for it in now {
            let Some(was) = before.iter().find(|was| alike(was, it)) else { continue };
            for (when, before, now) in [("goes", was.on_delete, it.on_delete), ("changes", was.on_update, it.on_update)]
            {
                if before != now {
                    let (word, other) = (now.word(), before.word());
                    let message =
                        format!("when the row that {} refers to {when}, it is {word}, and was {other}", what(it));
                    self.tell(surprising(message).at(was.span, it.span));
                }
            }
            if was.matching != it.matching || was.deferrable != it.deferrable {
                self.tell(
                    surprising(format!("{} is held against `{}` otherwise", what(it), it.table)).at(was.span, it.span),
                );
            }
        }
    }

    fn checks(&mut self, pair: Pair<'s>) {
        let alike = |a: &Check, b: &Check| a.expression == b.expression;
        let mut gone = only(&pair.old.checks, &pair.new.checks, alike);
        for it in only(&pair.new.checks, &pair.old.checks, alike) {
            let about = mentioned(pair.new, it);
            let was = gone
                .iter()
                .position(|was| it.name.is_some() && was.name == it.name || mentioned(pair.old, was) == about);
            let was = was.map(|at| gone.remove(at));
            let found = check(pair, was, it, &about);
            let old = was.map_or(pair.old.span, |it| it.span);
            let (olds, news) = (spans(pair.old, &about), spans(pair.new, &about));
            let is_single = about.len() == 1;
            let pick = |all: Vec<Span>| if is_single { all } else { Vec::new() };
            self.about(found.at(old, it.span), pick(olds), pick(news));
        }
        for it in gone.into_iter().filter(|it| are_there(pair.new, &mentioned(pair.old, it))) {
            let message = format!("rows of `{}` need no longer meet `{}`", pair.new.name, it.expression.text);
            self.tell(surprising(message).at(it.span, pair.new.span));
        }
    }

    /// Tells which indexes are gone or new that are not unique.
    pub(super) fn indexes(&mut self, pair: Pair<'s>) {
        let plain = |table: &'s Table| -> Vec<&'s Index> {
            let implied = |it: &Index| table.foreign_keys.iter().any(|key| key.span == it.span);
            table.indexes.iter().filter(|it| !it.unique && !implied(it)).collect()
        };
        let (before, now) = (plain(pair.old), plain(pair.new));
        let alike = |a: &&Index, b: &&Index| same::bare_index(a) == same::bare_index(b);
        for it in only(&before, &now, alike) {
            let columns = columns(it);
            if !are_there(pair.new, &columns) {
                continue;
            }
            let what = format!("the index `{}` of `{}`", it.name.clone().unwrap_or_default(), pair.new.name);
            let found = if it.method.as_deref() == Some("fulltext") {
                refused(format!("{what} is gone: searches that need it are refused"))
            } else {
                surprising(format!("{what} is gone: what it helped to find takes longer"))
            };
            self.tell(found.at(it.span, pair.new.span));
        }
        for it in only(&now, &before, alike) {
            let message = format!("the index `{}` of `{}` is new", it.name.clone().unwrap_or_default(), pair.new.name);
            self.tell(Finding::fresh(message, it.span));
        }
    }
}

fn check(pair: Pair<'_>, was: Option<&Check>, it: &Check, about: &[String]) -> Finding {
    let (table, text) = (&pair.new.name, &it.expression.text);
    let looser = |was: &&Check| about.iter().any(|column| is_looser(&was.expression.text, text, column));
    match was {
        Some(_) if was.as_ref().is_some_and(looser) => surprising(format!("rows of `{table}` need only meet `{text}`")),
        None if uniques::are_empty(pair, about) => fresh(format!("rows of `{table}` have to meet `{text}`")),
        _ => unfit(format!("rows of `{table}` have to meet `{text}`, and some may not")),
    }
}

/// The columns that a check names.
fn mentioned(table: &Table, it: &Check) -> Vec<String> {
    let names = words::names(&it.expression.text);
    let columns = table.columns.iter().filter(|it| names.contains(&it.name.to_lowercase()));
    columns.map(|it| it.name.clone()).collect()
}

fn columns(it: &Index) -> Vec<String> {
    let column = |of: &Keyed| if let Keyed::Column(name) = of { Some(name.clone()) } else { None };
    it.parts.iter().filter_map(|it| column(&it.of)).collect()
}

fn are_there(table: &Table, columns: &[String]) -> bool {
    columns.iter().all(|it| table.column(it).is_some())
}

/// Where something is written, or else what it is in.
fn place(it: Span, within: Span) -> Span {
    if it == Span::default() { within } else { it }
}

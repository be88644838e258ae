//! Columns of a table that is on both sides.

use super::{Comparison, Pair, fresh, lost, refused, retyped, surprising, unfit, values};
use crate::diff::Finding;
use crate::migrate::same;
use zephyrix_ir::vocabulary::relational::{Column, Generation};

/// Whether whoever adds a row has to say what is in it.
fn is_needed(it: &Column) -> bool {
    !it.nullable && same::value(it).is_none() && it.generation.is_none()
}

impl<'s> Comparison<'s> {
    /// Tells which are gone, new, or others.
    pub(super) fn columns(&mut self, pair: Pair<'s>) {
        for it in &pair.old.columns {
            match pair.new.column(&it.name) {
                Some(new) => self.column(pair, it, new),
                None => self.about(gone(pair, it).at(it.span, pair.new.span), vec![it.span], Vec::new()),
            }
        }
        for it in pair.new.columns.iter().filter(|it| pair.old.column(&it.name).is_none()) {
            let found = added(pair, it).at(pair.old.span, it.span);
            let found = if found.breaks.is_none() { Finding { old: None, ..found } } else { found };
            self.about(found, Vec::new(), vec![it.span]);
        }
    }

    fn column(&mut self, pair: Pair<'s>, was: &Column, is: &Column) {
        let path = format!("the column `{}` of `{}`", is.name, pair.new.name);
        let mut found = Vec::new();
        if was.generation != is.generation {
            found.extend(generation(&path, was, is));
        }
        let is_computed = |it: &Column| matches!(it.generation, Some(Generation::Computed { .. }));
        if was.ty != is.ty {
            found.push(values::of_column(self.met, &path, was, is, is_computed(was) && is_computed(is)));
        }
        match (was.nullable, is.nullable) {
            (true, false) => {
                found.push(unfit(format!("{path} may no longer be NULL, and rows may have that{}", filled(is))));
            }
            (false, true) => found.push(retyped(format!("{path} may be NULL"))),
            _ => {}
        }
        if same::value(was) != same::value(is) && !is_computed(was) && !is_computed(is) {
            found.extend(default(&path, was, is));
        }
        if was.on_update != is.on_update {
            found.push(surprising(format!("{path} is filled otherwise when its row changes")));
        }
        if was.collation != is.collation {
            found.push(surprising(format!("{path} compares texts otherwise")));
        }
        for it in found {
            self.about(it.at(was.span, is.span), vec![was.span], vec![is.span]);
        }
    }
}

fn gone(pair: Pair<'_>, it: &Column) -> Finding {
    let path = format!("the column `{}` of `{}` is gone", it.name, pair.new.name);
    // What is computed can be computed again.
    if matches!(it.generation, Some(Generation::Computed { .. })) {
        refused(path)
    } else {
        lost(format!("{path}, with all values that are in it"))
    }
}

fn added(pair: Pair<'_>, it: &Column) -> Finding {
    let path = format!("the column `{}` of `{}` is new", it.name, pair.new.name);
    if is_needed(it) {
        refused(format!("{path}, and has to be given; rows that are there have none{}", filled(it)))
    } else {
        fresh(path)
    }
}

/// What rows get that have nothing, where the author states it.
fn filled(it: &Column) -> String {
    let said = it.hints.iter().find(|it| it.key == "backfill");
    said.map_or_else(String::new, |it| format!(": they get `{}`", it.value))
}

fn default(path: &str, was: &Column, is: &Column) -> Option<Finding> {
    match (same::value(was), same::value(is)) {
        (None, Some(_)) => Some(fresh(format!("{path} has a default"))),
        (Some(_), None) if is_needed(is) => Some(refused(format!("{path} has no default, and has to be given"))),
        (Some(_), None) if is.generation.is_some() => None,
        _ => Some(surprising(format!("{path} has another default"))),
    }
}

/// What fills it.
fn generation(path: &str, was: &Column, is: &Column) -> Option<Finding> {
    use Generation::{Computed, Counter};
    let always = |it: &Option<Generation>| matches!(it, Some(Counter { always: true, .. }));
    match (&was.generation, &is.generation) {
        (Some(Computed { .. }), Some(Computed { .. })) => Some(surprising(format!("{path} is computed otherwise"))),
        (_, Some(Computed { .. })) => {
            Some(lost(format!("{path} is computed: values that are in it are lost, and none may be given")))
        }
        (Some(Computed { .. }), _) if is_needed(is) => {
            Some(refused(format!("{path} is no longer computed, and has to be given")))
        }
        (Some(Computed { .. }), _) => Some(surprising(format!("{path} is no longer computed"))),
        (Some(Counter { .. }), None) if is_needed(is) => {
            Some(refused(format!("{path} no longer counts, and has to be given")))
        }
        (Some(Counter { .. }), None) => Some(surprising(format!("{path} no longer counts"))),
        (before, now) if always(now) && !always(before) => {
            Some(refused(format!("{path} counts by itself: no value may be given")))
        }
        (before, now) if before.is_none() || always(before) != always(now) => {
            Some(fresh(format!("{path} counts by itself where no value is given")))
        }
        _ => None,
    }
}

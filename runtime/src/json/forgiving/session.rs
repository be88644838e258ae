//! What all attempts at reading one body share.

use super::Scalars;
use super::error::Error;
use crate::json::path::{self, Path};
use crate::problem::{Problem, Violation};
use crate::types::Mismatch;
use crate::validate::Check;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

/// Steps over all attempts after which no further one is begun, so that a hostile body cannot take long.
const STEPS: usize = 1_000_000;

/// How many stand-ins a type is offered before it is given up.
const OFFERS: usize = 4;

/// What is found, and what was learned.
pub(super) struct Session {
    scalars: Scalars,
    found: RefCell<Check>,
    /// Fields that a type cannot do without; types go by their visitors' names.
    required: RefCell<HashSet<(&'static str, &'static str)>>,
    /// Types that mind unknown fields or variants.
    closed: RefCell<HashSet<&'static str>>,
    /// Values that their types refused, by pointer: why, and how many stand-ins were refused since.
    refused: RefCell<HashMap<String, (Mismatch, usize)>>,
    /// Types that refused every stand-in.
    barren: RefCell<HashSet<&'static str>>,
    /// Where no value can be had at all, and why, unless something inside tells. They are read last.
    hopeless: RefCell<Vec<(String, Option<Mismatch>)>>,
    /// Pointers to those and to all that is around them.
    last: RefCell<HashSet<String>>,
    steps: Cell<usize>,
}

impl Session {
    pub(super) fn new(scalars: Scalars, found: Check) -> Self {
        Self {
            scalars,
            found: RefCell::new(found),
            required: RefCell::default(),
            closed: RefCell::default(),
            refused: RefCell::default(),
            barren: RefCell::default(),
            hopeless: RefCell::default(),
            last: RefCell::default(),
            steps: Cell::new(0),
        }
    }

    /// Whether scalars are written as texts.
    pub(super) fn has_texts(&self) -> bool {
        self.scalars == Scalars::Texts
    }

    /// Forgets what was found, as another attempt is going to find it again, unless there were enough.
    pub(super) fn may_restart(&self) -> bool {
        if self.steps.get() > STEPS {
            return false;
        }
        let fresh = self.found.borrow().fresh();
        self.found.replace(fresh);
        true
    }

    /// Counts one value, and ends reading where no more violations would be kept.
    pub(super) fn step(&self) -> Result<(), Error> {
        self.steps.set(self.steps.get() + 1);
        if self.found.borrow().is_full() { Err(Error::Enough) } else { Ok(()) }
    }

    pub(super) fn record(&self, path: &Path<'_>, it: &Mismatch) {
        self.found.borrow_mut().report(&path.to_string(), it.code.clone(), it.detail.clone());
    }

    /// Whether anything is known to be wrong at or below a path.
    pub(super) fn has_found(&self, path: &Path<'_>) -> bool {
        let pointer = path.to_string();
        self.found.borrow().violations().iter().any(|it| path::covers(&pointer, &it.pointer))
    }

    pub(super) fn finish(self) -> Vec<Violation> {
        let mut found = self.found.into_inner();
        for (pointer, why) in self.hopeless.into_inner() {
            let known = found.violations().iter().any(|it| path::covers(&pointer, &it.pointer));
            if let Some(why) = why.filter(|_| !known) {
                found.report(&pointer, why.code, why.detail);
            }
        }
        found.finish()
    }

    /// Puts those last for which, or for something inside which, no value can be had.
    pub(super) fn put_in_order<'p, T>(&self, all: &mut [T], path: impl Fn(&T) -> Path<'p>) {
        let last = self.last.borrow();
        if last.is_empty() {
            return;
        }
        self.steps.set(self.steps.get() + all.len());
        all.sort_by_cached_key(|it| last.contains(&path(it).to_string()));
    }

    /// Whether the order of reading matters yet.
    pub(super) fn has_order(&self) -> bool {
        !self.last.borrow().is_empty()
    }

    /// The fields without which a type cannot do, as far as is known.
    pub(super) fn required_by(&self, owner: &str) -> Vec<&'static str> {
        let required = self.required.borrow();
        let mut fields: Vec<_> = required.iter().filter(|it| it.0 == owner).map(|it| it.1).collect();
        fields.sort_unstable();
        fields
    }

    pub(super) fn is_closed(&self, owner: &str) -> bool {
        self.closed.borrow().contains(owner)
    }

    /// What a value was refused for, and which stand-in is due.
    pub(super) fn refusal(&self, path: &Path<'_>) -> Option<(Mismatch, usize)> {
        let refused = self.refused.borrow();
        if refused.is_empty() {
            return None;
        }
        refused.get(&path.to_string()).cloned()
    }

    /// Whether that is new. Only then is another attempt worth making: otherwise it would fail in the same way.
    pub(super) fn learn_required(&self, owner: &'static str, field: &'static str) -> bool {
        self.required.borrow_mut().insert((owner, field))
    }

    /// Whether that is new.
    pub(super) fn learn_closed(&self, owner: &'static str) -> bool {
        self.closed.borrow_mut().insert(owner)
    }

    /// Asks for another stand-in, while there are any that the type has not refused.
    pub(super) fn learn_refused(&self, owner: &'static str, path: &Path<'_>, why: Mismatch) -> Error {
        if self.barren.borrow().contains(owner) {
            return self.give_up(path, Some(why));
        }
        let mut refused = self.refused.borrow_mut();
        let (first, offers) = refused.entry(path.to_string()).and_modify(|it| it.1 += 1).or_insert_with(|| (why, 0));
        if *offers < OFFERS {
            return Error::Again;
        }
        self.barren.borrow_mut().insert(owner);
        self.give_up(path, Some(first.clone()))
    }

    /// No value can be had here: whatever else there is, is read first.
    pub(super) fn give_up(&self, path: &Path<'_>, why: Option<Mismatch>) -> Error {
        let mut hopeless = self.hopeless.borrow_mut();
        let pointer = path.to_string();
        if hopeless.len() >= Problem::MAX_ERRORS || hopeless.iter().any(|it| it.0 == pointer) {
            return Error::Enough;
        }
        // What is noted of it already is about the request; what is said later may be about a stand-in.
        let found = self.found.borrow();
        let noted = found.violations().iter().find(|it| it.pointer == pointer);
        let why = noted.map(|it| Mismatch { code: it.code.clone(), detail: it.detail.clone().into() }).or(why);
        let around = pointer.match_indices('/').map(|(end, _)| pointer[..end].to_owned());
        self.last.borrow_mut().extend(around);
        self.last.borrow_mut().insert(pointer.clone());
        hopeless.push((pointer, why));
        Error::Again
    }
}

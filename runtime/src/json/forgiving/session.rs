//! What all attempts at reading one body share.

use super::error::Error;
use crate::json::path::{self, Path};
use crate::problem::Violation;
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
    found: RefCell<Check>,
    /// Fields that a type cannot do without; types go by their visitors' names.
    required: RefCell<HashSet<(&'static str, &'static str)>>,
    /// Types that mind unknown fields or variants.
    closed: RefCell<HashSet<&'static str>>,
    /// Values that their types refused, by pointer: why, and how many stand-ins were refused since.
    refused: RefCell<HashMap<String, (Mismatch, usize)>>,
    steps: Cell<usize>,
}

impl Session {
    pub(super) fn new(found: Check) -> Self {
        Self {
            found: RefCell::new(found),
            required: RefCell::default(),
            closed: RefCell::default(),
            refused: RefCell::default(),
            steps: Cell::new(0),
        }
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
        self.found.into_inner().finish()
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

    pub(super) fn learn_required(&self, owner: &'static str, field: &'static str) -> Error {
        again_if(self.required.borrow_mut().insert((owner, field)))
    }

    pub(super) fn learn_closed(&self, owner: &'static str) -> Error {
        again_if(self.closed.borrow_mut().insert(owner))
    }

    pub(super) fn learn_refused(&self, path: &Path<'_>, why: Mismatch) -> Error {
        let mut refused = self.refused.borrow_mut();
        let (_, offers) = refused.entry(path.to_string()).and_modify(|it| it.1 += 1).or_insert((why, 0));
        again_if(*offers < OFFERS)
    }
}

/// Only what is new is worth another attempt; otherwise it would fail in the same way.
fn again_if(new: bool) -> Error {
    if new { Error::Again } else { Error::Enough }
}

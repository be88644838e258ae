//! Documents that are kept, read and planned.

use super::document::Document;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The longest text that is kept, in bytes: a document has so many tokens at most, but comments are none.
const LONGEST: usize = 64 << 10;

/// Documents by their texts, and the names of operations. Of what was asked for lately, at least half of so many are kept:
/// when the young ones are that many, they become the old ones, and the old ones are forgotten.
pub(super) struct Cache {
    capacity: usize,
    ages: Mutex<Ages>,
}

#[derive(Default)]
struct Ages {
    young: Documents,
    old: Documents,
}

type Documents = HashMap<Arc<str>, Vec<Named>>;

/// An operation of a document, and by what name it was asked for.
type Named = (Option<Box<str>>, Arc<Document>);

impl Cache {
    pub(super) fn new(capacity: usize) -> Self {
        Self { capacity, ages: Mutex::default() }
    }

    pub(super) fn get(&self, text: &str, operation_name: Option<&str>) -> Option<Arc<Document>> {
        let mut ages = self.ages();
        if let Some(found) = find(&ages.young, text, operation_name) {
            return Some(found);
        }
        let found = find(&ages.old, text, operation_name)?;
        self.insert(&mut ages, operation_name, &found);
        Some(found)
    }

    pub(super) fn keep(&self, operation_name: Option<&str>, document: &Arc<Document>) {
        if document.text.len() <= LONGEST {
            self.insert(&mut self.ages(), operation_name, document);
        }
    }

    fn insert(&self, ages: &mut Ages, operation_name: Option<&str>, document: &Arc<Document>) {
        let half = self.capacity / 2;
        if half == 0 {
            return;
        }
        if ages.young.len() >= half {
            ages.old = std::mem::take(&mut ages.young);
        }
        let operations = ages.young.entry(document.text.clone()).or_default();
        operations.push((operation_name.map(Into::into), document.clone()));
    }

    fn ages(&self) -> MutexGuard<'_, Ages> {
        self.ages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn find(documents: &Documents, text: &str, operation_name: Option<&str>) -> Option<Arc<Document>> {
    let named = documents.get(text)?.iter().find(|(name, _)| name.as_deref() == operation_name)?;
    Some(named.1.clone())
}

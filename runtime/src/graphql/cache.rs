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

#[cfg(test)]
mod tests {
    use super::super::catalog::Catalog;
    use super::super::schema::{Field, ObjectType, Schema};
    use super::super::settings::Limits;
    use super::*;

    static SCHEMA: Schema = Schema {
        sdl: "type Query { a: Int }",
        objects: &[ObjectType { name: "Query", fields: &[Field::Resolved("a")] }],
    };

    fn document(catalog: &Catalog, text: &str, name: Option<&str>) -> Arc<Document> {
        Arc::new(Document::new(catalog, &Limits::default(), text, name, true).unwrap())
    }

    #[test]
    fn what_is_asked_again_is_kept_and_the_rest_forgotten() {
        let catalog = Catalog::new(&SCHEMA).unwrap();
        let cache = Cache::new(4);
        let keep = |at: usize| cache.keep(None, &document(&catalog, &format!("{{ a{at}: a }}"), None));
        let has = |at: usize| cache.get(&format!("{{ a{at}: a }}"), None).is_some();
        keep(0);
        for at in 1..100 {
            keep(at);
            assert!(has(0) && has(at), "{at}");
        }
        let ages = cache.ages();
        assert!((2..=4).contains(&(ages.young.len() + ages.old.len())));
    }

    #[test]
    fn operations_of_a_document_are_told_apart_and_long_ones_not_kept() {
        let catalog = Catalog::new(&SCHEMA).unwrap();
        let cache = Cache::new(4);
        let text = "query A { a } query B { b: a }";
        cache.keep(Some("A"), &document(&catalog, text, Some("A")));
        assert!(cache.get(text, Some("A")).is_some());
        assert!(cache.get(text, Some("B")).is_none() && cache.get(text, None).is_none());
        let long = format!("{{ a }} # {}", "x".repeat(LONGEST));
        cache.keep(None, &document(&catalog, &long, None));
        assert!(cache.get(&long, None).is_none());
        let off = Cache::new(0);
        off.keep(None, &document(&catalog, "{ a }", None));
        assert!(off.get("{ a }", None).is_none());
    }
}

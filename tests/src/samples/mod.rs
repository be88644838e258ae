//! Values made from the schemas of a document, good ones and ones of which one keyword does not hold.
//!
//! Independent of the generator: works on the document's JSON, and a validator that is not ours has the last word on
//! what is good and what is not.

mod broken;
mod dialect;
mod flat;
mod good;
mod numbers;
mod oracle;
mod texts;

pub use dialect::{document, translated};
pub use oracle::Oracle;

use flat::Schemas;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// Of the samples of one kind of one schema, at most so many are taken.
const MOST: usize = 100;

/// Of large samples fewer, which come to so many bytes.
const LONGEST: usize = 200_000;

/// But at least so many.
const FEWEST: usize = 12;

/// One value.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Of a good value, `good`; else the keyword that does not hold, and where: `minLength /name`.
    pub about: String,
    /// The value.
    pub value: Value,
}

/// The samples of one schema.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// Values that the schema accepts.
    pub good: Vec<Sample>,
    /// Values that it refuses.
    pub broken: Vec<Sample>,
    /// How many good ones were made that the oracle refuses, and broken ones that it accepts.
    pub dropped: usize,
}

/// Makes the samples of the schemas of one document.
#[derive(Debug)]
pub struct Sampler<'a> {
    document: &'a Value,
    least: RefCell<HashMap<String, Option<Value>>>,
}

impl<'a> Sampler<'a> {
    /// Of a document whose schemas are JSON Schema 2020-12.
    pub fn of(document: &'a Value) -> Self {
        Self { document, least: RefCell::default() }
    }

    /// The samples of a schema of the document.
    pub fn samples(&self, schema: &Value, oracle: &Oracle) -> Samples {
        let schemas = Schemas { document: self.document, least: &self.least };
        let mut samples = Samples::default();
        let good = good::values(schemas, schema, good::Size::WHOLE).into_iter();
        let good = good.map(|value| Sample { about: "good".to_owned(), value }).collect();
        let broken = broken::values(schemas, schema).into_iter();
        let broken = broken.map(|(about, value)| Sample { about, value }).collect();
        samples.good = samples.confirmed(good, |it| oracle.accepts(it));
        samples.broken = samples.confirmed(broken, |it| !oracle.accepts(it));
        samples
    }
}

impl Samples {
    /// Of some samples those that are what they should be, each once.
    fn confirmed(&mut self, mut all: Vec<Sample>, holds: impl Fn(&Value) -> bool) -> Vec<Sample> {
        // A large schema has thousands; not nearly all are dropped.
        thin(&mut all, 4 * MOST);
        let mut seen = HashSet::new();
        all.retain(|it| seen.insert(it.value.to_string()));
        let made = all.len();
        let length: usize = seen.iter().map(String::len).sum();
        let most = (LONGEST * made).checked_div(length).unwrap_or(MOST).clamp(FEWEST, MOST);
        all.retain(|it| holds(&it.value));
        self.dropped += made - all.len();
        thin(&mut all, most);
        all
    }
}

/// Keeps so many of what is there, spread evenly, the first included.
fn thin<T>(all: &mut Vec<T>, most: usize) {
    let (len, mut at) = (all.len(), 0);
    all.retain(|_| {
        let kept = len <= most || at == 0 || (at * most) / len != ((at - 1) * most) / len;
        at += 1;
        kept
    });
}

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

/// Of the samples of one kind of one schema, at most so many are taken.
const MOST: usize = 100;

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

impl Samples {
    /// The samples of the schema at a pointer in a document of JSON Schema 2020-12.
    pub fn of(document: &Value, schema: &Value, oracle: &Oracle) -> Self {
        let schemas = Schemas { document };
        let mut samples = Self::default();
        for value in good::values(schemas, schema, good::Size::WHOLE) {
            samples.take(true, Sample { about: "good".to_owned(), value }, oracle);
        }
        for (about, value) in broken::values(schemas, schema) {
            samples.take(false, Sample { about, value }, oracle);
        }
        thin(&mut samples.good);
        thin(&mut samples.broken);
        samples
    }

    fn take(&mut self, good: bool, sample: Sample, oracle: &Oracle) {
        let kind = if good { &mut self.good } else { &mut self.broken };
        if kind.iter().any(|it| it.value == sample.value) {
            return;
        }
        if oracle.accepts(&sample.value) == good {
            kind.push(sample);
        } else {
            self.dropped += 1;
        }
    }
}

/// Keeps what is spread evenly over all, the first included.
fn thin<T>(all: &mut Vec<T>) {
    let (len, mut at) = (all.len(), 0);
    all.retain(|_| {
        let kept = len <= MOST || at * MOST / len != (at + len - 1) * MOST / len || at == 0;
        at += 1;
        kept
    });
    all.truncate(MOST);
}

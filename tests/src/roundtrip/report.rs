//! How many samples fared as they should, and which did not.

use super::contract::Contract;
use crate::folder::of_repository;
use crate::samples::{Sample, Samples};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How many, and of how many.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Schemas.
    pub schemas: usize,
    /// Schemas without a single good sample.
    pub unsampled: usize,
    /// Good samples that came back, and all.
    pub good: (usize, usize),
    /// Broken samples that were refused, and all.
    pub broken: (usize, usize),
    /// Samples that the oracle did not confirm.
    pub dropped: usize,
}

/// A sample that did not fare as it should.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The document, the schema, and what the sample is about.
    pub title: String,
    /// What happened.
    pub what: String,
    /// The value.
    pub value: String,
}

/// All that was found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// By document.
    pub rows: BTreeMap<String, Tally>,
    /// In order.
    pub failures: Vec<Failure>,
    /// Schemas without samples, and why.
    pub unasked: Vec<String>,
}

impl Report {
    fn tally(&mut self, contract: &Contract) -> &mut Tally {
        self.rows.entry(contract.name.clone()).or_default()
    }

    pub(super) fn sampled(&mut self, contract: &Contract, schema: &str, samples: &Samples) {
        let tally = self.tally(contract);
        tally.schemas += 1;
        tally.dropped += samples.dropped;
        if samples.good.is_empty() {
            tally.unsampled += 1;
            self.unasked(contract, schema, "no good sample is found");
        }
    }

    pub(super) fn unasked(&mut self, contract: &Contract, schema: &str, why: &str) {
        self.unasked.push(format!("{} / {schema}: {why}", contract.name));
    }

    pub(super) fn count(
        &mut self,
        good: bool,
        contract: &Contract,
        schema: &str,
        sample: &Sample,
        wrong: Option<String>,
    ) {
        let tally = self.tally(contract);
        let (right, all) = if good { &mut tally.good } else { &mut tally.broken };
        *all += 1;
        match wrong {
            None => *right += 1,
            Some(what) => {
                let title = format!("{} / {schema} / {}", contract.name, sample.about);
                self.failures.push(Failure { title, what, value: sample.value.to_string() });
            }
        }
    }

    /// The row of a document.
    pub fn row(&self, document: &str) -> String {
        let tally = self.rows.get(document).copied().unwrap_or_default();
        format!("{document}: {tally}")
    }

    /// All rows in one.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        for it in self.rows.values() {
            total.schemas += it.schemas;
            total.unsampled += it.unsampled;
            total.good = (total.good.0 + it.good.0, total.good.1 + it.good.1);
            total.broken = (total.broken.0 + it.broken.0, total.broken.1 + it.broken.1);
            total.dropped += it.dropped;
        }
        total
    }

    /// The failures that are no exception, and the exceptions of these documents that did not fail.
    pub fn against(&self, exceptions: &BTreeSet<String>) -> (Vec<&Failure>, Vec<String>) {
        let failed: BTreeSet<&str> = self.failures.iter().map(|it| it.title.as_str()).collect();
        let new = self.failures.iter().filter(|it| !exceptions.contains(&it.title)).collect();
        let asked = |it: &&String| it.split(" / ").next().is_some_and(|it| self.rows.contains_key(it));
        let idle = exceptions.iter().filter(asked).filter(|it| !failed.contains(it.as_str())).cloned().collect();
        (new, idle)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { schemas, unsampled, good, broken, dropped } = self;
        write!(f, "{schemas} schemas ({unsampled} without samples), good {}/{}, ", good.0, good.1)?;
        write!(f, "broken {}/{}, {dropped} dropped", broken.0, broken.1)
    }
}

/// The samples that are known to fail: lines `document / schema / what` under the `#` line that says why.
pub fn exceptions() -> BTreeSet<String> {
    let text = std::fs::read_to_string(of_repository("tests/roundtrip/exceptions.txt")).unwrap_or_default();
    text.lines().filter(|it| !it.is_empty() && !it.starts_with('#')).map(str::to_owned).collect()
}

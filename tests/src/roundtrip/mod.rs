//! Values through generated types and back: what a document's schemas accept has to come back as it was, and what they
//! refuse has to be refused.
//!
//! The samples are made from the documents alone ([`crate::samples`]). The service that judges them is generated as
//! for anyone; of it, only the types and their checks are compiled.

mod compare;
mod contract;
mod judge;
mod report;

pub use contract::Contract;
pub use report::{Failure, Report, Tally, exceptions};

use crate::cargo::Workspace;
use crate::samples::{Oracle, Sample, Sampler, Samples};
use compare::Defaults;
use judge::Verdict;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Schemas of small documents are compiled together up to so many.
const TOGETHER: usize = 500;

/// Takes the samples of every component schema of some documents through their types.
pub fn run(root: &Path, documents: &[PathBuf], workspace: &Workspace, tell: &mut dyn FnMut(&str)) -> Report {
    let mut report = Report::default();
    let mut batch: Vec<Contract> = Vec::new();
    for path in documents {
        let Some(contract) = Contract::read(root, path) else { continue };
        let full = batch.iter().map(|it| it.schemas.len()).sum::<usize>() + contract.schemas.len() > TOGETHER;
        if full && !batch.is_empty() {
            judged(&std::mem::take(&mut batch), workspace, &mut report, tell);
        }
        batch.push(contract);
    }
    judged(&batch, workspace, &mut report, tell);
    report
}

fn judged(batch: &[Contract], workspace: &Workspace, report: &mut Report, tell: &mut dyn FnMut(&str)) {
    if batch.is_empty() {
        return;
    }
    let subjects = subjects(batch, report);
    let values = subjects.iter().map(|it| it.samples.good.iter().chain(&it.samples.broken).map(|it| &it.value));
    let values: Vec<Vec<&Value>> = values.map(Iterator::collect).collect();
    let verdicts = judge::verdicts(batch, &values, workspace, tell);
    let defaults: Vec<Defaults<'_>> = batch.iter().map(|it| Defaults::of(&it.json)).collect();
    for (subject, verdicts) in subjects.iter().zip(verdicts) {
        let contract = &batch[subject.contract];
        let defaults = &defaults[subject.contract];
        let (good, broken) = verdicts.split_at(subject.samples.good.len());
        for (sample, verdict) in subject.samples.good.iter().zip(good) {
            let wrong = match verdict {
                Verdict::Taken(back) if defaults.same(&sample.value, back) => None,
                Verdict::Taken(back) => Some(format!("comes back as {back}")),
                Verdict::Refused(why) => Some(format!("refused: {why}")),
            };
            report.count(true, contract, subject.schema, sample, wrong);
        }
        for (sample, verdict) in subject.samples.broken.iter().zip(broken) {
            let wrong = matches!(verdict, Verdict::Taken(_)).then(|| format!("taken: {}", keyword(sample)));
            let missing = match verdict {
                Verdict::Refused(why) if why.starts_with(judge::MISSING) => Some(why.clone()),
                _ => None,
            };
            report.count(false, contract, subject.schema, sample, wrong.or(missing));
        }
    }
    for contract in batch {
        tell(&report.row(&contract.name));
    }
}

fn keyword(sample: &Sample) -> &str {
    sample.about.split(' ').next().unwrap_or_default()
}

/// One schema with its samples.
struct Subject<'a> {
    contract: usize,
    schema: &'a str,
    samples: Samples,
}

fn subjects<'a>(batch: &'a [Contract], report: &mut Report) -> Vec<Subject<'a>> {
    let mut subjects = Vec::new();
    for (at, contract) in batch.iter().enumerate() {
        let maker = Sampler::of(&contract.translated);
        for schema in &contract.schemas {
            let samples = match Oracle::of(&contract.translated, &contract.pointer(schema)) {
                Ok(oracle) => maker.samples(&contract.translated_schema(schema), &oracle),
                Err(why) => {
                    report.unasked(contract, schema, &format!("the oracle does not read it: {why}"));
                    Samples::default()
                }
            };
            report.sampled(contract, schema, &samples);
            subjects.push(Subject { contract: at, schema, samples });
        }
    }
    subjects
}

//! How often two judges agree.

use std::collections::BTreeMap;
use std::fmt;

/// What became of the values of one file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row {
    /// Judged by both.
    pub values: usize,
    /// Of these, both call valid.
    pub valid: usize,
    /// Of these, both say the same of: valid, or not.
    pub agree: usize,
    /// Of these, by the same rules.
    pub alike: usize,
    /// Not judged by both: a value that is not read, a message without a validator, an error of the other's.
    pub left_out: usize,
}

/// Every file, and where the two differ.
#[derive(Debug, Default)]
pub struct Report {
    /// By file.
    pub rows: BTreeMap<String, Row>,
    /// Message, expected, found, and how many values.
    pub differences: BTreeMap<(String, String, String), (usize, String)>,
    /// Why values were left out, and how many.
    pub left_out: BTreeMap<(String, String), usize>,
}

impl Report {
    /// Of values with what is expected of them, and what was found.
    pub fn of(values: &str, found: &str) -> Self {
        let mut report = Self::default();
        for (value, found) in values.lines().zip(found.lines()) {
            let fields: Vec<&str> = value.split('\t').collect();
            if let [file, message, bytes, expected] = fields[..] {
                report.note(file, message, bytes, expected, found);
            }
        }
        report
    }

    fn note(&mut self, file: &str, message: &str, bytes: &str, expected: &str, found: &str) {
        let row = self.rows.entry(file.to_owned()).or_default();
        let unjudged = |it: &str| ["undecodable", "unknown", "error"].contains(&it);
        // What the other does not judge is to be refused, or not to be generated at all.
        if unjudged(found) || expected == "error" {
            row.left_out += 1;
            let why = format!("expected {expected}, found {found}");
            *self.left_out.entry((message.to_owned(), why)).or_default() += 1;
            return;
        }
        row.values += 1;
        row.valid += usize::from(expected == "valid" && found == "valid");
        let agree = (expected == "valid") == (found == "valid");
        row.agree += usize::from(agree);
        row.alike += usize::from(expected == found);
        if expected != found {
            let key = (message.to_owned(), expected.to_owned(), found.to_owned());
            self.differences.entry(key).or_insert((0, bytes.to_owned())).0 += 1;
        }
    }

    /// All files together.
    pub fn total(&self) -> Row {
        self.rows.values().fold(Row::default(), |a, b| Row {
            values: a.values + b.values,
            valid: a.valid + b.valid,
            agree: a.agree + b.agree,
            alike: a.alike + b.alike,
            left_out: a.left_out + b.left_out,
        })
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { values, valid, agree, alike, left_out } = self;
        write!(f, "{values:7} values {valid:7} valid {agree:7} agree {alike:7} by the same rules {left_out:6} left out")
    }
}

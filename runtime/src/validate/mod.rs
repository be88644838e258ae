//! Assertions of JSON Schema 2020-12 over typed values: everything wrong is reported, nothing is allocated when nothing is.

mod applicators;
mod check;
mod decimal;
mod format;
mod keywords;
mod mailbox;
mod pattern;
mod subject;
mod unique;

pub use check::Check;
pub(crate) use check::escaped;
pub use decimal::Number;
pub use format::Format;
pub use pattern::Pattern;
pub use subject::{Kind, Rule, Subject};

use crate::types::{Base64, Date, DateTime, Duration, Time, Upload, Uuid};
use std::collections::BTreeMap;

/// A value that knows its own rules.
pub trait Validate {
    /// Reports everything that is wrong with the value; a type without rules of its own reports nothing.
    fn validate(&self, check: &mut Check) {
        let _ = check;
    }
}

impl<T: Validate> Validate for Option<T> {
    fn validate(&self, check: &mut Check) {
        if let Some(it) = self {
            it.validate(check);
        }
    }
}

impl<T: Validate> Validate for Box<T> {
    fn validate(&self, check: &mut Check) {
        (**self).validate(check);
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn validate(&self, check: &mut Check) {
        check.each(self, |it, check| check.nested(it));
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    fn validate(&self, check: &mut Check) {
        check.entries(self, |it, check| check.nested(it));
    }
}

macro_rules! no_rules {
    ($($type:ty)*) => { $(impl Validate for $type {})* };
}

no_rules!(Base64 Date DateTime Duration Time Upload Uuid);
no_rules!(() bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 String serde_json::Value serde_json::Map<String, serde_json::Value>);

//! Durations, ISO 8601.

use super::text::{Formatted, formatted};
use std::fmt;

/// A span of time as in RFC 3339 appendix A, such as `P1DT12H`, kept as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Duration(String);

impl Duration {
    /// The duration as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Formatted for Duration {
    const NOUN: &'static str = "a duration such as P1DT12H";

    fn read(text: &str) -> Option<Self> {
        is_duration(text).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

formatted!(Duration);

/// The grammar of the appendix.
fn is_duration(text: &str) -> bool {
    let Some(text) = text.strip_prefix('P') else { return false };
    match text.split_once('T') {
        Some((date, time)) => (date.is_empty() || are_units(date, "YMD")) && are_units(time, "HMS"),
        None => are_units(text, "YMD") || are_units(text, "W"),
    }
}

/// Whole numbers with a unit each: at least one, in order, none left out between two.
fn are_units(text: &str, units: &str) -> bool {
    let (mut rest, mut left) = (text, units);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Some(unit) = rest[digits..].chars().next() else { return false };
        let Some(at) = left.find(unit) else { return false };
        let is_gap = at > 0 && left.len() < units.len();
        if digits == 0 || is_gap {
            return false;
        }
        rest = &rest[digits + unit.len_utf8()..];
        left = &left[at + unit.len_utf8()..];
    }
    !text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_come_in_order_without_gaps() {
        for good in ["P4DT12H30M5S", "PT0S", "P1M", "PT1M", "P2W", "P4Y"] {
            assert!(Duration::read(good).is_some(), "{good}");
        }
        for bad in ["P", "PT", "P1", "1D", "P1D2H", "P2D1Y", "P1Y2W", "PT1D", "P1YT", "P１Y", "P1Y1D", "PT1H1S"] {
            assert!(Duration::read(bad).is_none(), "{bad}");
        }
    }
}

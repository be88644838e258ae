//! Durations, ISO 8601.

use super::text::{Formatted, formatted};
use crate::validate::Pattern;
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

/// The grammar of the appendix: units in order, none left out between two.
static GRAMMAR: Pattern = Pattern::new(concat!(
    r"^P(?:[0-9]+W",
    r"|(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)",
    r"(?:T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))?",
    r"|T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))$",
));

impl Formatted for Duration {
    const NOUN: &'static str = "a duration such as P1DT12H";
    const EXAMPLE: &'static str = "PT0S";

    fn read(text: &str) -> Option<Self> {
        GRAMMAR.matches(text).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

formatted!(Duration);

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

//! Which moments a column can hold, where the database has fewer than RFC 3339.

use super::{Database, Kind};

/// MySQL's `TIMESTAMP`, 1970-01-01 00:00:01 to 2038-01-19 03:14:07 (reference manual §13.2.2), as RFC 3339 §5.6 writes
/// them: in UTC, and on the days on which no offset leads out of them, with any offset.
const TIMESTAMP: &str = concat!(
    r"^(?:(?:(?:1970-01-(?:0[2-9]|[12]\d|3[01])|(?:1970-(?:0[2-9]|1[0-2])|(?:19(?:7[1-9]|[89]\d)|20(?:[0-2]\d|3[0-7]))",
    r"-(?:0[1-9]|1[0-2]))-(?:0[1-9]|[12]\d|3[01])|2038-01-(?:0[1-9]|1[0-7]))",
    r"[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d))",
    r"|(?:1970-01-01[Tt](?:00:00:(?:0[1-9]|[1-5]\d)|00:(?:0[1-9]|[1-5]\d):[0-5]\d|(?:0[1-9]|1\d|2[0-3]):[0-5]\d:[0-5]\d)",
    r"|2038-01-(?:18[Tt](?:[01]\d|2[0-3]):[0-5]\d|19[Tt](?:0[0-2]:[0-5]\d|03:(?:0\d|1[0-3]))):[0-5]\d)",
    r"(?:\.\d+)?[Zz])$",
);

impl Database {
    /// What values of a type look like, as an ECMA-262 pattern, where they are not all the moments that can be written.
    pub fn moments(self, kind: &Kind) -> Option<&'static str> {
        let is_counted = self == Self::Mysql && matches!(kind, Kind::Timestamp { zoned: true, .. });
        is_counted.then_some(TIMESTAMP)
    }
}

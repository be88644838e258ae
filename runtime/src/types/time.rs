//! Dates and times, RFC 3339.

use super::clock::{full_date, full_time};
use super::text::{Formatted, formatted};
use chrono::{Datelike, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, Utc};
use std::fmt;
use std::ops::Deref;

/// A day of the calendar: `full-date` of RFC 3339 §5.6.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "sql", derive(sqlx::Type), sqlx(transparent))]
pub struct Date(pub NaiveDate);

impl Formatted for Date {
    const NOUN: &'static str = "a date such as 2024-02-29";

    fn read(text: &str) -> Option<Self> {
        full_date(text).filter(|(_, rest)| rest.is_empty()).map(|(date, _)| Self(date))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Deref for Date {
    type Target = NaiveDate;

    fn deref(&self) -> &NaiveDate {
        &self.0
    }
}

formatted!(Date);

/// An instant: `date-time` of RFC 3339 §5.6, with any offset read and UTC written.
///
/// Digits below a nanosecond are dropped; a leap second is read as the last millisecond before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(pub chrono::DateTime<Utc>);

impl DateTime {
    /// The present, to the microsecond, which is as exactly as databases keep it.
    pub fn now() -> Self {
        let now = Utc::now();
        Self(chrono::DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now))
    }
}

impl Formatted for DateTime {
    const NOUN: &'static str = "a date and time with an offset, such as 2024-02-29T12:00:00Z";

    fn read(text: &str) -> Option<Self> {
        let (date, rest) = full_date(text)?;
        let (time, offset) = full_time(rest.strip_prefix(['T', 't'])?)?;
        let instant = date.and_time(time).and_local_timezone(offset).single()?.to_utc();
        // The offset may lead out of the years that can be written again.
        (0..=9999).contains(&instant.year()).then_some(Self(instant))
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl Deref for DateTime {
    type Target = chrono::DateTime<Utc>;

    fn deref(&self) -> &chrono::DateTime<Utc> {
        &self.0
    }
}

formatted!(DateTime);

/// A time of day with its offset: `full-time` of RFC 3339 §5.6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// What the clock on the wall shows.
    pub local: NaiveTime,
    /// How far that clock is ahead of UTC.
    pub offset: FixedOffset,
}

impl Formatted for Time {
    const NOUN: &'static str = "a time with an offset, such as 12:00:00Z";

    fn read(text: &str) -> Option<Self> {
        full_time(text).map(|(local, offset)| Self { local, offset })
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.local.fmt(f)?;
        if self.offset.local_minus_utc() == 0 { f.write_str("Z") } else { self.offset.fmt(f) }
    }
}

formatted!(Time);

#[cfg(test)]
mod tests {
    use super::*;

    fn shown<T: Formatted + fmt::Display>(text: &str) -> Option<String> {
        T::read(text).map(|it| it.to_string())
    }

    #[test]
    fn instants_are_read_with_any_offset_and_written_in_utc() {
        let cases = [
            ("2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"),
            ("2024-02-29t12:00:00.5z", "2024-02-29T12:00:00.500Z"),
            ("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.870Z"),
            ("1990-12-31T15:59:60-08:00", "1990-12-31T23:59:59.999Z"),
            ("2024-01-01T00:00:00.1234567891-00:00", "2024-01-01T00:00:00.123456789Z"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown::<DateTime>(text).as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_is_not_quite_an_instant_is_refused() {
        let bad = [
            "2024-02-30T12:00:00Z",
            "2024-02-29 12:00:00Z",
            "2024-02-29T12:00:00",
            "2024-02-29T24:00:00Z",
            "2024-02-29T12:00Z",
            "2024-02-29T12:00:00.Z",
            "2024-02-29T12:00:00+24:00",
            "2024-02-29T12:00:00+0100",
            "1998-12-31T22:59:60Z",
            "1998-12-31T23:59:61Z",
            "0000-01-01T00:00:00+01:00",
            "2024-2-29T12:00:00Z",
            "2024-02-29T12:00:00Zé",
            "é024-02-29T12:00:00Z",
            "",
        ];
        for text in bad {
            assert_eq!(shown::<DateTime>(text), None, "{text}");
        }
    }

    #[test]
    fn dates_and_times() {
        assert_eq!(shown::<Date>("2024-02-29").as_deref(), Some("2024-02-29"));
        assert_eq!(shown::<Date>("2023-02-29"), None);
        assert_eq!(shown::<Date>("2024-02-29Z"), None);
        assert_eq!(shown::<Time>("08:30:06.25-01:30").as_deref(), Some("08:30:06.250-01:30"));
        assert_eq!(shown::<Time>("00:29:60+00:30").as_deref(), Some("00:29:59.999+00:30"));
        assert_eq!(shown::<Time>("08:30:06"), None);
    }
}

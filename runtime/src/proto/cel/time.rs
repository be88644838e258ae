//! Moments and spans of time, in nanoseconds.

use crate::proto::Duration;
use crate::types::DateTime;
use chrono::{Datelike, Utc};

const SECOND: i128 = 1_000_000_000;

/// The moment at which it is asked.
pub fn now() -> i128 {
    nanos(&Utc::now())
}

/// A moment: nanoseconds since 1970.
pub fn moment(it: &DateTime) -> i128 {
    nanos(&it.0)
}

fn nanos(it: &chrono::DateTime<Utc>) -> i128 {
    i128::from(it.timestamp()) * SECOND + i128::from(it.timestamp_subsec_nanos())
}

/// A span of time.
pub fn span(it: &Duration) -> i128 {
    i128::from(it.seconds()) * SECOND + i128::from(it.nanos())
}

/// The date of a moment; 1970 where it has none.
fn date(nanos: i128) -> chrono::DateTime<Utc> {
    let seconds = i64::try_from(nanos.div_euclid(SECOND)).unwrap_or_default();
    let part = u32::try_from(nanos.rem_euclid(SECOND)).unwrap_or_default();
    chrono::DateTime::from_timestamp(seconds, part).unwrap_or_default()
}

/// The year of a moment.
pub fn year(nanos: i128) -> i64 {
    date(nanos).year().into()
}

/// The month, from 0.
pub fn month(nanos: i128) -> i64 {
    date(nanos).month0().into()
}

/// The day of the month, from 1.
pub fn day(nanos: i128) -> i64 {
    date(nanos).day().into()
}

/// The day of the week; Sunday is 0.
pub fn weekday(nanos: i128) -> i64 {
    date(nanos).weekday().num_days_from_sunday().into()
}

/// Whole hours.
pub fn hours(nanos: i128) -> i64 {
    whole(nanos, 3600)
}

/// Whole minutes.
pub fn minutes(nanos: i128) -> i64 {
    whole(nanos, 60)
}

/// Whole seconds.
pub fn seconds(nanos: i128) -> i64 {
    whole(nanos, 1)
}

fn whole(nanos: i128, seconds: i128) -> i64 {
    i64::try_from(nanos / (SECOND * seconds)).unwrap_or_default()
}

/// A moment as RFC 3339 writes it.
pub fn timestamp_text(nanos: i128) -> String {
    date(nanos).to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}

/// A span as `1.5s`.
pub fn duration_text(nanos: i128) -> String {
    let sign = if nanos < 0 { "-" } else { "" };
    let part = format!(".{:09}", nanos.abs() % SECOND);
    format!("{sign}{}{}s", nanos.abs() / SECOND, part.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_moments_are_those_of_utc() {
        let moment = 951_782_400 * SECOND; // 2000-02-29, a Tuesday
        assert_eq!((year(moment), month(moment), day(moment), weekday(moment)), (2000, 1, 29, 2));
        assert_eq!(timestamp_text(moment), "2000-02-29T00:00:00Z");
        assert_eq!(duration_text(-1_500_000_000), "-1.5s");
        assert_eq!((hours(5400 * SECOND), minutes(-90 * SECOND)), (1, -1));
    }
}

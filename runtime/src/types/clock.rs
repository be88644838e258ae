//! The grammar of dates and times, RFC 3339 §5.6, byte by byte.

use chrono::{FixedOffset, NaiveDate, NaiveTime};

/// Reads `2024-02-29`, and returns what follows.
pub(super) fn full_date(text: &str) -> Option<(NaiveDate, &str)> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = number(rest.strip_prefix('-')?, 2)?;
    Some((NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?, rest))
}

/// Reads all of `23:59:60.5+01:00`. A leap second becomes the last millisecond before it.
pub(super) fn full_time(text: &str) -> Option<(NaiveTime, FixedOffset)> {
    let (hour, rest) = number(text, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (nanos, rest) = fraction(rest)?;
    let offset = offset(rest)?;
    if second < 60 {
        return Some((NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)?, offset));
    }
    let time = NaiveTime::from_hms_milli_opt(hour, minute, 59, 999)?;
    // Leap seconds are put in at midnight UTC only, wherever the clock is.
    let leaps = second == 60 && time - offset == NaiveTime::from_hms_milli_opt(23, 59, 59, 999)?;
    leaps.then_some((time, offset))
}

/// So many ASCII digits.
fn number(text: &str, digits: usize) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(digits)?;
    if !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    Some((digits.parse().ok()?, rest))
}

/// `.` and digits, or nothing; nanoseconds, of which further digits are dropped.
fn fraction(text: &str) -> Option<(u32, &str)> {
    let Some(text) = text.strip_prefix('.') else { return Some((0, text)) };
    let end = text.find(|it: char| !it.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    if digits.is_empty() {
        return None;
    }
    let nanos = digits.bytes().chain(std::iter::repeat(b'0')).take(9);
    Some((nanos.fold(0, |it, digit| it * 10 + u32::from(digit - b'0')), rest))
}

/// All of `Z` or `+01:30`.
fn offset(text: &str) -> Option<FixedOffset> {
    if text.eq_ignore_ascii_case("z") {
        return FixedOffset::east_opt(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, rest) = number(text.strip_prefix(['+', '-'])?, 2)?;
    let (minutes, rest) = number(rest.strip_prefix(':')?, 2)?;
    if hours > 23 || minutes > 59 || !rest.is_empty() {
        return None;
    }
    FixedOffset::east_opt(sign * i32::try_from(hours * 3600 + minutes * 60).ok()?)
}

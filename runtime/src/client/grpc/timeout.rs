//! How long a caller waits, as `grpc-timeout` says it.

use http::HeaderValue;
use std::time::Duration;

/// Letters of units, and how many nanoseconds they have.
const UNITS: [(char, u128); 6] = [
    ('n', 1),
    ('u', 1_000),
    ('m', 1_000_000),
    ('S', 1_000_000_000),
    ('M', 60 * 1_000_000_000),
    ('H', 3600 * 1_000_000_000),
];

/// The header has eight digits at most.
const MOST: u128 = 99_999_999;

/// The header's value: in the finest unit that has room for it, and never less than it is.
pub(super) fn header(timeout: Duration) -> HeaderValue {
    let count = |nanos: u128| timeout.as_nanos().div_ceil(nanos);
    let fits = UNITS.iter().map(|(unit, nanos)| (count(*nanos), unit)).find(|(count, _)| *count <= MOST);
    let text = fits.map_or_else(|| format!("{MOST}H"), |(count, unit)| format!("{count}{unit}"));
    // Digits and a letter are always a header.
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static("0n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_have_eight_digits_at_most() {
        let cases = [
            (Duration::ZERO, "0n"),
            (Duration::from_nanos(99_999_999), "99999999n"),
            (Duration::from_millis(100), "100000u"),
            (Duration::from_hours(1), "3600000m"),
            (Duration::new(99_999, 1), "99999001m"),
            (Duration::from_secs(100_000), "100000S"),
            (Duration::MAX, "99999999H"),
        ];
        for (timeout, written) in cases {
            assert_eq!(header(timeout), written, "{timeout:?}");
        }
    }
}

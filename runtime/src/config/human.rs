//! Durations and sizes as people write them: `10s`, `2MiB`.

/// Units of time in milliseconds, the largest first.
const TIMES: &[(&str, u64)] = &[("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

/// Units of memory in bytes, the largest first.
const SIZES: &[(&str, u64)] = &[
    ("GiB", 1 << 30),
    ("GB", 1_000_000_000),
    ("MiB", 1 << 20),
    ("MB", 1_000_000),
    ("KiB", 1 << 10),
    ("KB", 1_000),
    ("B", 1),
];

/// For `#[serde(with)]`: a [`std::time::Duration`] as `500ms`, `10s`, `5m` or `1h`.
pub(crate) mod duration {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use std::time::Duration;

    pub(crate) fn serialize<S: Serializer>(value: &Duration, to: S) -> Result<S::Ok, S::Error> {
        let millis = u64::try_from(value.as_millis()).unwrap_or(u64::MAX);
        to.serialize_str(&super::write(millis, super::TIMES, "0s"))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
        let text = super::Text::deserialize(from)?.0;
        let millis = super::read(&text, super::TIMES)
            .ok_or_else(|| Error::custom("expected a duration such as `500ms`, `10s`, `5m` or `1h`"))?;
        Ok(Duration::from_millis(millis))
    }
}

/// For `#[serde(with)]`: a number of bytes as `512B`, `32KiB`, `2MiB`, or just a number.
pub(crate) mod size {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    // serde's `serialize_with` hands out references.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    pub(crate) fn serialize<S: Serializer>(value: &usize, to: S) -> Result<S::Ok, S::Error> {
        let binary: Vec<_> =
            super::SIZES.iter().copied().filter(|(unit, _)| unit.ends_with("iB") || *unit == "B").collect();
        to.serialize_str(&super::write(*value as u64, &binary, "0B"))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<usize, D::Error> {
        let text = super::Text::deserialize(from)?.0;
        let bytes = text.parse().ok().or_else(|| super::read(&text, super::SIZES));
        bytes
            .and_then(|it| usize::try_from(it).ok())
            .ok_or_else(|| Error::custom("expected a size such as `512B`, `32KiB` or `2MiB`"))
    }
}

/// Text, or a number written without quotes.
struct Text(String);

impl<'de> serde::Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged, expecting = "expected text or a number")]
        enum Either {
            Number(u64),
            Text(String),
        }
        Ok(match Either::deserialize(from)? {
            Either::Number(number) => Self(number.to_string()),
            Either::Text(text) => Self(text),
        })
    }
}

fn read(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let split = text.find(|it: char| !it.is_ascii_digit())?;
    let (number, unit) = text.split_at(split);
    let (_, factor) = units.iter().find(|(name, _)| *name == unit.trim())?;
    number.parse::<u64>().ok()?.checked_mul(*factor)
}

fn write(value: u64, units: &[(&str, u64)], zero: &str) -> String {
    let unit = units.iter().find(|(_, factor)| value >= *factor && value.is_multiple_of(*factor));
    unit.map_or_else(|| zero.to_owned(), |(name, factor)| format!("{}{name}", value / factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for text in ["500ms", "10s", "5m", "1h", "1500ms"] {
            assert_eq!(read(text, TIMES).map(|it| write(it, TIMES, "")).as_deref(), Some(text));
        }
        assert_eq!(read("2MiB", SIZES), Some(2 << 20));
        assert_eq!(read("2 MB", SIZES), Some(2_000_000));
    }

    #[test]
    fn refuses_what_has_no_unit_or_is_too_large() {
        for text in ["", "10", "s", "-5s", "1.5s", "10 parsecs", "99999999999999999999s", "18446744073709551615h"] {
            assert_eq!(read(text, TIMES), None, "{text}");
        }
    }
}

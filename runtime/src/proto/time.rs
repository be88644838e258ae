//! Moments and spans of time, `google/protobuf/timestamp.proto` and `duration.proto`.

use super::wellknown::{WellKnown, kind_of, message_of};
use super::{Implicit, Int32, Int64};
use crate::types::{DateTime, FromText, Mismatch};
use chrono::{Datelike, Utc};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Seconds and billionths of one: what both messages are made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Seconds {
    seconds: i64,
    nanos: i32,
}

crate::message!(Seconds "google.protobuf.Duration" {
    0: 1 "seconds" "seconds" => seconds: Implicit<Int64>,
    1: 2 "nanos" "nanos" => nanos: Implicit<Int32>,
});

/// `google.protobuf.Timestamp`; RFC 3339 in JSON.
#[derive(Clone, Copy, Debug)]
pub struct Timestamp;

impl WellKnown for Timestamp {
    type Value = DateTime;
    type Wire = Seconds;

    fn to_wire(value: &DateTime) -> Seconds {
        // A leap second is more than a billion nanoseconds, which the message does not know.
        let nanos = value.0.timestamp_subsec_nanos().min(999_999_999);
        Seconds { seconds: value.0.timestamp(), nanos: nanos.try_into().unwrap_or_default() }
    }

    fn from_wire(wire: Seconds) -> Option<DateTime> {
        let nanos = u32::try_from(wire.nanos).ok().filter(|it| *it < 1_000_000_000)?;
        let moment = chrono::DateTime::<Utc>::from_timestamp(wire.seconds, nanos)?;
        (1..=9999).contains(&moment.year()).then_some(DateTime(moment))
    }

    fn absent() -> DateTime {
        DateTime(chrono::DateTime::UNIX_EPOCH)
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime, D::Error> {
        DateTime::deserialize(from)
    }

    fn write<S: Serializer>(value: &DateTime, to: S) -> Result<S::Ok, S::Error> {
        value.serialize(to)
    }
}

kind_of!(Timestamp);

/// `google.protobuf.Duration`: at most 10,000 years of either sign, to the nanosecond; `1.5s` in JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    seconds: i64,
    nanos: i32,
}

/// 10,000 years, as the message's documentation counts them.
const LONGEST: i64 = 315_576_000_000;

impl Duration {
    /// From seconds and billionths of one, which have one sign; `None` where they have not, or are too many.
    pub fn new(seconds: i64, nanos: i32) -> Option<Self> {
        let alike = seconds == 0 || nanos == 0 || (seconds < 0) == (nanos < 0);
        let within = (-LONGEST..=LONGEST).contains(&seconds) && nanos.unsigned_abs() < 1_000_000_000;
        (alike && within).then_some(Self { seconds, nanos })
    }

    /// Whole seconds, towards zero.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// What is left of a second, in nanoseconds, with the same sign.
    pub fn nanos(self) -> i32 {
        self.nanos
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.seconds < 0 || self.nanos < 0 { "-" } else { "" };
        write!(f, "{sign}{}", self.seconds.unsigned_abs())?;
        match self.nanos.unsigned_abs() {
            0 => f.write_str("s"),
            it if it % 1_000_000 == 0 => write!(f, ".{:03}s", it / 1_000_000),
            it if it % 1_000 == 0 => write!(f, ".{:06}s", it / 1_000),
            it => write!(f, ".{it:09}s"),
        }
    }
}

impl FromStr for Duration {
    type Err = Mismatch;

    fn from_str(text: &str) -> Result<Self, Mismatch> {
        parse(text).ok_or(Mismatch::new("format", "Must be a duration in seconds, such as 1.5s."))
    }
}

fn parse(text: &str) -> Option<Duration> {
    let number = text.strip_suffix('s')?;
    let (number, sign) = number.strip_prefix('-').map_or((number, 1), |it| (it, -1));
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 9 {
        return None;
    }
    let nanos = format!("{part:0<9}").parse::<i32>().ok()?;
    Duration::new(whole.parse::<i64>().ok()? * i64::from(sign), nanos * sign)
}

impl FromText for Duration {
    fn from_text(text: &str) -> Result<Self, Mismatch> {
        text.parse()
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

impl WellKnown for Duration {
    type Value = Self;
    type Wire = Seconds;

    fn to_wire(value: &Self) -> Seconds {
        Seconds { seconds: value.seconds, nanos: value.nanos }
    }

    fn from_wire(wire: Seconds) -> Option<Self> {
        Self::new(wire.seconds, wire.nanos)
    }

    fn absent() -> Self {
        Self::default()
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::deserialize(from)
    }

    fn write<S: Serializer>(value: &Self, to: S) -> Result<S::Ok, S::Error> {
        value.serialize(to)
    }
}

kind_of!(Duration);
message_of!(Duration);

//! What columns hold.

use super::Name;

/// The type of a column.
///
/// Two are the same type when their kinds are equal; `declared` is how this one was written, for printing it again.
#[derive(Clone, Debug, Eq)]
pub struct DataType {
    /// What it means.
    pub kind: Kind,
    /// As written in the database's own words, whitespace and case aside: `character varying(20)`.
    pub declared: String,
}

impl PartialEq for DataType {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// What the values of a type are. Lengths are in characters (bytes for binary ones), precisions in digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// True or false; MySQL's `TINYINT(1)`.
    Boolean,
    /// A whole number of so many bits: 8, 16, 24, 32 or 64.
    Integer {
        /// How wide.
        bits: u8,
        /// Whether it is never negative (MySQL).
        unsigned: bool,
    },
    /// An exact decimal; without precision, any.
    Decimal {
        /// Digits in all.
        precision: Option<u64>,
        /// Of them after the point.
        scale: Option<i64>,
    },
    /// Binary floating point of 32 bits.
    Float32,
    /// Binary floating point of 64 bits.
    Float64,
    /// A text of exactly so many characters.
    Char(Option<u64>),
    /// A text of at most so many characters.
    Varchar(Option<u64>),
    /// A text of any length; MySQL: of at most so many bytes.
    Text(Option<u64>),
    /// Bytes: exactly, at most, or any number of them.
    Bytes(Option<u64>),
    /// A day.
    Date,
    /// A time of day, with or without its offset; fractional digits of seconds.
    Time {
        /// Whether an offset is kept.
        zoned: bool,
        /// Fractional digits.
        precision: Option<u64>,
    },
    /// A day and a time of day.
    Timestamp {
        /// Whether it is a moment (`timestamptz`, MySQL's `TIMESTAMP`), not a reading of some clock.
        zoned: bool,
        /// Fractional digits.
        precision: Option<u64>,
    },
    /// A length of time.
    Interval,
    /// A year (MySQL).
    Year,
    /// RFC 9562.
    Uuid,
    /// A JSON text; `binary` for `jsonb`.
    Json {
        /// Whether order and duplicates of members are forgotten.
        binary: bool,
    },
    /// One of these words, said in the column itself (MySQL).
    Enum(Vec<String>),
    /// Some of these words (MySQL).
    Set(Vec<String>),
    /// An enum, domain or composite type of the user's.
    User(Name),
    /// A list.
    Array(Box<DataType>),
    /// A type that is not one of these: `inet`, `tsvector`, `geometry(Point,4326)`. As declared.
    Other(String),
}

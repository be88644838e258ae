//! Values that travel as one piece of text.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// Why a text is not a value of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The rule that is broken: the JSON Schema keyword, such as `type`, `format` or `enum`.
    pub code: Cow<'static, str>,
    /// A sentence for people.
    pub detail: Cow<'static, str>,
}

impl Mismatch {
    /// A mismatch of a rule, with a sentence.
    pub fn new(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { code: Cow::Borrowed(code), detail: detail.into() }
    }

    /// A mismatch that is known beforehand.
    #[cfg(feature = "http")]
    pub(crate) const fn constant(code: &'static str, detail: &'static str) -> Self {
        Self { code: Cow::Borrowed(code), detail: Cow::Borrowed(detail) }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for Mismatch {}

/// A text is none of the values of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    allowed: &'static [&'static str],
}

impl UnknownValue {
    /// Tells what would have been allowed.
    pub const fn new(allowed: &'static [&'static str]) -> Self {
        Self { allowed }
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Must be one of {}.", self.allowed.join(", "))
    }
}

impl std::error::Error for UnknownValue {}

impl From<UnknownValue> for Mismatch {
    fn from(it: UnknownValue) -> Self {
        Self::new("enum", it.to_string())
    }
}

/// A value that parameters may carry.
pub trait FromText: Sized {
    /// Reads all of a text.
    ///
    /// # Errors
    /// When the text is not in the type's one notation.
    fn from_text(text: &str) -> Result<Self, Mismatch>;
}

impl FromText for String {
    fn from_text(text: &str) -> Result<Self, Mismatch> {
        Ok(text.to_owned())
    }
}

impl FromText for bool {
    fn from_text(text: &str) -> Result<Self, Mismatch> {
        text.parse().map_err(|_| Mismatch::new("type", "Must be true or false."))
    }
}

/// A number without a fraction of zeros: JSON Schema calls `1.0` an integer (2020-12 core §4.2.3).
fn without_zeros(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|it| it == b'0') => whole,
        _ => text,
    }
}

/// Decimal digits with at most a minus before them, and no needless zero in front: as JSON writes integers.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'))
}

fn whole<T: FromStr>(text: &str, lowest: &dyn fmt::Display, highest: &dyn fmt::Display) -> Result<T, Mismatch> {
    let text = without_zeros(text);
    if !is_whole(text) {
        return Err(Mismatch::new("type", "Must be an integer."));
    }
    text.parse().map_err(|_| {
        if text.starts_with('-') {
            Mismatch::new("minimum", format!("Must be at least {lowest}."))
        } else {
            Mismatch::new("maximum", format!("Must be at most {highest}."))
        }
    })
}

macro_rules! whole_numbers {
    ($($type:ty)*) => {
        $(impl FromText for $type {
            fn from_text(text: &str) -> Result<Self, Mismatch> {
                whole(text, &Self::MIN, &Self::MAX)
            }
        })*
    };
}

whole_numbers!(i32 i64 i128 u32 u64);

impl FromText for f64 {
    fn from_text(text: &str) -> Result<Self, Mismatch> {
        // Rust also reads `inf`, `NaN`, `+1` and `.5`, which are no numbers of JSON.
        let plain = text.bytes().all(|it| matches!(it, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'));
        let starts = text.strip_prefix('-').unwrap_or(text).starts_with(|it: char| it.is_ascii_digit());
        let number = text.parse::<Self>().ok().filter(|it| it.is_finite() && plain && starts && !text.ends_with('.'));
        number.ok_or(Mismatch::new("type", "Must be a number."))
    }
}

impl FromText for f32 {
    // The nearest f32 is what is wanted; one that has none is refused.
    #[allow(clippy::cast_possible_truncation)]
    fn from_text(text: &str) -> Result<Self, Mismatch> {
        let number = f64::from_text(text)? as Self;
        if number.is_finite() { Ok(number) } else { Err(Mismatch::new("maximum", "Must fit in 32 bits.")) }
    }
}

/// A type of this folder: text on the wire, of a format that JSON Schema names.
pub(crate) trait Formatted: FromStr<Err = Mismatch> {
    /// The format in words: `a UUID`.
    const NOUN: &'static str;

    /// Reads a text.
    fn read(text: &str) -> Option<Self>;

    /// That a text is not of this format.
    fn mismatch() -> Mismatch {
        Mismatch::new("format", format!("Must be {}.", Self::NOUN))
    }
}

/// Text in and out of a [`Formatted`] type, by its `read` and `Display`.
macro_rules! formatted {
    ($type:ident) => {
        impl std::str::FromStr for $type {
            type Err = crate::types::Mismatch;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                use crate::types::text::Formatted;
                Self::read(text).ok_or_else(Self::mismatch)
            }
        }

        impl crate::types::FromText for $type {
            fn from_text(text: &str) -> Result<Self, crate::types::Mismatch> {
                text.parse()
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_str(crate::types::text::Reader(std::marker::PhantomData))
            }
        }
    };
}
pub(super) use formatted;

/// Reads a string by its type's `FromStr`.
pub(super) struct Reader<T>(pub(super) std::marker::PhantomData<T>);

impl<T: Formatted> serde::de::Visitor<'_> for Reader<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::NOUN)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        T::read(text).ok_or_else(|| E::custom(T::mismatch()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_plain_digits_in_range() {
        assert_eq!(i64::from_text("-9223372036854775808"), Ok(i64::MIN));
        assert_eq!(i64::from_text("9223372036854775808").unwrap_err().code, "maximum");
        assert_eq!(i32::from_text("-2147483649").unwrap_err().code, "minimum");
        assert_eq!(i32::from_text("-7.00"), Ok(-7));
        for bad in ["", "+1", "1.5", "1.", ".0", "1.0.0", "1e2", " 1", "01", "-", "0x1", "1_000", "١"] {
            assert_eq!(i32::from_text(bad).unwrap_err().code, "type", "{bad:?}");
        }
    }

    #[test]
    fn numbers_are_those_of_json() {
        assert_eq!(f64::from_text("-1.5e3"), Ok(-1500.0));
        for bad in ["", "NaN", "inf", "-infinity", "+1", ".5", "1.", "1e999", "0x1", " 1"] {
            assert!(f64::from_text(bad).is_err(), "{bad:?}");
        }
        assert_eq!(f32::from_text("1e300").unwrap_err().code, "maximum");
    }

    #[test]
    fn an_unknown_value_tells_the_known_ones() {
        let it = Mismatch::from(UnknownValue::new(&["a", "b"]));
        assert_eq!((it.code.as_ref(), it.detail.as_ref()), ("enum", "Must be one of a, b."));
    }
}

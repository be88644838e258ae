//! Division without a remainder, in decimal, as a reader of the schema would reckon.

use std::fmt::{self, Display, Write};

/// A number of JSON, exactly: the type of what `multipleOf` compares.
pub trait Number: Copy + Display {
    /// The shortest decimal that reads back as this number.
    #[doc(hidden)]
    fn decimal(self) -> Decimal;
}

/// `digits × 10^exponent`, without a sign; not finite when there are no digits.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: Option<u64>,
    exponent: i32,
}

impl Decimal {
    const fn whole(digits: u64) -> Self {
        Self { digits: Some(digits), exponent: 0 }
    }

    /// Whether `other` goes into this a whole number of times.
    pub(super) fn is_multiple_of(self, other: Self) -> bool {
        match (self.digits, other.digits) {
            (Some(0), Some(_)) => true,
            (Some(value), Some(divisor)) if divisor != 0 => divides(value, self.exponent - other.exponent, divisor),
            _ => false,
        }
    }
}

/// Whether `divisor` goes into `value × 10^power`.
fn divides(value: u64, power: i32, divisor: u64) -> bool {
    let (value, divisor) = (u128::from(value), u128::from(divisor));
    if power >= 0 {
        // Both factors stay below the divisor, so below 2^64, and their product in range.
        return (value % divisor * power_of_ten(power.unsigned_abs(), divisor)).is_multiple_of(divisor);
    }
    // More than 19 places to the right of a value that has 20 digits at most: not whole.
    let Some(scale) = 10_u64.checked_pow(power.unsigned_abs()) else { return false };
    value.is_multiple_of(divisor * u128::from(scale))
}

/// `10^power` modulo `modulus`.
fn power_of_ten(power: u32, modulus: u128) -> u128 {
    (0..power).fold(1 % modulus, |it, _| it * 10 % modulus)
}

macro_rules! whole_numbers {
    ($($type:ty => |$it:ident| $digits:expr;)*) => {
        $(impl Number for $type {
            fn decimal(self) -> Decimal {
                let $it = self;
                Decimal::whole($digits)
            }
        })*
    };
}

whole_numbers! {
    i32 => |it| u64::from(it.unsigned_abs());
    u32 => |it| u64::from(it);
    i64 => |it| it.unsigned_abs();
    u64 => |it| it;
}

impl Number for f64 {
    fn decimal(self) -> Decimal {
        shortest(self)
    }
}

impl Number for f32 {
    fn decimal(self) -> Decimal {
        shortest(self)
    }
}

/// Reads the digits off the shortest scientific notation: `-1.25e-3` is 125 × 10^-5.
fn shortest(value: impl fmt::LowerExp) -> Decimal {
    let mut text = Scratch { bytes: [0; 32], used: 0 };
    let written = write!(text, "{value:e}").is_ok();
    let text = std::str::from_utf8(&text.bytes[..text.used]).unwrap_or_default();
    let parsed = text.split_once('e').and_then(|(mantissa, exponent)| {
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit);
        let digits = digits.fold(0_u64, |it, digit| it * 10 + u64::from(digit - b'0'));
        Some((digits, exponent.parse::<i32>().ok()? - i32::try_from(fraction.len()).ok()?))
    });
    match parsed {
        Some((digits, exponent)) if written => Decimal { digits: Some(digits), exponent },
        _ => Decimal { digits: None, exponent: 0 },
    }
}

/// A few bytes on the stack to write a number to.
struct Scratch {
    bytes: [u8; 32],
    used: usize,
}

impl Write for Scratch {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self.bytes.get_mut(self.used..self.used + text.len()).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.used += text.len();
        Ok(())
    }
}

//! Numbers: reckoned with an eye on what does not fit, and converted.

use super::Fault;
use std::collections::BTreeMap;

/// A whole number of 64 bits.
pub trait Whole: Copy {
    /// `a + b`, where it fits.
    fn plus(self, other: Self) -> Option<Self>;
    /// `a - b`, where it fits.
    fn minus(self, other: Self) -> Option<Self>;
    /// `a * b`, where it fits.
    fn times(self, other: Self) -> Option<Self>;
    /// `a / b`, towards zero, where there is one.
    fn over(self, other: Self) -> Option<Self>;
    /// `a % b`, where there is one.
    fn rest(self, other: Self) -> Option<Self>;
}

macro_rules! whole {
    ($($type:ty)*) => {$(
        impl Whole for $type {
            fn plus(self, other: Self) -> Option<Self> {
                self.checked_add(other)
            }

            fn minus(self, other: Self) -> Option<Self> {
                self.checked_sub(other)
            }

            fn times(self, other: Self) -> Option<Self> {
                self.checked_mul(other)
            }

            fn over(self, other: Self) -> Option<Self> {
                self.checked_div(other)
            }

            fn rest(self, other: Self) -> Option<Self> {
                self.checked_rem(other)
            }
        }

        impl Int for $type {
            fn int(self) -> Option<i64> {
                self.try_into().ok()
            }

            fn uint(self) -> Option<u64> {
                self.try_into().ok()
            }
        }
    )*};
}

whole!(i64 u64);

macro_rules! reckoned {
    ($($name:ident = $method:ident $what:literal;)*) => {$(
        #[doc = $what]
        ///
        /// # Errors
        /// When it does not fit into 64 bits, or divides by zero.
        pub fn $name<T: Whole>(a: T, b: T) -> Result<T, Fault> {
            a.$method(b).ok_or(Fault)
        }
    )*};
}

reckoned! {
    add = plus "`a + b`.";
    subtract = minus "`a - b`.";
    multiply = times "`a * b`.";
    divide = over "`a / b`.";
    remainder = rest "`a % b`.";
}

/// `-a`.
///
/// # Errors
/// When it does not fit.
pub fn negate(it: i64) -> Result<i64, Fault> {
    it.checked_neg().ok_or(Fault)
}

/// What whole numbers are made of.
pub trait Int {
    /// With a sign, where it fits.
    fn int(self) -> Option<i64>;
    /// Without a sign, where it fits.
    fn uint(self) -> Option<u64>;
}

/// 2^63 and 2^64, which floats hit exactly.
const LIMITS: (f64, f64) = (9_223_372_036_854_775_808.0, 18_446_744_073_709_551_616.0);

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Within bounds, towards zero: as CEL wants it.
impl Int for f64 {
    fn int(self) -> Option<i64> {
        (self > -LIMITS.0 && self < LIMITS.0).then_some(self as i64)
    }

    fn uint(self) -> Option<u64> {
        (self > -1.0 && self < LIMITS.1).then_some(self as u64)
    }
}

impl Int for &str {
    fn int(self) -> Option<i64> {
        self.parse().ok()
    }

    fn uint(self) -> Option<u64> {
        self.parse().ok()
    }
}

/// `int(a)`.
///
/// # Errors
/// When it is no such number.
pub fn int(it: impl Int) -> Result<i64, Fault> {
    it.int().ok_or(Fault)
}

/// `uint(a)`.
///
/// # Errors
/// When it is no such number.
pub fn uint(it: impl Int) -> Result<u64, Fault> {
    it.uint().ok_or(Fault)
}

/// `double(a)` of a text.
///
/// # Errors
/// When it is no number.
pub fn double(it: &str) -> Result<f64, Fault> {
    it.parse().map_err(|_| Fault)
}

/// Whether a number is infinite: of a sign, or of either with 0.
pub fn is_infinite(it: f64, sign: i64) -> bool {
    it.is_infinite() && (sign == 0 || (sign > 0) == (it > 0.0))
}

/// An item by its position.
///
/// # Errors
/// When there is none.
pub fn at<T>(all: &[T], at: i64) -> Result<&T, Fault> {
    usize::try_from(at).ok().and_then(|at| all.get(at)).ok_or(Fault)
}

/// A key of a map as expressions have it.
pub trait Key<K> {
    /// As the map has it.
    fn key(self) -> Option<K>;
}

impl Key<String> for &str {
    fn key(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl Key<bool> for bool {
    fn key(self) -> Option<bool> {
        Some(self)
    }
}

macro_rules! keys {
    ($($from:ty => $($to:ty)*;)*) => {
        $($(impl Key<$to> for $from {
            fn key(self) -> Option<$to> {
                self.try_into().ok()
            }
        })*)*
    };
}

keys! {
    i64 => i32 i64;
    u64 => u32 u64;
}

/// A value by its key.
///
/// # Errors
/// When there is none.
pub fn get<K: Ord, T>(map: &BTreeMap<K, T>, key: impl Key<K>) -> Result<&T, Fault> {
    key.key().and_then(|key| map.get(&key)).ok_or(Fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_has_no_value() {
        assert_eq!(add(i64::MAX, 1), Err(Fault));
        assert_eq!(divide(1_u64, 0), Err(Fault));
        assert_eq!(remainder(i64::MIN, -1), Err(Fault));
        assert_eq!(int(1e19), Err(Fault));
        assert_eq!(int(-1.9), Ok(-1));
        assert_eq!(uint(-1_i64), Err(Fault));
        assert_eq!(at(&[1], -1), Err(Fault));
        assert_eq!(get(&BTreeMap::from([(1_i32, 2)]), 1_i64), Ok(&2));
        assert!(is_infinite(f64::NEG_INFINITY, -1) && !is_infinite(f64::NEG_INFINITY, 1));
    }
}

//! What expressions of CEL are made of, for code that the generator has written out of them. Nothing is interpreted here.
//!
//! Values are as CEL has them: `i64`, `u64`, `f64`, `&str`, `&[u8]`; moments and spans of time are nanoseconds, `i128`.

mod number;
mod text;
mod time;
mod uri;
mod web;

pub use number::{
    Key, Whole, add, at, divide, double, get, int, is_infinite, multiply, negate, remainder, subtract, uint,
};
pub use text::{contains, count, hex, index_of, matches, text, type_url};
pub use time::{day, duration_text, hours, minutes, moment, month, now, seconds, span, timestamp_text, weekday, year};
pub use uri::{is_uri, is_uri_ref};
pub use web::{is_email, is_host_and_port, is_hostname, is_ip, is_ip_prefix};

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::Hash;

/// An expression that has no value: an index beyond the end, a number too large, a division by zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault;

/// A message that may be absent; what its fields are then is their defaults.
pub fn message<M: Default + Clone>(it: Option<&M>) -> Cow<'_, M> {
    it.map_or_else(|| Cow::Owned(M::default()), Cow::Borrowed)
}

/// Whether no value is there twice.
pub fn unique<T: Hash + Eq>(mut all: impl Iterator<Item = T>) -> bool {
    let mut seen = HashSet::new();
    all.all(|it| seen.insert(it))
}

/// The same of floats: NaN equals nothing, and 0 equals -0.
pub fn unique_doubles(all: impl Iterator<Item = f64>) -> bool {
    unique(all.filter(|it| !it.is_nan()).map(|it| if it == 0.0 { 0 } else { it.to_bits() }))
}

/// Whether exactly one holds.
pub fn exists_one<T>(all: impl Iterator<Item = T>, mut test: impl FnMut(T) -> bool) -> bool {
    all.filter_map(|it| test(it).then_some(())).take(2).count() == 1
}

/// Whether all hold; one that does not settles it, whatever has no value.
///
/// # Errors
/// When one has no value and none does not hold.
pub fn try_all<T>(all: impl Iterator<Item = T>, mut test: impl FnMut(T) -> Result<bool, Fault>) -> Result<bool, Fault> {
    let mut settled = Ok(true);
    for it in all {
        match test(it) {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            Err(fault) => settled = Err(fault),
        }
    }
    settled
}

/// Whether one holds; one that does settles it, whatever has no value.
///
/// # Errors
/// When one has no value and none holds.
pub fn try_exists<T>(
    all: impl Iterator<Item = T>,
    mut test: impl FnMut(T) -> Result<bool, Fault>,
) -> Result<bool, Fault> {
    try_all(all, |it| test(it).map(|it| !it)).map(|it| !it)
}

/// Whether exactly one holds.
///
/// # Errors
/// When one has no value.
pub fn try_exists_one<T>(
    all: impl Iterator<Item = T>,
    mut test: impl FnMut(T) -> Result<bool, Fault>,
) -> Result<bool, Fault> {
    let mut count = 0_usize;
    for it in all {
        count += usize::from(test(it)?);
    }
    Ok(count == 1)
}

/// Those that a test holds of.
///
/// # Errors
/// When one has no value.
pub fn try_filter<'a, T: Clone + 'a>(
    all: impl Iterator<Item = &'a T>,
    mut test: impl FnMut(&'a T) -> Result<bool, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut kept = Vec::new();
    for it in all {
        if test(it)? {
            kept.push(it.clone());
        }
    }
    Ok(kept)
}

/// What is made of each.
///
/// # Errors
/// When one has no value.
pub fn try_map<T, U>(all: impl Iterator<Item = T>, make: impl FnMut(T) -> Result<U, Fault>) -> Result<Vec<U>, Fault> {
    all.map(make).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_settles_a_comprehension_wins() {
        let test = |it: i32| if it == 0 { Err(Fault) } else { Ok(it > 0) };
        assert_eq!(try_all([0, -1].into_iter(), test), Ok(false));
        assert_eq!(try_all([0, 1].into_iter(), test), Err(Fault));
        assert_eq!(try_exists([0, 1].into_iter(), test), Ok(true));
        assert_eq!(try_exists([0, -1].into_iter(), test), Err(Fault));
        assert_eq!(try_exists_one([1, -1].into_iter(), test), Ok(true));
    }

    #[test]
    fn floats_are_compared_as_floats() {
        assert!(unique_doubles([f64::NAN, f64::NAN, 0.0].into_iter()));
        assert!(!unique_doubles([0.0, -0.0].into_iter()));
        assert!(!unique(["a", "b", "a"].into_iter()));
    }
}

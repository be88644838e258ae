//! Absent, null and given are three things: how fields read each, for `#[serde(deserialize_with)]`.

use serde::{Deserialize, Deserializer};

/// A field that may be absent but not null; goes with `#[serde(default)]`.
///
/// # Errors
/// When the value is null, or not of the type.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// A field that may be null but not absent.
///
/// # Errors
/// When the value is neither null nor of the type.
pub fn nullable<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(from)
}

/// A field that may be absent (`None`) or null (`Some(None)`); goes with `#[serde(default)]`.
///
/// # Errors
/// When the value is neither null nor of the type.
pub fn maybe<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}

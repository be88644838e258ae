//! JSON: records and enums by table, unions by trial, and bodies that are told everything that is wrong with them.

mod choice;
#[cfg(feature = "http")]
mod decode;
#[cfg(feature = "http")]
mod forgiving;
mod literals;
#[cfg(feature = "http")]
mod path;
mod record;
#[cfg(feature = "http")]
mod strict;
mod texts;
#[cfg(feature = "http")]
mod tree;

pub use choice::{Choice, Fit};
#[cfg(feature = "graphql")]
pub(crate) use decode::decode_tree;
#[cfg(feature = "http")]
pub use decode::{Malformed, decode};
#[cfg(feature = "http")]
pub(crate) use decode::{decode_one_of, decode_texts};
pub use literals::{find, literal};
pub use record::{Members, Record, Table, Writer, record};
/// What generated types implement.
pub use serde;

/// A value of a mock, from JSON.
///
/// # Errors
/// When the text is not such a value.
#[cfg(feature = "http")]
pub fn sample<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(text)
}

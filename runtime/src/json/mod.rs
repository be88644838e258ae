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
#[cfg(feature = "http")]
mod tree;

pub use choice::{Choice, Fit};
#[cfg(feature = "http")]
pub(crate) use decode::decode_texts;
#[cfg(feature = "http")]
pub use decode::{Malformed, decode};
pub use literals::{find, literal};
pub use record::{Members, Record, Table, Writer, record};
/// What generated types implement.
pub use serde;

//! Strings on the wire that are more than strings: strict newtypes over well-kept crates.
//!
//! Each reads exactly what its format allows, and writes it in one way only.

mod binary;
mod clock;
mod duration;
#[cfg(feature = "http")]
mod known;
mod sql;
mod text;
mod time;
mod upload;
mod uuid;

pub use binary::Base64;
pub use duration::Duration;
pub use text::{FromText, Mismatch, UnknownValue};
pub use time::{Date, DateTime, Time};
pub use upload::Upload;
#[cfg(feature = "http")]
pub(crate) use upload::{Spill, Stretch};
pub use uuid::Uuid;

#[cfg(feature = "http")]
pub(crate) use known::known;

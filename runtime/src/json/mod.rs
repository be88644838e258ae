//! JSON, in the places where serde's derive does not say enough.

mod choice;
#[cfg(feature = "http")]
mod decode;
#[cfg(feature = "http")]
mod forgiving;
#[cfg(feature = "http")]
mod path;
mod presence;
#[cfg(feature = "http")]
mod strict;
#[cfg(feature = "http")]
mod tree;

pub use choice::{Choice, Fit};
#[cfg(feature = "http")]
pub use decode::{Malformed, decode};
pub use presence::{maybe, nullable, present};

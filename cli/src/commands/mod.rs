//! The commands, one a file: what can be typed, and what is done about it.

pub(crate) mod generate;
pub(crate) mod new;

//! How calls of gRPC end, as both sides of one say it: a code, a sentence, and messages for programs.

mod code;
mod detail;

pub use code::Code;
pub(crate) use detail::Wire;
pub use detail::{BadRequest, Detail, FieldViolation};

//! What a service is, in no schema language's words.
//!
//! ```text
//! front ends ──► Draft ── check ──► Model ──► back ends
//!                names may dangle   every name resolved, immutable
//! ```
//!
//! Front ends fill a [`Draft`]; [`check()`] is the only way to turn it into a [`Model`]; back ends read
//! the `Model` and can rely on every id in it. The vocabulary (types, operations, …) is written down once,
//! in [`vocabulary`]: it is generic over how one type refers to another, [`Ref`] in a draft, [`TypeId`] in
//! a model.

mod check;
mod codes;
mod diagnostic;
mod draft;
mod formerly;
mod model;
mod plural;
mod span;
pub mod vocabulary;

pub use check::check;
pub use codes::{CODES, Code};
pub use diagnostic::{Diagnostic, Diagnostics, Label, Severity, did_you_mean};
pub use draft::{Draft, DraftShape, DraftType, Ref};
pub use model::{Model, TypeId};
pub use plural::plural;
pub use span::{SourceId, Span};

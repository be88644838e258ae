//! x
use crate::{Diagnostics, Draft, Model};

/// Resolves every name, or says which cannot be.
pub fn check(draft: Draft, log: &mut Diagnostics) -> Option<Model> {
    let _ = (draft, log);
    None
}

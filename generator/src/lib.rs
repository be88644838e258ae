//! The pipeline: schema texts in, the files of a service out. Reads and writes nothing itself.

mod front;
mod report;
mod source;
mod tree;

pub use report::{Format, render};
pub use source::{Loader, NoLoader, Source, Sources};
use zephyrix_ir::Draft;
pub use zephyrix_ir::{Code, Diagnostic, Diagnostics, Severity};

/// Lowers sources into a draft.
pub fn draft(sources: &mut Sources, loader: &dyn Loader, log: &mut Diagnostics) -> Draft {
    front::lower(sources, loader, log)
}

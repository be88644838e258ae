//! Operations that nobody has written yet.

use std::fmt;

/// The error of an operation that is still a stub: answered with 501, and a sentence that names the file to open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unwritten {
    method: &'static str,
    file: &'static str,
}

impl Unwritten {
    /// The method that is to be written, and the file it is in.
    pub const fn new(method: &'static str, file: &'static str) -> Self {
        Self { method, file }
    }
}

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "This operation is not written yet: open {} and write `{}`.", self.file, self.method)
    }
}

impl std::error::Error for Unwritten {}

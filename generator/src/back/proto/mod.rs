//! `proto/`: the service as protobuf has it, where it is described by something else; and `src/generated/messages.rs`, by which
//! it is served.

mod layouts;
mod text;

use super::{Backend, Job};
use crate::files::{FileSet, Merge, Owner};
use crate::previous::NUMBERS;

/// The product.
pub(super) struct Proto;

impl Backend for Proto {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        let Some(exported) = &job.plan.exported else { return };
        files.add(format!("proto/{}", exported.path), Owner::Generated, text::file(job, exported));
        files.add("proto/buf.yaml", Owner::Yours, BUF.to_owned());
        files.merged(NUMBERS, exported.numbers.text(), Merge::Numbers);
        files.rust("src/generated/messages.rs", Owner::Generated, &layouts::file(job, exported));
    }
}

/// What `buf` is to check.
const BUF: &str = "\
version: v2
lint:
  use:
    - STANDARD
breaking:
  use:
    - FILE
";

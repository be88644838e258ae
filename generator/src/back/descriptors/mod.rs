//! `src/generated/descriptors.binpb.base64`: what the methods are described by, for tools that ask a service for it.

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use prost_reflect::prost::encoding;
use zephyrix_ir::vocabulary::ProtoFile;

/// The product.
pub(super) struct Descriptors;

impl Backend for Descriptors {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        if job.has_calls() {
            files.add("src/generated/descriptors.binpb.base64", Owner::Generated, text(job.model.protos()));
        }
    }
}

/// How long a line is, as in MIME: `base64 -d` and every decoder like it read these.
const LINE: usize = 76;

/// A `google.protobuf.FileDescriptorSet` as text.
fn text(files: &[ProtoFile]) -> String {
    let mut set = Vec::new();
    for it in files {
        // A message is written as its bytes are.
        encoding::bytes::encode(1, &it.descriptor, &mut set);
    }
    let encoded = STANDARD.encode(set);
    let mut text = String::with_capacity(encoded.len() + encoded.len() / LINE + 1);
    let mut rest = encoded.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(LINE));
        text.extend([line, "\n"]);
        rest = after;
    }
    text
}

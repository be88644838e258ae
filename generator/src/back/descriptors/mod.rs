//! `src/generated/descriptors.binpb.base64`: what the methods are described by, for tools that ask a service for it.

mod exported;

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use prost_reflect::prost::encoding;

/// The product.
pub(super) struct Descriptors;

impl Backend for Descriptors {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        if !job.has_calls() {
            return;
        }
        let mut set: Vec<(&str, Vec<u8>)> =
            job.model.protos().iter().map(|it| (it.name.as_str(), it.descriptor.clone())).collect();
        if let Some(it) = &job.plan.exported {
            let known: Vec<&str> = set.iter().map(|it| it.0).collect();
            let more = exported::files(it).into_iter().filter(|it| !known.contains(&it.0)).collect::<Vec<_>>();
            set.extend(more);
        }
        files.add("src/generated/descriptors.binpb.base64", Owner::Generated, text(&set));
    }
}

/// How long a line is, as in MIME: `base64 -d` and every decoder like it read these.
const LINE: usize = 76;

/// A `google.protobuf.FileDescriptorSet` as text.
fn text(files: &[(&str, Vec<u8>)]) -> String {
    let mut set = Vec::new();
    for (_, descriptor) in files {
        // A message is written as its bytes are.
        encoding::bytes::encode(1, descriptor, &mut set);
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
